-- Until now the office did what administrators do.
UPDATE member SET roles = roles || ',administrator' WHERE ',' || roles || ',' LIKE '%,office,%';

-- The few who play a part.
CREATE INDEX member_roles ON member (id) WHERE roles <> '';
