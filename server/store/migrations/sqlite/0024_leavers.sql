-- What leaving needs to know: when an answer is waited for since, what the office should look at, who rested before. Links that were
-- mailed are kept as hashes; those mailed before end here. Members who did not answer are asked again, with a link that works; persons
-- without an account are forgotten, so that telling of them again invites them.
DELETE FROM handover WHERE member_id IS NULL AND done_at IS NULL;
DROP INDEX handover_member;
DROP INDEX handover_mail;
DROP INDEX handover_external;
DROP INDEX handover_due;
DROP INDEX handover_join_request;
ALTER TABLE handover RENAME TO handover_before;
CREATE TABLE handover (
    id BLOB PRIMARY KEY,
    -- None for a person without an account, who is asked to join.
    member_id BLOB REFERENCES member (id),
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- None for a member without an address, who cannot be asked yet.
    mail TEXT,
    leaves_on TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    -- The request to join that the mailed link led to.
    join_request_id BLOB REFERENCES join_request (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    -- Since when an answer is waited for: the mail, or the day being another one. None: could not be asked yet.
    asked_at INTEGER,
    answered_at INTEGER,
    -- When the last day had come, and roles were taken.
    left_at INTEGER,
    -- When what was answered took effect, or silence did, or the question was taken back.
    done_at INTEGER,
    -- What the office should look at.
    attention TEXT NOT NULL,
    -- Whether the member rested when the account was suspended.
    rested INTEGER NOT NULL
) STRICT;
INSERT INTO handover
SELECT id, member_id, external_id, name, mail, leaves_on, source, state, 'ended:' || lower(hex(id)), join_request_id, created_at,
    CASE WHEN done_at IS NULL AND state = 'waiting' THEN NULL ELSE created_at END,
    answered_at, done_at, done_at, 'none', 0
FROM handover_before;
DROP TABLE handover_before;
CREATE INDEX handover_member ON handover (member_id, created_at);
CREATE INDEX handover_mail ON handover (mail, created_at);
CREATE INDEX handover_external ON handover (external_id, created_at);
CREATE INDEX handover_due ON handover (done_at, leaves_on, id);
CREATE INDEX handover_join_request ON handover (join_request_id);

-- What whoever takes leaving back returns to.
ALTER TABLE leaving ADD COLUMN from_state TEXT NOT NULL DEFAULT 'active';
