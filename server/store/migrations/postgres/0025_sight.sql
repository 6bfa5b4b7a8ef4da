-- Who is near to whom, and who does not see whom. Two rows for each connection, one from either side.
CREATE TABLE connection (
    member_id UUID NOT NULL REFERENCES member (id),
    other_id UUID NOT NULL REFERENCES member (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (member_id, other_id)
);
CREATE INDEX connection_newest ON connection (member_id, since, other_id);
-- Who came by an invitation and lets the one who invited see it is connected with that one: both know of it.
INSERT INTO connection SELECT m.id, m.invited_by, m.joined_at FROM member m JOIN member i ON i.id = m.invited_by
WHERE m.shows_origin AND m.state NOT IN ('left', 'stand_in') AND i.state NOT IN ('left', 'stand_in');
INSERT INTO connection SELECT other_id, member_id, since FROM connection;

-- Asked, and not answered or declined: accepted ones are connections.
CREATE TABLE connection_request (
    from_id UUID NOT NULL REFERENCES member (id),
    to_id UUID NOT NULL REFERENCES member (id),
    words TEXT COLLATE "C" NOT NULL,
    asked_at BIGINT NOT NULL,
    -- The one who asked never learns of it.
    declined_at BIGINT,
    -- Asked again after this, it is the same request: no second mail, and a no stays a no.
    withdrawn_at BIGINT,
    PRIMARY KEY (from_id, to_id)
);
CREATE INDEX connection_request_to ON connection_request (to_id, asked_at, from_id);
CREATE INDEX connection_request_from ON connection_request (from_id, asked_at, to_id);
CREATE INDEX connection_request_age ON connection_request (asked_at);

-- Who blocked whom.
CREATE TABLE block (
    member_id UUID NOT NULL REFERENCES member (id),
    other_id UUID NOT NULL REFERENCES member (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, other_id)
);
CREATE INDEX block_newest ON block (member_id, at, other_id);
CREATE INDEX block_other ON block (other_id, member_id);
-- Made of block, in both directions: one probe tells whether the viewer sees the owner.
CREATE TABLE unseen (
    viewer_id UUID NOT NULL REFERENCES member (id),
    owner_id UUID NOT NULL REFERENCES member (id),
    PRIMARY KEY (viewer_id, owner_id)
);
-- With whom the member does not want to be brought together.
CREATE TABLE avoid (
    member_id UUID NOT NULL REFERENCES member (id),
    other_id UUID NOT NULL REFERENCES member (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, other_id)
);
CREATE INDEX avoid_newest ON avoid (member_id, at, other_id);
CREATE INDEX avoid_other ON avoid (other_id, member_id);

-- Whether directory and search know of the member.
ALTER TABLE profile ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;
