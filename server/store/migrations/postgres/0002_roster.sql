-- The leavers' list: uploads, and the people in it. They are no members and get no mail.
CREATE TABLE roster_import (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C" NOT NULL,
    -- The file as text; emptied when it is no longer needed.
    content TEXT COLLATE "C" NOT NULL,
    encoding TEXT COLLATE "C" NOT NULL,
    delimiter TEXT COLLATE "C" NOT NULL,
    -- What each column holds, as a JSON list.
    mapping TEXT COLLATE "C" NOT NULL,
    total_rows BIGINT NOT NULL,
    bad_rows BIGINT NOT NULL,
    done_rows BIGINT NOT NULL,
    added BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX roster_import_finished ON roster_import (finished_at);

CREATE TABLE roster_row (
    id UUID PRIMARY KEY,
    -- Who it is, so that importing twice changes nothing: the employee number, else names, readings and dates.
    identity TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Hash of all that the file says, to see whether it says something new.
    fingerprint TEXT COLLATE "C" NOT NULL,
    import_id UUID NOT NULL REFERENCES roster_import (id),
    employee_number TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    given TEXT COLLATE "C" NOT NULL,
    family_kana TEXT COLLATE "C" NOT NULL,
    given_kana TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C" NOT NULL,
    department TEXT COLLATE "C" NOT NULL,
    -- 2024-03-31, or 2024-03 where the file knows no day, or empty.
    joined_on TEXT COLLATE "C" NOT NULL,
    left_on TEXT COLLATE "C" NOT NULL,
    -- Name and reading folded for comparison.
    name_key TEXT COLLATE "C" NOT NULL,
    kana_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    -- The member this person became.
    member_id UUID REFERENCES member (id),
    updated_at BIGINT NOT NULL
);
CREATE INDEX roster_row_sorted ON roster_row (sort_key, id);
CREATE INDEX roster_row_mail ON roster_row (mail);
CREATE INDEX roster_row_name ON roster_row (name_key);
CREATE INDEX roster_row_member ON roster_row (member_id);
