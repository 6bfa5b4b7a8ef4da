-- What members tell about themselves, and the directory made of what members may see of it.
CREATE TABLE department (
    id BLOB PRIMARY KEY,
    name_ja TEXT NOT NULL,
    name_en TEXT NOT NULL,
    from_year INTEGER NOT NULL,
    to_year INTEGER
) STRICT;

CREATE TABLE profile (
    member_id BLOB PRIMARY KEY REFERENCES member (id),
    former_shown INTEGER NOT NULL,
    company TEXT NOT NULL,
    title TEXT NOT NULL,
    industry TEXT NOT NULL,
    region TEXT NOT NULL,
    -- One a line.
    skills TEXT NOT NULL,
    bio TEXT NOT NULL,
    help TEXT NOT NULL,
    looking TEXT NOT NULL,
    -- JSON.
    links TEXT NOT NULL,
    -- JSON: how far each field reaches.
    levels TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tenure (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    -- None when the member's words name no department of the company.
    department_id BLOB REFERENCES department (id),
    department TEXT NOT NULL,
    title TEXT NOT NULL,
    from_year INTEGER NOT NULL,
    to_year INTEGER
) STRICT;
CREATE INDEX tenure_member ON tenure (member_id, from_year);
CREATE INDEX tenure_department ON tenure (department_id, member_id);

-- One row per listed member. Its number is the place in 五十音 order, so that search yields that order without sorting.
-- Only what every member may see is in here.
CREATE TABLE directory (
    no INTEGER PRIMARY KEY,
    member_id BLOB NOT NULL UNIQUE REFERENCES member (id),
    industry TEXT NOT NULL,
    region TEXT NOT NULL,
    tenures_seen INTEGER NOT NULL,
    words TEXT NOT NULL,
    skills TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE member_search USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0', content = '', contentless_delete = 1);
