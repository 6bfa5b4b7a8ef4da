-- Applications to programmes: what is asked, who applies with whom, what they answer.
CREATE TABLE team_rule (
    programme_id BLOB PRIMARY KEY REFERENCES programme (id),
    min_people INTEGER NOT NULL,
    max_people INTEGER NOT NULL,
    min_employees INTEGER NOT NULL,
    min_alumni INTEGER NOT NULL
) STRICT;

CREATE TABLE question (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    step INTEGER NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    hint TEXT NOT NULL,
    required INTEGER NOT NULL,
    max_length INTEGER NOT NULL,
    options TEXT NOT NULL,
    -- Answers outlive their question: what somebody wrote is not lost when the office stops asking.
    removed_at INTEGER
) STRICT;
CREATE INDEX question_asked ON question (programme_id, step, place);

CREATE TABLE application (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    lead_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    -- The office's latest words to the team, or empty.
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    submitted_at INTEGER,
    state_at INTEGER NOT NULL,
    UNIQUE (programme_id, lead_id)
) STRICT;
CREATE INDEX application_listed ON application (programme_id, id);
CREATE INDEX application_state ON application (programme_id, state, id);

CREATE TABLE team_member (
    application_id BLOB NOT NULL REFERENCES application (id),
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    -- Asked at a mail address: unseen by the team until the answer, so that nobody learns whose address it is.
    by_mail INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER,
    PRIMARY KEY (application_id, member_id)
) STRICT;
CREATE INDEX team_member_of ON team_member (member_id, application_id);

CREATE TABLE answer (
    application_id BLOB NOT NULL REFERENCES application (id),
    question_id BLOB NOT NULL REFERENCES question (id),
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by BLOB NOT NULL REFERENCES member (id),
    -- The page it was typed on: what one page saves again and again is no conflict with itself.
    saved_from TEXT NOT NULL,
    PRIMARY KEY (application_id, question_id)
) STRICT;

CREATE TABLE answer_file (
    id BLOB PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES application (id),
    question_id BLOB NOT NULL REFERENCES question (id),
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (application_id, question_id)
) STRICT;

-- Steps of a programme that those interested were told of already.
CREATE TABLE programme_notice (
    programme_id BLOB NOT NULL REFERENCES programme (id),
    at INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (programme_id, at)
) STRICT;
