-- What a member was and is to the company, each with its dates; member.relationship is the one shown.
CREATE TABLE relationship (
    id BLOB PRIMARY KEY,
    member_id BLOB NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    -- 2026-11-18, or as much of it as is known: 2026-11, 2026
    from_on TEXT NOT NULL,
    -- On that day it is over.
    to_on TEXT,
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX relationship_member ON relationship (member_id, from_on);
CREATE INDEX relationship_from ON relationship (from_on, member_id);
CREATE INDEX relationship_to ON relationship (to_on, member_id);
INSERT INTO relationship (id, member_id, kind, from_on, to_on, source, created_at)
SELECT id, id, relationship, strftime('%Y-%m-%d', joined_at / 1000, 'unixepoch'), NULL, 'join', joined_at
FROM member WHERE state NOT IN ('left', 'stand_in');

-- Leavers: each is asked once whether to stay as an alumnus.
CREATE TABLE handover (
    id BLOB PRIMARY KEY,
    -- None for a person without an account, who is asked to join.
    member_id BLOB REFERENCES member (id),
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    leaves_on TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    -- The request to join that the mailed link led to.
    join_request_id BLOB REFERENCES join_request (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    answered_at INTEGER,
    -- When what was answered took effect, or silence did.
    done_at INTEGER
) STRICT;
CREATE INDEX handover_member ON handover (member_id, created_at);
CREATE INDEX handover_mail ON handover (mail, created_at);
CREATE INDEX handover_external ON handover (external_id, created_at);
CREATE INDEX handover_due ON handover (done_at, leaves_on, id);
CREATE INDEX handover_join_request ON handover (join_request_id);

-- The company's directory of accounts as it tells us by SCIM. Nobody becomes a member by it.
CREATE TABLE scim_user (
    id BLOB PRIMARY KEY,
    user_name TEXT NOT NULL,
    -- Names differ by more than their case.
    user_name_key TEXT NOT NULL UNIQUE,
    external_id TEXT NOT NULL,
    -- Not said: it can be used.
    active INTEGER,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    formatted TEXT NOT NULL,
    display_name TEXT NOT NULL,
    -- JSON
    emails TEXT NOT NULL,
    member_id BLOB REFERENCES member (id),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX scim_user_external ON scim_user (external_id);
CREATE INDEX scim_user_member ON scim_user (member_id);

CREATE TABLE scim_group (
    id BLOB PRIMARY KEY,
    display_name TEXT NOT NULL,
    external_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX scim_group_name ON scim_group (display_name);
CREATE INDEX scim_group_external ON scim_group (external_id);

CREATE TABLE scim_membership (
    group_id BLOB NOT NULL REFERENCES scim_group (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES scim_user (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
) STRICT;
CREATE INDEX scim_membership_user ON scim_membership (user_id);
