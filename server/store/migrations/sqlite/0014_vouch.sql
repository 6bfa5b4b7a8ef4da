-- Whom somebody asking to join names as colleagues, one name per line, and what those say.
ALTER TABLE join_request ADD COLUMN colleagues TEXT NOT NULL DEFAULT '';
CREATE TABLE vouch (
    id BLOB PRIMARY KEY,
    join_request_id BLOB NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    words TEXT NOT NULL,
    -- Why it does not let anybody in by itself.
    doubt TEXT,
    created_at INTEGER NOT NULL,
    answered_at INTEGER,
    withdrawn_at INTEGER,
    UNIQUE (join_request_id, member_id)
) STRICT;
CREATE INDEX vouch_member ON vouch (member_id, state, id);
CREATE INDEX vouch_state ON vouch (state, id);
