-- What leaving needs to know: when an answer is waited for since, what the office should look at, who rested before. Links that were
-- mailed are kept as hashes; those mailed before end here. Members who did not answer are asked again, with a link that works; persons
-- without an account are forgotten, so that telling of them again invites them.
DELETE FROM handover WHERE member_id IS NULL AND done_at IS NULL;
ALTER TABLE handover RENAME COLUMN token TO token_hash;
UPDATE handover SET token_hash = 'ended:' || replace(id::TEXT, '-', '');
-- None for a member without an address, who cannot be asked yet.
ALTER TABLE handover ALTER COLUMN mail DROP NOT NULL;
-- Since when an answer is waited for: the mail, or the day being another one. None: could not be asked yet.
ALTER TABLE handover ADD COLUMN asked_at BIGINT;
UPDATE handover SET asked_at = created_at WHERE done_at IS NOT NULL OR state <> 'waiting';
-- When the last day had come, and roles were taken.
ALTER TABLE handover ADD COLUMN left_at BIGINT;
UPDATE handover SET left_at = done_at;
-- What the office should look at.
ALTER TABLE handover ADD COLUMN attention TEXT COLLATE "C" NOT NULL DEFAULT 'none';
-- Whether the member rested when the account was suspended.
ALTER TABLE handover ADD COLUMN rested BOOLEAN NOT NULL DEFAULT FALSE;

-- What whoever takes leaving back returns to.
ALTER TABLE leaving ADD COLUMN from_state TEXT COLLATE "C" NOT NULL DEFAULT 'active';
