-- What happened to plans, in the plan's own terms. All of it follows from the logs.

-- When somebody says that they wrote it, where that was long before it came; only a claim.
ALTER TABLE room_update ADD COLUMN claimed_at INTEGER;
ALTER TABLE room_update_recent ADD COLUMN claimed_at INTEGER;
-- Which change it takes back: `seq.part`, or `baseline.` and the id of a baseline.
ALTER TABLE room_update ADD COLUMN cause TEXT;
ALTER TABLE room_update_recent ADD COLUMN cause TEXT;

-- One row for everything that one member did to one field without a pause and without anybody else
-- changing it in between.
CREATE TABLE change (
    room       INTEGER NOT NULL REFERENCES room (id),
    -- The first update of it, and which of that update's changes it is.
    seq        INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    -- The last update of it.
    until_seq  INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    claimed_at INTEGER,
    member     BLOB NOT NULL REFERENCES member (id),
    kind       TEXT NOT NULL,
    -- NULL for the plan as a whole.
    section    TEXT,
    item       BLOB,
    field      TEXT,
    table_row  BLOB,
    column_key TEXT,
    comment    BLOB,
    -- What the item was called.
    title      TEXT NOT NULL,
    -- JSON; NULL where nothing was.
    value_before TEXT,
    value_after  TEXT,
    -- How many words there are more than before.
    words      INTEGER NOT NULL,
    step       TEXT,
    cause      TEXT,
    PRIMARY KEY (room, seq, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_of_member ON change (room, member, seq, part);
CREATE INDEX change_of_section ON change (room, section, seq, part);
CREATE INDEX change_of_item ON change (room, item, seq, part) WHERE item IS NOT NULL;
CREATE INDEX change_of_field ON change (room, field, seq, part);
CREATE INDEX change_of_kind ON change (room, kind, seq, part);
-- For rows that may still go on, and for finding where a period begins and ends.
CREATE INDEX change_of_end ON change (room, until);
CREATE INDEX change_of_beginning ON change (room, at, seq);

-- How many changes there are of whom, where and when: what the history counts without reading it.
CREATE TABLE change_count (
    room    INTEGER NOT NULL REFERENCES room (id),
    member  BLOB NOT NULL REFERENCES member (id),
    -- Empty for the plan as a whole.
    section TEXT NOT NULL,
    kind    TEXT NOT NULL,
    step    TEXT NOT NULL,
    -- The day it began, in UTC: days since 1970.
    day     INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    words   INTEGER NOT NULL,
    PRIMARY KEY (room, member, section, kind, step, day)
) STRICT, WITHOUT ROWID;

-- States of a plan that keep a name.
CREATE TABLE baseline (
    id     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    room   INTEGER NOT NULL REFERENCES room (id),
    -- The last update in it.
    seq    INTEGER NOT NULL,
    name   TEXT NOT NULL,
    -- Of what it says, as the export gives it.
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    member BLOB NOT NULL REFERENCES member (id),
    at     INTEGER NOT NULL
) STRICT;

CREATE INDEX baseline_of_room ON baseline (room, seq);

-- Up to which update somebody has seen a layer's history.
CREATE TABLE visit (
    member BLOB NOT NULL REFERENCES member (id),
    room   INTEGER NOT NULL REFERENCES room (id),
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, room)
) STRICT, WITHOUT ROWID;

-- Who was there when.
CREATE TABLE presence (
    id     INTEGER PRIMARY KEY,
    room   INTEGER NOT NULL REFERENCES room (id),
    member BLOB NOT NULL REFERENCES member (id),
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

CREATE INDEX presence_of_room ON presence (room, since);
