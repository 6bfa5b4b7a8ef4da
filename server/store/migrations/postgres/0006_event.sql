-- Events with their sign-ups, the programme's public side, stories.
CREATE TABLE programme (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    state TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE programme_interest (
    programme_id UUID NOT NULL REFERENCES programme (id),
    member_id UUID NOT NULL REFERENCES member (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (programme_id, member_id)
);

CREATE TABLE event (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    kind TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    online_url TEXT COLLATE "C" NOT NULL,
    capacity BIGINT NOT NULL,
    public BOOLEAN NOT NULL,
    host_id UUID NOT NULL REFERENCES member (id),
    programme_id UUID REFERENCES programme (id),
    -- Counts every attempt to sign up: whoever adds one holds the row's lock, and the count is the place in the line.
    turns BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX event_starts ON event (starts_at, id);
CREATE INDEX event_programme ON event (programme_id, starts_at);

CREATE TABLE rsvp (
    event_id UUID NOT NULL REFERENCES event (id),
    member_id UUID NOT NULL REFERENCES member (id),
    state TEXT COLLATE "C" NOT NULL,
    turn BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (event_id, member_id)
);
CREATE INDEX rsvp_line ON rsvp (event_id, state, turn);
CREATE INDEX rsvp_member ON rsvp (member_id);

CREATE TABLE story (
    id UUID PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    words TEXT COLLATE "C" NOT NULL,
    public BOOLEAN NOT NULL,
    published_at BIGINT NOT NULL
);
CREATE INDEX story_published ON story (published_at, id);

CREATE TABLE story_person (
    story_id UUID NOT NULL REFERENCES story (id),
    member_id UUID NOT NULL REFERENCES member (id),
    place BIGINT NOT NULL,
    PRIMARY KEY (story_id, member_id)
);
