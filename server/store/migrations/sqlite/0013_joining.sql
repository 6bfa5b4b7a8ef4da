-- A decision about a request is held for a while before it is told; nothing of it has happened until then.
ALTER TABLE join_request ADD COLUMN told_at INTEGER;
UPDATE join_request SET told_at = decided_at WHERE state IN ('approved', 'declined');

-- Notes of the office to a file, which are disclosed to the person on request.
CREATE TABLE staff_note (
    id BLOB PRIMARY KEY,
    join_request_id BLOB NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    author_id BLOB NOT NULL REFERENCES member (id),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_note_join_request ON staff_note (join_request_id, id);

-- The office's own wordings of a kind refusal.
CREATE TABLE refusal (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    body_ja TEXT NOT NULL,
    body_en TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
