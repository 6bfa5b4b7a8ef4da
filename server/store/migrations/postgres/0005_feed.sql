-- The feed: posts with their wordings, answers and reactions, reports to the office, company letters, texts half-written,
-- and how far each member has read. Ids are UUIDv7, so their order is the order of writing.
CREATE TABLE post (
    id UUID PRIMARY KEY,
    author_id UUID NOT NULL REFERENCES member (id),
    body TEXT COLLATE "C" NOT NULL,
    -- The body, rendered and cleaned once, when it was written.
    html TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    -- Days since the author's post before this one; absent for the first.
    quiet_days BIGINT,
    deleted_at BIGINT,
    deleted_by UUID REFERENCES member (id)
);
CREATE INDEX post_author ON post (author_id, created_at);

CREATE TABLE post_version (
    id UUID PRIMARY KEY,
    post_id UUID NOT NULL REFERENCES post (id),
    body TEXT COLLATE "C" NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX post_version_post ON post_version (post_id, written_at);

CREATE TABLE comment (
    id UUID PRIMARY KEY,
    post_id UUID NOT NULL REFERENCES post (id),
    author_id UUID NOT NULL REFERENCES member (id),
    body TEXT COLLATE "C" NOT NULL,
    html TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT,
    deleted_by UUID REFERENCES member (id)
);
CREATE INDEX comment_post ON comment (post_id, id);
CREATE INDEX comment_author ON comment (author_id, created_at);

CREATE TABLE reaction (
    post_id UUID NOT NULL REFERENCES post (id),
    member_id UUID NOT NULL REFERENCES member (id),
    kind TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (post_id, member_id, kind)
);
CREATE INDEX reaction_member ON reaction (member_id);

CREATE TABLE report (
    id UUID PRIMARY KEY,
    post_id UUID NOT NULL REFERENCES post (id),
    -- The comment reported; absent when it is the post itself.
    comment_id UUID REFERENCES comment (id),
    reporter_id UUID NOT NULL REFERENCES member (id),
    reason TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    outcome TEXT COLLATE "C",
    handled_at BIGINT,
    handled_by UUID REFERENCES member (id)
);
CREATE INDEX report_handled ON report (handled_at, id);

CREATE TABLE letter (
    id UUID PRIMARY KEY,
    author_id UUID NOT NULL REFERENCES member (id),
    title_ja TEXT COLLATE "C" NOT NULL,
    title_en TEXT COLLATE "C" NOT NULL,
    body_ja TEXT COLLATE "C" NOT NULL,
    body_en TEXT COLLATE "C" NOT NULL,
    html_ja TEXT COLLATE "C" NOT NULL,
    html_en TEXT COLLATE "C" NOT NULL,
    pinned BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at BIGINT
);
CREATE INDEX letter_pinned ON letter (pinned, id);

CREATE TABLE draft (
    member_id UUID NOT NULL REFERENCES member (id),
    place TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, place)
);

CREATE TABLE read_marker (
    member_id UUID PRIMARY KEY REFERENCES member (id),
    -- The newest post that was on the page when the member said so.
    post_id UUID NOT NULL,
    moved_at BIGINT NOT NULL
);

-- For mentions: @姓 名 and @Given Family.
CREATE INDEX member_family ON member (family);
CREATE INDEX member_family_roman ON member (family_roman);
