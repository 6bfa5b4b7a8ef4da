-- Signing in by the company's account (OpenID Connect), and links that let the office in when no mail arrives.
CREATE TABLE oidc_attempt (
    state_hash TEXT PRIMARY KEY,
    -- The browser that began; no other one can finish.
    cookie_hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    -- The PKCE verifier (RFC 7636), which the provider asks for in the end.
    verifier TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE oidc_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id BLOB NOT NULL REFERENCES member (id),
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX oidc_identity_member ON oidc_identity (member_id);

-- Somebody the provider vouches for who has not agreed to anything yet, and so is no member.
CREATE TABLE oidc_arrival (
    token_hash TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    mail TEXT,
    roles TEXT NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    family_kana TEXT NOT NULL,
    given_kana TEXT NOT NULL,
    family_roman TEXT NOT NULL,
    given_roman TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE office_link (
    token_hash TEXT PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
