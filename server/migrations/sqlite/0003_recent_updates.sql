-- Updates as they come, one behind the other: a commit of many rooms touches the last pages of one
-- table instead of a page in every room's part of `room_update`. Now and then the updates of some
-- rooms move over, all of a room at once. A room's log is `room_update`, then what is here.
CREATE TABLE room_update_recent (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    room   INTEGER NOT NULL REFERENCES room (id),
    seq    INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    author TEXT NOT NULL,
    member BLOB REFERENCES member (id),
    client INTEGER,
    at     INTEGER NOT NULL
) STRICT;

-- `room.head_seq` is the last update in `room_update` from now on.
