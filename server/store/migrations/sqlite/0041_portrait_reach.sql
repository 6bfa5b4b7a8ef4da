-- How far a portrait reaches. member.photo_id stays what every member sees, for lists; the portrait itself is the row here.
ALTER TABLE media ADD COLUMN reach TEXT;
UPDATE media SET reach = 'members' WHERE kind = 'portrait';
CREATE UNIQUE INDEX media_portrait ON media (owner_id) WHERE kind = 'portrait';
