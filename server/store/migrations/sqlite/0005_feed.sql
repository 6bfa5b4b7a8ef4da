-- The feed: posts with their wordings, answers and reactions, reports to the office, company letters, texts half-written,
-- and how far each member has read. Ids are UUIDv7, so their order is the order of writing.
CREATE TABLE post (
    id BLOB PRIMARY KEY,
    author_id BLOB NOT NULL REFERENCES member (id),
    body TEXT NOT NULL,
    -- The body, rendered and cleaned once, when it was written.
    html TEXT NOT NULL,
    lang TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    -- Days since the author's post before this one; absent for the first.
    quiet_days INTEGER,
    deleted_at INTEGER,
    deleted_by BLOB REFERENCES member (id)
) STRICT;
CREATE INDEX post_author ON post (author_id, created_at);

CREATE TABLE post_version (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL REFERENCES post (id),
    body TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX post_version_post ON post_version (post_id, written_at);

CREATE TABLE comment (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL REFERENCES post (id),
    author_id BLOB NOT NULL REFERENCES member (id),
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    lang TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    deleted_by BLOB REFERENCES member (id)
) STRICT;
CREATE INDEX comment_post ON comment (post_id, id);
CREATE INDEX comment_author ON comment (author_id, created_at);

CREATE TABLE reaction (
    post_id BLOB NOT NULL REFERENCES post (id),
    member_id BLOB NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (post_id, member_id, kind)
) STRICT;
CREATE INDEX reaction_member ON reaction (member_id);

CREATE TABLE report (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL REFERENCES post (id),
    -- The comment reported; absent when it is the post itself.
    comment_id BLOB REFERENCES comment (id),
    reporter_id BLOB NOT NULL REFERENCES member (id),
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    outcome TEXT,
    handled_at INTEGER,
    handled_by BLOB REFERENCES member (id)
) STRICT;
CREATE INDEX report_handled ON report (handled_at, id);

CREATE TABLE letter (
    id BLOB PRIMARY KEY,
    author_id BLOB NOT NULL REFERENCES member (id),
    title_ja TEXT NOT NULL,
    title_en TEXT NOT NULL,
    body_ja TEXT NOT NULL,
    body_en TEXT NOT NULL,
    html_ja TEXT NOT NULL,
    html_en TEXT NOT NULL,
    pinned INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER
) STRICT;
CREATE INDEX letter_pinned ON letter (pinned, id);

CREATE TABLE draft (
    member_id BLOB NOT NULL REFERENCES member (id),
    place TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (member_id, place)
) STRICT;

CREATE TABLE read_marker (
    member_id BLOB PRIMARY KEY REFERENCES member (id),
    -- The newest post that was on the page when the member said so.
    post_id BLOB NOT NULL,
    moved_at INTEGER NOT NULL
) STRICT;

-- For mentions: @姓 名 and @Given Family.
CREATE INDEX member_family ON member (family);
CREATE INDEX member_family_roman ON member (family_roman);
