-- By which link somebody came: it lets nobody in any more when they are removed. NULL for the operator's
-- programs, for who founded the plan, and for whoever came before this was noted.
ALTER TABLE member ADD COLUMN invite BLOB;
