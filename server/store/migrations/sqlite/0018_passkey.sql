-- Passkeys of members: a further way to sign in.
CREATE TABLE passkey (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    -- What the device calls it, base64url.
    credential_id TEXT NOT NULL UNIQUE,
    -- The public key with its counter, as JSON.
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Beginning of the day it signed in last on; nothing finer is kept.
    last_used_on INTEGER
) STRICT;
CREATE INDEX passkey_member ON passkey (member_id, id);

-- What the server keeps between asking a device and its answer, for five minutes and one answer.
CREATE TABLE passkey_ceremony (
    id BLOB PRIMARY KEY,
    -- Who adds a passkey; without a member it is a sign-in.
    member_id BLOB REFERENCES member (id),
    state TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_ceremony_expires ON passkey_ceremony (expires_at);
