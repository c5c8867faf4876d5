-- Workshops: what one is lies as JSON, which only the program reads; beside it what the database must know.
-- One is under way if it has not ended.
CREATE TABLE workshop (
    id       BLOB PRIMARY KEY,
    plan     BLOB NOT NULL REFERENCES plan (id),
    number   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    ended_at INTEGER,
    state    TEXT NOT NULL,
    -- What came of it, once it has ended.
    recap    TEXT,
    UNIQUE (plan, number)
) STRICT;

CREATE UNIQUE INDEX workshop_under_way ON workshop (plan) WHERE ended_at IS NULL;

-- The step of the agenda in which an update was written, so that the history can be made again.
ALTER TABLE room_update ADD COLUMN step TEXT;
ALTER TABLE room_update_recent ADD COLUMN step TEXT;
