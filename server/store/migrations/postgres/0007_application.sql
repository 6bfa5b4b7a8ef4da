-- Applications to programmes: what is asked, who applies with whom, what they answer.
CREATE TABLE team_rule (
    programme_id UUID PRIMARY KEY REFERENCES programme (id),
    min_people BIGINT NOT NULL,
    max_people BIGINT NOT NULL,
    min_employees BIGINT NOT NULL,
    min_alumni BIGINT NOT NULL
);

CREATE TABLE question (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    step BIGINT NOT NULL,
    place BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    hint TEXT COLLATE "C" NOT NULL,
    required BOOLEAN NOT NULL,
    max_length BIGINT NOT NULL,
    options TEXT COLLATE "C" NOT NULL,
    -- Answers outlive their question: what somebody wrote is not lost when the office stops asking.
    removed_at BIGINT
);
CREATE INDEX question_asked ON question (programme_id, step, place);

CREATE TABLE application (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    lead_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    -- The office's latest words to the team, or empty.
    note TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    submitted_at BIGINT,
    state_at BIGINT NOT NULL,
    UNIQUE (programme_id, lead_id)
);
CREATE INDEX application_listed ON application (programme_id, id);
CREATE INDEX application_state ON application (programme_id, state, id);

CREATE TABLE team_member (
    application_id UUID NOT NULL REFERENCES application (id),
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    -- Asked at a mail address: unseen by the team until the answer, so that nobody learns whose address it is.
    by_mail BOOLEAN NOT NULL,
    asked_at BIGINT NOT NULL,
    answered_at BIGINT,
    PRIMARY KEY (application_id, member_id)
);
CREATE INDEX team_member_of ON team_member (member_id, application_id);

CREATE TABLE answer (
    application_id UUID NOT NULL REFERENCES application (id),
    question_id UUID NOT NULL REFERENCES question (id),
    body TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by UUID NOT NULL REFERENCES member (id),
    -- The page it was typed on: what one page saves again and again is no conflict with itself.
    saved_from TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, question_id)
);

CREATE TABLE answer_file (
    id UUID PRIMARY KEY,
    application_id UUID NOT NULL REFERENCES application (id),
    question_id UUID NOT NULL REFERENCES question (id),
    name TEXT COLLATE "C" NOT NULL,
    mime TEXT COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (application_id, question_id)
);

-- Steps of a programme that those interested were told of already.
CREATE TABLE programme_notice (
    programme_id UUID NOT NULL REFERENCES programme (id),
    at BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (programme_id, at)
);
