-- Word of mouth: whether the one who invited a member may see that the member came by it, as said when asking to join.
ALTER TABLE member ADD COLUMN shows_origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE join_request ADD COLUMN shows_origin INTEGER NOT NULL DEFAULT 0;
CREATE INDEX join_request_member ON join_request (member_id);
DROP INDEX member_invited_by;
CREATE INDEX member_invited_by ON member (invited_by, id);
