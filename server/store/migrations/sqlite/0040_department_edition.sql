-- Counts changes of the departments: what was read of them at this edition holds as long as it stands here.
ALTER TABLE site ADD COLUMN department_edition INTEGER NOT NULL DEFAULT 0;
