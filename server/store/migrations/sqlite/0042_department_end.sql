-- Until which year a department was said to be there before it was noted what became of it: taken back, that is so again.
ALTER TABLE department_change ADD COLUMN was_to_year INTEGER;
