-- What a member was and is to the company, each with its dates; member.relationship is the one shown.
CREATE TABLE relationship (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES member (id),
    kind TEXT COLLATE "C" NOT NULL,
    -- 2026-11-18, or as much of it as is known: 2026-11, 2026
    from_on TEXT COLLATE "C" NOT NULL,
    -- On that day it is over.
    to_on TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX relationship_member ON relationship (member_id, from_on);
CREATE INDEX relationship_from ON relationship (from_on, member_id);
CREATE INDEX relationship_to ON relationship (to_on, member_id);
INSERT INTO relationship (id, member_id, kind, from_on, to_on, source, created_at)
SELECT id, id, relationship, to_char(to_timestamp(joined_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD'), NULL, 'join', joined_at
FROM member WHERE state NOT IN ('left', 'stand_in');

-- Leavers: each is asked once whether to stay as an alumnus.
CREATE TABLE handover (
    id UUID PRIMARY KEY,
    -- None for a person without an account, who is asked to join.
    member_id UUID REFERENCES member (id),
    external_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    mail TEXT COLLATE "C" NOT NULL,
    leaves_on TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    token TEXT COLLATE "C" NOT NULL UNIQUE,
    -- The request to join that the mailed link led to.
    join_request_id UUID REFERENCES join_request (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    answered_at BIGINT,
    -- When what was answered took effect, or silence did.
    done_at BIGINT
);
CREATE INDEX handover_member ON handover (member_id, created_at);
CREATE INDEX handover_mail ON handover (mail, created_at);
CREATE INDEX handover_external ON handover (external_id, created_at);
CREATE INDEX handover_due ON handover (done_at, leaves_on, id);
CREATE INDEX handover_join_request ON handover (join_request_id);

-- The company's directory of accounts as it tells us by SCIM. Nobody becomes a member by it.
CREATE TABLE scim_user (
    id UUID PRIMARY KEY,
    user_name TEXT COLLATE "C" NOT NULL,
    -- Names differ by more than their case.
    user_name_key TEXT COLLATE "C" NOT NULL UNIQUE,
    external_id TEXT COLLATE "C" NOT NULL,
    -- Not said: it can be used.
    active BOOLEAN,
    given TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    formatted TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    -- JSON
    emails TEXT COLLATE "C" NOT NULL,
    member_id UUID REFERENCES member (id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX scim_user_external ON scim_user (external_id);
CREATE INDEX scim_user_member ON scim_user (member_id);

CREATE TABLE scim_group (
    id UUID PRIMARY KEY,
    display_name TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX scim_group_name ON scim_group (display_name);
CREATE INDEX scim_group_external ON scim_group (external_id);

CREATE TABLE scim_membership (
    group_id UUID NOT NULL REFERENCES scim_group (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES scim_user (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX scim_membership_user ON scim_membership (user_id);
