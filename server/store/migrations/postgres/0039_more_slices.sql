-- Narrower slices of 五十音 order: the people called 佐藤 are many enough to fill one of two and a half kana by themselves.
INSERT INTO member_search_slice (width, slice, members)
    SELECT w.width, d.no >> CAST(w.width AS INTEGER), COUNT(*) FROM directory d CROSS JOIN (VALUES (36), (42)) AS w (width) GROUP BY 1, 2;
UPDATE member_search SET words =
    CAST('''' || chr(57348) || '36x' || to_hex(rowid >> 36) || ''':1 ''' || chr(57348) || '42x' || to_hex(rowid >> 42) || ''':2' AS TSVECTOR) || words;
