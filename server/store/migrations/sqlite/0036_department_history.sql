-- How departments became others, and the companies that some of them came from.
ALTER TABLE department ADD COLUMN company_ja TEXT NOT NULL DEFAULT '';
ALTER TABLE department ADD COLUMN company_en TEXT NOT NULL DEFAULT '';

CREATE TABLE department_change (
    from_id BLOB NOT NULL REFERENCES department (id),
    to_id BLOB NOT NULL REFERENCES department (id),
    kind TEXT NOT NULL,
    at_year INTEGER NOT NULL,
    PRIMARY KEY (from_id, to_id)
) STRICT;
CREATE INDEX department_change_to ON department_change (to_id);

-- Whoever was in a part counts for the whole: made of the changes, and written anew with each.
CREATE TABLE department_part (
    whole_id BLOB NOT NULL REFERENCES department (id),
    part_id BLOB NOT NULL REFERENCES department (id),
    PRIMARY KEY (whole_id, part_id)
) STRICT;
CREATE INDEX department_part_part ON department_part (part_id);
INSERT INTO department_part (whole_id, part_id) SELECT id, id FROM department;
