-- Members about to leave with what each wants kept, and the ids of those who left.
CREATE TABLE leaving (
    member_id BLOB PRIMARY KEY REFERENCES member (id),
    asked_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    -- posts=keep comments=anonymous …
    fates TEXT NOT NULL,
    -- Stand beside what stays with the name, and beside what stays without it where each person may stand once.
    named_id BLOB REFERENCES member (id),
    unnamed_id BLOB REFERENCES member (id)
) STRICT;

-- Also in a file beside the database, so that nobody comes back with an old copy of it.
CREATE TABLE erasure (
    member_id BLOB PRIMARY KEY,
    fates TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX post_deleted_by ON post (deleted_by);
CREATE INDEX comment_deleted_by ON comment (deleted_by);
CREATE INDEX media_owner ON media (owner_id);

-- Rows of earlier versions said by which invitation somebody asked to join.
UPDATE audit SET detail = '{}' WHERE action = 'join_request.create' AND detail LIKE '%"invitation"%';
