-- The site, its members, how they sign in, what they consented to, what was done and what is still to do.
CREATE TABLE site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settings TEXT NOT NULL,
    setup_token TEXT
) STRICT;

CREATE TABLE media (
    id BLOB PRIMARY KEY,
    owner_id BLOB,
    kind TEXT NOT NULL,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    public INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE member (
    id BLOB PRIMARY KEY,
    state TEXT NOT NULL,
    relationship TEXT NOT NULL,
    roles TEXT NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    family_kana TEXT NOT NULL,
    given_kana TEXT NOT NULL,
    family_roman TEXT NOT NULL,
    given_roman TEXT NOT NULL,
    former_family TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    line TEXT NOT NULL,
    photo_id BLOB REFERENCES media (id),
    lang TEXT NOT NULL,
    theme TEXT NOT NULL,
    invited_by BLOB REFERENCES member (id),
    joined_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_sorted ON member (sort_key, id);
CREATE INDEX member_joined ON member (joined_at, id);
CREATE INDEX member_invited_by ON member (invited_by);

CREATE TABLE mail_address (
    mail TEXT PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    is_primary INTEGER NOT NULL,
    verified_at INTEGER
) STRICT;
CREATE INDEX mail_address_member ON mail_address (member_id);

CREATE TABLE sign_in (
    id BLOB PRIMARY KEY,
    mail TEXT NOT NULL,
    link_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL,
    return_to TEXT NOT NULL,
    -- The request to join that the address is to be proved for; without one it is a sign-in.
    join_request_id BLOB,
    tries INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX sign_in_mail ON sign_in (mail, created_at);

CREATE TABLE session (
    id BLOB PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    member_id BLOB NOT NULL REFERENCES member (id),
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    idle_until INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_member ON session (member_id, created_at);

CREATE TABLE consent (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    purpose TEXT NOT NULL,
    text_version TEXT NOT NULL,
    given INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_member ON consent (member_id, purpose, at);

-- One row per member and calendar month: all that a count of active members needs, and nothing finer.
CREATE TABLE active_month (
    month TEXT NOT NULL,
    member_id BLOB NOT NULL REFERENCES member (id),
    PRIMARY KEY (month, member_id)
) STRICT;

CREATE TABLE audit (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_id BLOB,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit (object, at);

CREATE TABLE task (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    dedupe TEXT UNIQUE,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    leased_until INTEGER,
    failed_at INTEGER,
    error TEXT NOT NULL
) STRICT;
CREATE INDEX task_due ON task (failed_at, run_at, id);

CREATE TABLE rate (
    subject TEXT PRIMARY KEY,
    window_start INTEGER NOT NULL,
    hits INTEGER NOT NULL
) STRICT;
