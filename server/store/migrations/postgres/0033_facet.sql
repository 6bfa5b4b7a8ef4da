-- How many stand in the directory by what it is filtered by, kept with every change, so that no request counts everybody.
CREATE TABLE facet (
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    members BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
);
-- What a member is counted in, one a line: kind, key, and for departments the years.
ALTER TABLE directory ADD COLUMN facets TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE directory SET facets =
    CASE WHEN industry = '' THEN '' ELSE 'industry ' || industry || chr(10) END
    || CASE WHEN area = '' THEN '' ELSE 'place ' || area || chr(10) END
    || CASE WHEN region IN ('', area) THEN '' ELSE 'place ' || region || chr(10) END
    || COALESCE((
        SELECT string_agg('department ' || replace(CAST(t.department_id AS TEXT), '-', '') || ' ' || t.from_year || ' ' || COALESCE(t.to_year, 9999), chr(10))
        FROM tenure t WHERE t.member_id = directory.member_id AND t.department_id IS NOT NULL AND directory.tenures_seen), '');
INSERT INTO facet (kind, key, members)
    SELECT 'industry', industry, COUNT(*) FROM directory WHERE industry <> '' GROUP BY industry;
INSERT INTO facet (kind, key, members)
    SELECT 'place', p.place, COUNT(*) FROM (
        SELECT area AS place FROM directory WHERE area <> '' UNION ALL SELECT region FROM directory WHERE region NOT IN ('', area)) p
    GROUP BY p.place;
INSERT INTO facet (kind, key, members)
    SELECT 'department', replace(CAST(t.department_id AS TEXT), '-', ''), COUNT(DISTINCT t.member_id)
    FROM directory d JOIN tenure t ON t.member_id = d.member_id
    WHERE d.tenures_seen AND t.department_id IS NOT NULL GROUP BY t.department_id;
