-- What members tell about themselves, and the directory made of what members may see of it.
CREATE TABLE department (
    id UUID PRIMARY KEY,
    name_ja TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    from_year BIGINT NOT NULL,
    to_year BIGINT
);

CREATE TABLE profile (
    member_id UUID PRIMARY KEY REFERENCES member (id),
    former_shown BOOLEAN NOT NULL,
    company TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    industry TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    -- One a line.
    skills TEXT COLLATE "C" NOT NULL,
    bio TEXT COLLATE "C" NOT NULL,
    help TEXT COLLATE "C" NOT NULL,
    looking TEXT COLLATE "C" NOT NULL,
    -- JSON.
    links TEXT COLLATE "C" NOT NULL,
    -- JSON: how far each field reaches.
    levels TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE tenure (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    -- None when the member's words name no department of the company.
    department_id UUID REFERENCES department (id),
    department TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    from_year BIGINT NOT NULL,
    to_year BIGINT
);
CREATE INDEX tenure_member ON tenure (member_id, from_year);
CREATE INDEX tenure_department ON tenure (department_id, member_id);

-- One row per listed member. Its number is the place in 五十音 order, so that search yields that order without sorting.
-- Only what every member may see is in here.
CREATE TABLE directory (
    no BIGINT PRIMARY KEY,
    member_id UUID NOT NULL UNIQUE REFERENCES member (id),
    industry TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    tenures_seen BOOLEAN NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    skills TEXT COLLATE "C" NOT NULL
);

CREATE TABLE member_search (
    rowid BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX member_search_words ON member_search USING gin (words);
