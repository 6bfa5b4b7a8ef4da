-- Events with their sign-ups, the programme's public side, stories.
CREATE TABLE programme (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE programme_interest (
    programme_id BLOB NOT NULL REFERENCES programme (id),
    member_id BLOB NOT NULL REFERENCES member (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (programme_id, member_id)
) STRICT;

CREATE TABLE event (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    online_url TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    public INTEGER NOT NULL,
    host_id BLOB NOT NULL REFERENCES member (id),
    programme_id BLOB REFERENCES programme (id),
    -- Counts every attempt to sign up: whoever adds one holds the row's lock, and the count is the place in the line.
    turns INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_starts ON event (starts_at, id);
CREATE INDEX event_programme ON event (programme_id, starts_at);

CREATE TABLE rsvp (
    event_id BLOB NOT NULL REFERENCES event (id),
    member_id BLOB NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    turn INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (event_id, member_id)
) STRICT;
CREATE INDEX rsvp_line ON rsvp (event_id, state, turn);
CREATE INDEX rsvp_member ON rsvp (member_id);

CREATE TABLE story (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    public INTEGER NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX story_published ON story (published_at, id);

CREATE TABLE story_person (
    story_id BLOB NOT NULL REFERENCES story (id),
    member_id BLOB NOT NULL REFERENCES member (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (story_id, member_id)
) STRICT;
