-- The site, its members, how they sign in, what they consented to, what was done and what is still to do.
CREATE TABLE site (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    settings TEXT COLLATE "C" NOT NULL,
    setup_token TEXT COLLATE "C"
);

CREATE TABLE media (
    id UUID PRIMARY KEY,
    owner_id UUID,
    kind TEXT COLLATE "C" NOT NULL,
    mime TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    public BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE member (
    id UUID PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    relationship TEXT COLLATE "C" NOT NULL,
    roles TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    given TEXT COLLATE "C" NOT NULL,
    family_kana TEXT COLLATE "C" NOT NULL,
    given_kana TEXT COLLATE "C" NOT NULL,
    family_roman TEXT COLLATE "C" NOT NULL,
    given_roman TEXT COLLATE "C" NOT NULL,
    former_family TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    line TEXT COLLATE "C" NOT NULL,
    photo_id UUID REFERENCES media (id),
    lang TEXT COLLATE "C" NOT NULL,
    theme TEXT COLLATE "C" NOT NULL,
    invited_by UUID REFERENCES member (id),
    joined_at BIGINT NOT NULL
);
CREATE INDEX member_sorted ON member (sort_key, id);
CREATE INDEX member_joined ON member (joined_at, id);
CREATE INDEX member_invited_by ON member (invited_by);

CREATE TABLE mail_address (
    mail TEXT COLLATE "C" PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    is_primary BOOLEAN NOT NULL,
    verified_at BIGINT
);
CREATE INDEX mail_address_member ON mail_address (member_id);

CREATE TABLE sign_in (
    id UUID PRIMARY KEY,
    mail TEXT COLLATE "C" NOT NULL,
    link_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    code_hash TEXT COLLATE "C" NOT NULL,
    return_to TEXT COLLATE "C" NOT NULL,
    -- The request to join that the address is to be proved for; without one it is a sign-in.
    join_request_id UUID,
    tries BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_mail ON sign_in (mail, created_at);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    member_id UUID NOT NULL REFERENCES member (id),
    device TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    idle_until BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_member ON session (member_id, created_at);

CREATE TABLE consent (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    purpose TEXT COLLATE "C" NOT NULL,
    text_version TEXT COLLATE "C" NOT NULL,
    given BOOLEAN NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX consent_member ON consent (member_id, purpose, at);

-- One row per member and calendar month: all that a count of active members needs, and nothing finer.
CREATE TABLE active_month (
    month TEXT COLLATE "C" NOT NULL,
    member_id UUID NOT NULL REFERENCES member (id),
    PRIMARY KEY (month, member_id)
);

CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id UUID,
    action TEXT COLLATE "C" NOT NULL,
    object TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_object ON audit (object, at);

CREATE TABLE task (
    id UUID PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    dedupe TEXT COLLATE "C" UNIQUE,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    leased_until BIGINT,
    failed_at BIGINT,
    error TEXT COLLATE "C" NOT NULL
);
CREATE INDEX task_due ON task (failed_at, run_at, id);

CREATE TABLE rate (
    subject TEXT COLLATE "C" PRIMARY KEY,
    window_start BIGINT NOT NULL,
    hits BIGINT NOT NULL
);
