-- 近況: one short text, and since when it is so.
ALTER TABLE profile ADD COLUMN news TEXT NOT NULL DEFAULT '';
ALTER TABLE profile ADD COLUMN news_at INTEGER;

-- A place is a prefecture, a country or, for whoever keeps it coarse, a region. Regions of one prefecture are that prefecture.
ALTER TABLE profile ADD COLUMN city TEXT NOT NULL DEFAULT '';
UPDATE profile SET region = 'VN' WHERE region = 'vietnam';
-- The region that `region` lies in; the same for whoever named none nearer.
ALTER TABLE directory ADD COLUMN area TEXT NOT NULL DEFAULT '';
UPDATE directory SET area = region;
UPDATE directory SET region = 'VN', area = 'asia' WHERE region = 'vietnam';

-- One a line: the language, and after a space how well.
ALTER TABLE profile ADD COLUMN languages TEXT NOT NULL DEFAULT '';

-- Work since the company, in the order of `id`.
CREATE TABLE career (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    company TEXT NOT NULL,
    title TEXT NOT NULL,
    -- None when the member does not say.
    from_year INTEGER,
    from_month INTEGER,
    -- None while it lasts.
    to_year INTEGER,
    to_month INTEGER
) STRICT;
CREATE INDEX career_member ON career (member_id, id);
-- What was told as the work now; each member had one.
INSERT INTO career (id, member_id, company, title)
    SELECT member_id, member_id, company, title FROM profile WHERE company <> '' OR title <> '';
ALTER TABLE profile DROP COLUMN company;
ALTER TABLE profile DROP COLUMN title;

-- What the member answered to what is suggested about the own profile.
CREATE TABLE profile_prompt (
    member_id BLOB NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    -- Whether it is never to be made again.
    for_good INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (member_id, kind)
) STRICT;
