-- Whom somebody asking to join names as colleagues, one name per line, and what those say.
ALTER TABLE join_request ADD COLUMN colleagues TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE TABLE vouch (
    id UUID PRIMARY KEY,
    join_request_id UUID NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    -- Why it does not let anybody in by itself.
    doubt TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    answered_at BIGINT,
    withdrawn_at BIGINT,
    UNIQUE (join_request_id, member_id)
);
CREATE INDEX vouch_member ON vouch (member_id, state, id);
CREATE INDEX vouch_state ON vouch (state, id);
