-- Names beside those in member, which are the ones every member sees: true names that reach less far or further, the name a member
-- likes to be called by, and former names. Of a kind without a row, the name in member is the whole truth and reaches everybody
-- who sees the member's page.
CREATE TABLE name (
    member_id BLOB NOT NULL REFERENCES member (id),
    -- kanji, reading, roman, display, former
    kind TEXT NOT NULL,
    -- Several former names stand in the order they were written.
    no INTEGER NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    -- Of a former name; readings of the present one are a kind of their own.
    reading TEXT NOT NULL,
    -- The last year of a former name, if that is told.
    until_year INTEGER,
    reach TEXT NOT NULL,
    -- Whether search finds the member by it for those who do not see it, too.
    searchable INTEGER NOT NULL,
    PRIMARY KEY (member_id, kind, no)
) STRICT;
INSERT INTO name (member_id, kind, no, family, given, reading, until_year, reach, searchable)
SELECT m.id, 'former', 0, m.former_family, '', '', NULL, CASE WHEN p.former_shown = 1 THEN 'members' ELSE 'nobody' END, 1
FROM member m LEFT JOIN profile p ON p.member_id = m.id WHERE m.former_family <> '';
ALTER TABLE member DROP COLUMN former_family;
ALTER TABLE profile DROP COLUMN former_shown;
