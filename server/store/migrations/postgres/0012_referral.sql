-- Word of mouth: whether the one who invited a member may see that the member came by it, as said when asking to join.
ALTER TABLE member ADD COLUMN shows_origin BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE join_request ADD COLUMN shows_origin BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX join_request_member ON join_request (member_id);
DROP INDEX member_invited_by;
CREATE INDEX member_invited_by ON member (invited_by, id);
