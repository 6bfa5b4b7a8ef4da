-- Files with all that is held about a member, made on the member's wish.
CREATE TABLE export (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    -- What the browser is to call it.
    file_name TEXT COLLATE "C" NOT NULL,
    -- 0 until it is ready.
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ready_at BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX export_member ON export (member_id, id);
CREATE INDEX export_expires ON export (expires_at);

-- What members ask the office to do about their data, and by when it has to answer.
CREATE TABLE rights_request (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    kind TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    -- The office's words, or empty.
    answer TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answered_at BIGINT,
    answered_by UUID REFERENCES member (id),
    withdrawn_at BIGINT
);
CREATE INDEX rights_request_member ON rights_request (member_id, id);
CREATE INDEX rights_request_due ON rights_request (state, due_at, id);
CREATE INDEX rights_request_answered ON rights_request (state, id);

-- The entries of one member, page by page.
CREATE INDEX audit_actor ON audit (actor_id, id);
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, id);
DROP INDEX comment_author;
CREATE INDEX comment_author ON comment (author_id, id);
CREATE INDEX event_host ON event (host_id, id);
CREATE INDEX letter_author ON letter (author_id, id);
CREATE INDEX report_reporter ON report (reporter_id, id);
CREATE INDEX application_lead ON application (lead_id, id);
CREATE INDEX story_person_member ON story_person (member_id, story_id);
CREATE INDEX programme_interest_member ON programme_interest (member_id, programme_id);
