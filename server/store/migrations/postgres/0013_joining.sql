-- A decision about a request is held for a while before it is told; nothing of it has happened until then.
ALTER TABLE join_request ADD COLUMN told_at BIGINT;
UPDATE join_request SET told_at = decided_at WHERE state IN ('approved', 'declined');

-- Notes of the office to a file, which are disclosed to the person on request.
CREATE TABLE staff_note (
    id UUID PRIMARY KEY,
    join_request_id UUID NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    author_id UUID NOT NULL REFERENCES member (id),
    body TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX staff_note_join_request ON staff_note (join_request_id, id);

-- The office's own wordings of a kind refusal.
CREATE TABLE refusal (
    id UUID PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL,
    body_ja TEXT COLLATE "C" NOT NULL,
    body_en TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
