-- Personal invitation links, and those who ask to join.
CREATE TABLE invitation (
    id BLOB PRIMARY KEY,
    -- In the open: its owner is shown the link again, and it opens no account.
    token TEXT NOT NULL UNIQUE,
    inviter_id BLOB NOT NULL REFERENCES member (id),
    worked_together TEXT NOT NULL,
    note TEXT NOT NULL,
    mail TEXT,
    uses INTEGER NOT NULL,
    used INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    started_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX invitation_inviter ON invitation (inviter_id, id);

CREATE TABLE join_request (
    id BLOB PRIMARY KEY,
    -- In the open: every mail about the request carries it, and it shows only the request.
    secret TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    invitation_id BLOB REFERENCES invitation (id),
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    family_kana TEXT NOT NULL,
    given_kana TEXT NOT NULL,
    family_roman TEXT NOT NULL,
    given_roman TEXT NOT NULL,
    former_family TEXT NOT NULL,
    mail TEXT NOT NULL,
    department TEXT NOT NULL,
    year_from INTEGER NOT NULL,
    year_to INTEGER,
    note TEXT NOT NULL,
    lang TEXT NOT NULL,
    purposes TEXT NOT NULL,
    text_version TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    proved_at INTEGER,
    decided_at INTEGER,
    decided_by BLOB REFERENCES member (id),
    member_id BLOB REFERENCES member (id)
) STRICT;
CREATE INDEX join_request_state ON join_request (state, id);
CREATE INDEX join_request_mail ON join_request (mail, state);
CREATE INDEX join_request_decided ON join_request (state, decided_at);
