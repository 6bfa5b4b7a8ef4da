-- How many stand in the directory by what it is filtered by, kept with every change, so that no request counts everybody.
CREATE TABLE facet (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    members INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT;
-- What a member is counted in, one a line: kind, key, and for departments the years.
ALTER TABLE directory ADD COLUMN facets TEXT NOT NULL DEFAULT '';
UPDATE directory SET facets =
    CASE WHEN industry = '' THEN '' ELSE 'industry ' || industry || char(10) END
    || CASE WHEN area = '' THEN '' ELSE 'place ' || area || char(10) END
    || CASE WHEN region IN ('', area) THEN '' ELSE 'place ' || region || char(10) END
    || COALESCE((
        SELECT group_concat('department ' || lower(hex(t.department_id)) || ' ' || t.from_year || ' ' || COALESCE(t.to_year, 9999), char(10))
        FROM tenure t WHERE t.member_id = directory.member_id AND t.department_id IS NOT NULL AND directory.tenures_seen), '');
INSERT INTO facet (kind, key, members)
    SELECT 'industry', industry, COUNT(*) FROM directory WHERE industry <> '' GROUP BY industry;
INSERT INTO facet (kind, key, members)
    SELECT 'place', p.place, COUNT(*) FROM (
        SELECT area AS place FROM directory WHERE area <> '' UNION ALL SELECT region FROM directory WHERE region NOT IN ('', area)) p
    GROUP BY p.place;
INSERT INTO facet (kind, key, members)
    SELECT 'department', lower(hex(t.department_id)), COUNT(DISTINCT t.member_id)
    FROM directory d JOIN tenure t ON t.member_id = d.member_id
    WHERE d.tenures_seen AND t.department_id IS NOT NULL GROUP BY t.department_id;
