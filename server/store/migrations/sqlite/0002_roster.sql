-- The leavers' list: uploads, and the people in it. They are no members and get no mail.
CREATE TABLE roster_import (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    file_name TEXT NOT NULL,
    -- The file as text; emptied when it is no longer needed.
    content TEXT NOT NULL,
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    -- What each column holds, as a JSON list.
    mapping TEXT NOT NULL,
    total_rows INTEGER NOT NULL,
    bad_rows INTEGER NOT NULL,
    done_rows INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX roster_import_finished ON roster_import (finished_at);

CREATE TABLE roster_row (
    id BLOB PRIMARY KEY,
    -- Who it is, so that importing twice changes nothing: the employee number, else names, readings and dates.
    identity TEXT NOT NULL UNIQUE,
    -- Hash of all that the file says, to see whether it says something new.
    fingerprint TEXT NOT NULL,
    import_id BLOB NOT NULL REFERENCES roster_import (id),
    employee_number TEXT NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    family_kana TEXT NOT NULL,
    given_kana TEXT NOT NULL,
    mail TEXT NOT NULL,
    department TEXT NOT NULL,
    -- 2024-03-31, or 2024-03 where the file knows no day, or empty.
    joined_on TEXT NOT NULL,
    left_on TEXT NOT NULL,
    -- Name and reading folded for comparison.
    name_key TEXT NOT NULL,
    kana_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    -- The member this person became.
    member_id BLOB REFERENCES member (id),
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_row_sorted ON roster_row (sort_key, id);
CREATE INDEX roster_row_mail ON roster_row (mail);
CREATE INDEX roster_row_name ON roster_row (name_key);
CREATE INDEX roster_row_member ON roster_row (member_id);
