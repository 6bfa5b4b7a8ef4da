-- Invitations of the office to a part of the leavers' list.
CREATE TABLE campaign (
    id BLOB PRIMARY KEY,
    author_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The part of the list: leaving years and a piece of the department's name.
    left_from INTEGER,
    left_to INTEGER,
    department TEXT NOT NULL,
    -- People up to this one are gathered; all of them once the time is there.
    gathered_to BLOB,
    gathered_at INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
) STRICT;

-- One row for each address ever written to: no address is invited twice.
CREATE TABLE campaign_mail (
    mail TEXT PRIMARY KEY,
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    roster_row_id BLOB NOT NULL REFERENCES roster_row (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    -- The last part of the links in the mail.
    token TEXT UNIQUE,
    attempts INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX campaign_mail_state ON campaign_mail (campaign_id, state, mail);
CREATE INDEX campaign_mail_roster_row ON campaign_mail (roster_row_id);

-- Addresses that want no invitation, as hashes, so that this list holds no address.
CREATE TABLE opt_out (
    mail_hash TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;
