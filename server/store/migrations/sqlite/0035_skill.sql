-- What members are good at, as far as every member sees it. A name may be merged into another by the office; what members wrote stays as it is.
CREATE TABLE skill (
    id BLOB PRIMARY KEY NOT NULL,
    -- The name folded, as search folds it: one row for all spellings.
    key TEXT UNIQUE NOT NULL,
    -- The spelling suggested.
    name TEXT NOT NULL,
    -- Listed members who tell it to every member, by this name or one merged into it.
    members INTEGER NOT NULL,
    into_id BLOB REFERENCES skill (id)
) STRICT;
CREATE INDEX skill_into ON skill (into_id);
CREATE INDEX skill_common ON skill (members, key);
-- What is counted of whom, made with the directory's index: names told, and the names they are merged into.
CREATE TABLE member_skill (
    member_id BLOB NOT NULL REFERENCES member (id),
    skill_id BLOB NOT NULL REFERENCES skill (id),
    PRIMARY KEY (member_id, skill_id)
) STRICT;
CREATE INDEX member_skill_skill ON member_skill (skill_id, member_id);
