-- Requests of members to add a mail address: proved on the new address, confirmed from the primary one.
CREATE TABLE address_request (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    mail TEXT NOT NULL,
    -- The primary address when it was asked for, which has to confirm.
    primary_mail TEXT NOT NULL,
    link_hash TEXT NOT NULL UNIQUE,
    -- Empty when the address was somebody's already: no code proves it.
    code_hash TEXT NOT NULL,
    tries INTEGER NOT NULL,
    proof_until INTEGER NOT NULL,
    confirm_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    proved_at INTEGER,
    confirmed_at INTEGER,
    -- When the member asked the office to confirm in place of the primary address.
    office_asked_at INTEGER
) STRICT;
CREATE INDEX address_request_member ON address_request (member_id, created_at);
CREATE INDEX address_request_office ON address_request (office_asked_at);
CREATE INDEX address_request_expires ON address_request (expires_at);

-- The address whose mail opened the session; empty for those opened otherwise.
ALTER TABLE session ADD COLUMN proved_mail TEXT;
