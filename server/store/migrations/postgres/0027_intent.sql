-- いまの気持ち: what a member said of one of the nine; without a row the member has not said anything, which stays valid.
CREATE TABLE intent (
    member_id UUID NOT NULL REFERENCES member (id),
    kind TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    -- How far it reaches.
    reach TEXT COLLATE "C" NOT NULL,
    said_at BIGINT NOT NULL,
    -- After how long the member wishes to be asked about it.
    period TEXT COLLATE "C" NOT NULL,
    -- When that is; none when never, and once the question was put aside.
    review_at BIGINT,
    -- Since when the question stands on the member's home.
    asked_at BIGINT,
    PRIMARY KEY (member_id, kind)
);
-- What members share, by kind and answer.
CREATE INDEX intent_shared ON intent (kind, answer, member_id) WHERE reach <> 'nobody';

-- How many said what to themselves alone, in steps of five; made anew when a month begins, and the same until it ends.
CREATE TABLE intent_count (
    kind TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    -- 2026-11
    month TEXT COLLATE "C" NOT NULL,
    members BIGINT NOT NULL,
    PRIMARY KEY (kind, answer)
);
