-- Members about to leave with what each wants kept, and the ids of those who left.
CREATE TABLE leaving (
    member_id UUID PRIMARY KEY REFERENCES member (id),
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- posts=keep comments=anonymous …
    fates TEXT COLLATE "C" NOT NULL,
    -- Stand beside what stays with the name, and beside what stays without it where each person may stand once.
    named_id UUID REFERENCES member (id),
    unnamed_id UUID REFERENCES member (id)
);

-- Also in a file beside the database, so that nobody comes back with an old copy of it.
CREATE TABLE erasure (
    member_id UUID PRIMARY KEY,
    fates TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX post_deleted_by ON post (deleted_by);
CREATE INDEX comment_deleted_by ON comment (deleted_by);
CREATE INDEX media_owner ON media (owner_id);

-- Rows of earlier versions said by which invitation somebody asked to join.
UPDATE audit SET detail = '{}' WHERE action = 'join_request.create' AND detail LIKE '%"invitation"%';
