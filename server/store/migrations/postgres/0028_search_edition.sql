-- By which way of making tokens the search index was made last: another one makes it anew.
ALTER TABLE site ADD COLUMN search_edition BIGINT NOT NULL DEFAULT 0;
