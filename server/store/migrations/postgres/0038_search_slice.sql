-- How many people a slice of 五十音 order holds: numbers without their lowest `width` bits. Says how many slices a search asks at
-- once; what stands here is counted each night, but no slice that holds somebody is missing.
CREATE TABLE member_search_slice (
    width BIGINT NOT NULL,
    slice BIGINT NOT NULL,
    members BIGINT NOT NULL,
    PRIMARY KEY (width, slice)
);
INSERT INTO member_search_slice (width, slice, members)
    SELECT w.width, d.no >> CAST(w.width AS INTEGER), COUNT(*) FROM directory d CROSS JOIN (VALUES (48), (54)) AS w (width) GROUP BY 1, 2;
-- The tokens of the slices, before those that are there: phrases keep their distances.
UPDATE member_search SET words =
    CAST('''' || chr(57348) || '48x' || to_hex(rowid >> 48) || ''':1 ''' || chr(57348) || '54x' || to_hex(rowid >> 54) || ''':2' AS TSVECTOR) || words;
