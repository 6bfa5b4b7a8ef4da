-- What a page of the feed asks for, however much its people have written: the comments shown below its posts, the reactions
-- of the reader and those to the reader's own posts; and for mentions, one name among thousands of one family.
DROP INDEX comment_post;
CREATE INDEX comment_post ON comment (post_id, id DESC, deleted_at);

DROP INDEX reaction_member;
CREATE INDEX reaction_member ON reaction (member_id, post_id, kind);

DROP INDEX post_author;
CREATE INDEX post_author ON post (author_id, id);

DROP INDEX member_family;
CREATE INDEX member_family ON member (family, given);
DROP INDEX member_family_roman;
CREATE INDEX member_family_roman ON member (family_roman, given_roman);
