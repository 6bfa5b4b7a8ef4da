-- How many people a slice of 五十音 order holds. PostgreSQL's index has no order and asks by slices; SQLite's is in order, and this table
-- stays empty.
CREATE TABLE directory_slice (
    width INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    members INTEGER NOT NULL,
    PRIMARY KEY (width, slice)
) STRICT, WITHOUT ROWID;
