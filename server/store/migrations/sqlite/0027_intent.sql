-- いまの気持ち: what a member said of one of the nine; without a row the member has not said anything, which stays valid.
CREATE TABLE intent (
    member_id BLOB NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- How far it reaches.
    reach TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    -- After how long the member wishes to be asked about it.
    period TEXT NOT NULL,
    -- When that is; none when never, and once the question was put aside.
    review_at INTEGER,
    -- Since when the question stands on the member's home.
    asked_at INTEGER,
    PRIMARY KEY (member_id, kind)
) STRICT;
-- What members share, by kind and answer.
CREATE INDEX intent_shared ON intent (kind, answer, member_id) WHERE reach <> 'nobody';

-- How many said what to themselves alone, in steps of five; made anew when a month begins, and the same until it ends.
CREATE TABLE intent_count (
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- 2026-11
    month TEXT NOT NULL,
    members INTEGER NOT NULL,
    PRIMARY KEY (kind, answer)
) STRICT;
