-- Passkeys of members: a further way to sign in.
CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    -- What the device calls it, base64url.
    credential_id TEXT COLLATE "C" NOT NULL UNIQUE,
    -- The public key with its counter, as JSON.
    credential TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    -- Beginning of the day it signed in last on; nothing finer is kept.
    last_used_on BIGINT
);
CREATE INDEX passkey_member ON passkey (member_id, id);

-- What the server keeps between asking a device and its answer, for five minutes and one answer.
CREATE TABLE passkey_ceremony (
    id UUID PRIMARY KEY,
    -- Who adds a passkey; without a member it is a sign-in.
    member_id UUID REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_ceremony_expires ON passkey_ceremony (expires_at);
