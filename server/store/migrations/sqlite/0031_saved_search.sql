-- What a member looks for in the directory again and again; nobody else's to see.
CREATE TABLE saved_search (
    id BLOB PRIMARY KEY NOT NULL,
    member_id BLOB NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    -- The conditions, as they stand in the directory's address.
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (member_id, query)
) STRICT;
