-- Pictures of posts. One that is waiting has not been published: of a new post when it names none, otherwise of an edit.
CREATE TABLE picture (
    media_id BLOB PRIMARY KEY REFERENCES media (id),
    owner_id BLOB NOT NULL REFERENCES member (id),
    post_id BLOB REFERENCES post (id),
    place INTEGER NOT NULL,
    -- What is to be seen, for those who do not see it.
    alt TEXT NOT NULL,
    waiting INTEGER NOT NULL
) STRICT;
CREATE INDEX picture_post ON picture (post_id, place);
CREATE INDEX picture_owner ON picture (owner_id, post_id);
