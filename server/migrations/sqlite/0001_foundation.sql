-- Plans, the people in them, and what they wrote.
--
-- Ids are the 16 bytes of a UUID, secrets are SHA-256 hashes, moments are milliseconds since
-- 1970 in UTC. Tables that only ever grow are never thinned.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- Which life of this store it is; a restored backup gets another one.
INSERT INTO meta (key, value) VALUES ('epoch', lower(hex(randomblob(16))));

CREATE TABLE plan (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name         TEXT NOT NULL,
    vendor_name  TEXT NOT NULL,
    partner_name TEXT NOT NULL,
    preset       TEXT NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE member (
    -- The order in which people came.
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    plan       BLOB NOT NULL REFERENCES plan (id),
    name       TEXT NOT NULL,
    side       TEXT NOT NULL CHECK (side IN ('vendor', 'partner', 'neutral')),
    role       TEXT NOT NULL CHECK (role IN ('lead', 'facilitator', 'editor', 'commenter', 'viewer')),
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX member_of_plan ON member (plan);

CREATE TABLE invite (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    plan       BLOB NOT NULL REFERENCES plan (id),
    side       TEXT NOT NULL CHECK (side IN ('vendor', 'partner', 'neutral')),
    role       TEXT NOT NULL CHECK (role IN ('lead', 'facilitator', 'editor', 'commenter', 'viewer')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    -- No limit if NULL.
    max_uses   INTEGER,
    uses       INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX invite_of_plan ON invite (plan);

CREATE TABLE session (
    id         INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- A session is one member per plan.
CREATE TABLE session_member (
    session INTEGER NOT NULL REFERENCES session (id),
    plan    BLOB NOT NULL REFERENCES plan (id),
    member  BLOB NOT NULL REFERENCES member (id),
    PRIMARY KEY (session, plan)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_member ON session_member (member);

CREATE TABLE room (
    id       INTEGER PRIMARY KEY,
    plan     BLOB NOT NULL REFERENCES plan (id),
    layer    TEXT NOT NULL CHECK (layer IN ('joint', 'vendor', 'partner')),
    -- The number of the last update; 0 before the first.
    head_seq INTEGER NOT NULL,
    UNIQUE (plan, layer)
) STRICT;

-- The log is the truth; snapshots are made from it. Most rows are a few dozen bytes long and are
-- read in order, hence one tree instead of a table and an index.
CREATE TABLE room_update (
    room   INTEGER NOT NULL REFERENCES room (id),
    seq    INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    -- 'member' or 'template'.
    author TEXT NOT NULL,
    member BLOB REFERENCES member (id),
    client INTEGER,
    at     INTEGER NOT NULL,
    PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_snapshot (
    room   INTEGER NOT NULL REFERENCES room (id),
    seq    INTEGER NOT NULL,
    state  BLOB NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    UNIQUE (room, seq)
) STRICT;

-- Which replica belongs to whom: operations of a client id are taken from its owner only.
CREATE TABLE room_client (
    room   INTEGER NOT NULL REFERENCES room (id),
    client INTEGER NOT NULL,
    member BLOB NOT NULL REFERENCES member (id),
    PRIMARY KEY (room, client)
) STRICT, WITHOUT ROWID;
