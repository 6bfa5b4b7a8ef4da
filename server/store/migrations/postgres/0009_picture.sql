-- Pictures of posts. One that is waiting has not been published: of a new post when it names none, otherwise of an edit.
CREATE TABLE picture (
    media_id UUID PRIMARY KEY REFERENCES media (id),
    owner_id UUID NOT NULL REFERENCES member (id),
    post_id UUID REFERENCES post (id),
    place BIGINT NOT NULL,
    -- What is to be seen, for those who do not see it.
    alt TEXT COLLATE "C" NOT NULL,
    waiting BOOLEAN NOT NULL
);
CREATE INDEX picture_post ON picture (post_id, place);
CREATE INDEX picture_owner ON picture (owner_id, post_id);
