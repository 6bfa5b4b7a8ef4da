-- Requests of members to add a mail address: proved on the new address, confirmed from the primary one.
CREATE TABLE address_request (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C" NOT NULL,
    -- The primary address when it was asked for, which has to confirm.
    primary_mail TEXT COLLATE "C" NOT NULL,
    link_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Empty when the address was somebody's already: no code proves it.
    code_hash TEXT COLLATE "C" NOT NULL,
    tries BIGINT NOT NULL,
    proof_until BIGINT NOT NULL,
    confirm_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    proved_at BIGINT,
    confirmed_at BIGINT,
    -- When the member asked the office to confirm in place of the primary address.
    office_asked_at BIGINT
);
CREATE INDEX address_request_member ON address_request (member_id, created_at);
CREATE INDEX address_request_office ON address_request (office_asked_at);
CREATE INDEX address_request_expires ON address_request (expires_at);

-- The address whose mail opened the session; empty for those opened otherwise.
ALTER TABLE session ADD COLUMN proved_mail TEXT COLLATE "C";
