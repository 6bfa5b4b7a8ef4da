-- Personal invitation links, and those who ask to join.
CREATE TABLE invitation (
    id UUID PRIMARY KEY,
    -- In the open: its owner is shown the link again, and it opens no account.
    token TEXT COLLATE "C" NOT NULL UNIQUE,
    inviter_id UUID NOT NULL REFERENCES member (id),
    worked_together TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C",
    uses BIGINT NOT NULL,
    used BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    started_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX invitation_inviter ON invitation (inviter_id, id);

CREATE TABLE join_request (
    id UUID PRIMARY KEY,
    -- In the open: every mail about the request carries it, and it shows only the request.
    secret TEXT COLLATE "C" NOT NULL UNIQUE,
    state TEXT COLLATE "C" NOT NULL,
    invitation_id UUID REFERENCES invitation (id),
    family TEXT COLLATE "C" NOT NULL,
    given TEXT COLLATE "C" NOT NULL,
    family_kana TEXT COLLATE "C" NOT NULL,
    given_kana TEXT COLLATE "C" NOT NULL,
    family_roman TEXT COLLATE "C" NOT NULL,
    given_roman TEXT COLLATE "C" NOT NULL,
    former_family TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C" NOT NULL,
    department TEXT COLLATE "C" NOT NULL,
    year_from BIGINT NOT NULL,
    year_to BIGINT,
    note TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C" NOT NULL,
    purposes TEXT COLLATE "C" NOT NULL,
    text_version TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    proved_at BIGINT,
    decided_at BIGINT,
    decided_by UUID REFERENCES member (id),
    member_id UUID REFERENCES member (id)
);
CREATE INDEX join_request_state ON join_request (state, id);
CREATE INDEX join_request_mail ON join_request (mail, state);
CREATE INDEX join_request_decided ON join_request (state, decided_at);
