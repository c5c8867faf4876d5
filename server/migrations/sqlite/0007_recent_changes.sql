-- New changes of all rooms, in the order in which they began. Every room's part of `change` has a page
-- in each of its indexes; a round that saves many rooms touches a few pages here instead. They move over
-- when there is time, and before somebody reads the history of their room. Only then they are counted.
CREATE TABLE change_recent (
    id         INTEGER PRIMARY KEY,
    room       INTEGER NOT NULL REFERENCES room (id),
    seq        INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    until_seq  INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    claimed_at INTEGER,
    member     BLOB NOT NULL REFERENCES member (id),
    kind       TEXT NOT NULL,
    section    TEXT,
    item       BLOB,
    field      TEXT,
    table_row  BLOB,
    column_key TEXT,
    comment    BLOB,
    title      TEXT NOT NULL,
    value_before TEXT,
    value_after  TEXT,
    words      INTEGER NOT NULL,
    step       TEXT,
    cause      TEXT,
    -- What lies in `change` under this name as well has gone on since.
    UNIQUE (room, seq, part)
) STRICT;
