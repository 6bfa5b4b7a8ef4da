-- What a member looks for in the directory again and again; nobody else's to see.
CREATE TABLE saved_search (
    id UUID PRIMARY KEY NOT NULL,
    member_id UUID NOT NULL REFERENCES member (id),
    name TEXT COLLATE "C" NOT NULL,
    -- The conditions, as they stand in the directory's address.
    query TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (member_id, query)
);
