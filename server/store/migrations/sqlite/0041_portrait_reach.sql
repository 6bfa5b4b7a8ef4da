-- How far a portrait reaches. member.photo_id stays what every member sees, for lists; the portrait itself is the row here.
ALTER TABLE media ADD COLUMN reach TEXT;
UPDATE media SET reach = 'members' WHERE kind = 'portrait';
-- Sent twice at once, a portrait could be stored twice; the one shown stays.
DELETE FROM media WHERE kind = 'portrait' AND owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM member m WHERE m.photo_id = media.id);
CREATE UNIQUE INDEX media_portrait ON media (owner_id) WHERE kind = 'portrait';
