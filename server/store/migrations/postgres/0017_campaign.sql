-- Invitations of the office to a part of the leavers' list.
CREATE TABLE campaign (
    id UUID PRIMARY KEY,
    author_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    -- The part of the list: leaving years and a piece of the department's name.
    left_from BIGINT,
    left_to BIGINT,
    department TEXT COLLATE "C" NOT NULL,
    -- People up to this one are gathered; all of them once the time is there.
    gathered_to UUID,
    gathered_at BIGINT,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
);

-- One row for each address ever written to: no address is invited twice.
CREATE TABLE campaign_mail (
    mail TEXT COLLATE "C" PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    roster_row_id UUID NOT NULL REFERENCES roster_row (id) ON DELETE CASCADE,
    state TEXT COLLATE "C" NOT NULL,
    -- The last part of the links in the mail.
    token TEXT COLLATE "C" UNIQUE,
    attempts BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX campaign_mail_state ON campaign_mail (campaign_id, state, mail);
CREATE INDEX campaign_mail_roster_row ON campaign_mail (roster_row_id);

-- Addresses that want no invitation, as hashes, so that this list holds no address.
CREATE TABLE opt_out (
    mail_hash TEXT COLLATE "C" PRIMARY KEY,
    created_at BIGINT NOT NULL
);
