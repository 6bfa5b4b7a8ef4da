-- Signing in by the company's account (OpenID Connect), and links that let the office in when no mail arrives.
CREATE TABLE oidc_attempt (
    state_hash TEXT COLLATE "C" PRIMARY KEY,
    -- The browser that began; no other one can finish.
    cookie_hash TEXT COLLATE "C" NOT NULL,
    nonce TEXT COLLATE "C" NOT NULL,
    -- The PKCE verifier (RFC 7636), which the provider asks for in the end.
    verifier TEXT COLLATE "C" NOT NULL,
    return_to TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE oidc_identity (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    member_id UUID NOT NULL REFERENCES member (id),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX oidc_identity_member ON oidc_identity (member_id);

-- Somebody the provider vouches for who has not agreed to anything yet, and so is no member.
CREATE TABLE oidc_arrival (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C",
    roles TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    given TEXT COLLATE "C" NOT NULL,
    family_kana TEXT COLLATE "C" NOT NULL,
    given_kana TEXT COLLATE "C" NOT NULL,
    family_roman TEXT COLLATE "C" NOT NULL,
    given_roman TEXT COLLATE "C" NOT NULL,
    return_to TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE office_link (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
