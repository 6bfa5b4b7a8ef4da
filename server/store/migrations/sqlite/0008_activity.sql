-- What remains of a closed month when its markers are gone, and events that were called off.
CREATE TABLE month_total (
    -- 2026-11
    month TEXT PRIMARY KEY,
    active INTEGER NOT NULL,
    members INTEGER NOT NULL
) STRICT;

-- The office's figures count members without reading their rows.
CREATE INDEX member_tally ON member (state, relationship, joined_at);

ALTER TABLE event ADD COLUMN called_off_at INTEGER;
-- What the office said when it called the event off, or empty.
ALTER TABLE event ADD COLUMN call_off_note TEXT NOT NULL DEFAULT '';
