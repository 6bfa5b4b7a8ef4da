-- The newest answer of a member for a purpose, and the ledger of a member, by their order of coming.
DROP INDEX consent_member;
CREATE INDEX consent_member ON consent (member_id, purpose, id);
CREATE INDEX consent_ledger ON consent (member_id, id);

-- What was read of a member by the office's or a reviewer's role: one row for each reader, kind and day.
CREATE TABLE profile_read (
    member_id UUID NOT NULL REFERENCES member (id),
    -- 2026-11-18
    day TEXT COLLATE "C" NOT NULL,
    reader_id UUID NOT NULL REFERENCES member (id),
    kind TEXT COLLATE "C" NOT NULL,
    -- Slug of the programme it was read for, or empty.
    purpose TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, day, reader_id, kind)
);
CREATE INDEX profile_read_listed ON profile_read (member_id, at, reader_id, kind);
CREATE INDEX profile_read_day ON profile_read (day);
