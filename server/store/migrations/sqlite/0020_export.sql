-- Files with all that is held about a member, made on the member's wish.
CREATE TABLE export (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    -- What the browser is to call it.
    file_name TEXT NOT NULL,
    -- 0 until it is ready.
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    ready_at INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX export_member ON export (member_id, id);
CREATE INDEX export_expires ON export (expires_at);

-- What members ask the office to do about their data, and by when it has to answer.
CREATE TABLE rights_request (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The office's words, or empty.
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answered_at INTEGER,
    answered_by BLOB REFERENCES member (id),
    withdrawn_at INTEGER
) STRICT;
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
