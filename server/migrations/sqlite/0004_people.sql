-- Who may what, who let whom in, and what was refused.

ALTER TABLE member ADD COLUMN facilitates INTEGER NOT NULL DEFAULT 0 CHECK (facilitates IN (0, 1));
-- 'named': they never came. 'removed': what they did stays theirs.
ALTER TABLE member ADD COLUMN standing TEXT NOT NULL DEFAULT 'active'
    CHECK (standing IN ('active', 'named', 'removed'));

UPDATE member SET standing = 'named'
WHERE id NOT IN (SELECT member FROM session_member) AND id NOT IN (SELECT member FROM api_token);

-- By which a link is withdrawn; no secret.
ALTER TABLE invite ADD COLUMN id BLOB;
UPDATE invite SET id = randomblob(16);
CREATE UNIQUE INDEX invite_id ON invite (id);
-- Who goes on by it on another device; NULL if it lets new people in.
ALTER TABLE invite ADD COLUMN member BLOB REFERENCES member (id);
CREATE INDEX invite_of_member ON invite (member);
-- NULL: the operator.
ALTER TABLE invite ADD COLUMN created_by BLOB REFERENCES member (id);
CREATE INDEX invite_by_member ON invite (created_by);

ALTER TABLE api_token ADD COLUMN id BLOB;
UPDATE api_token SET id = randomblob(16);
CREATE UNIQUE INDEX api_token_id ON api_token (id);
ALTER TABLE api_token ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- Only ever grows. Never a secret, never content of a plan.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    -- NULL where it is not known which plan somebody wanted, or the plan is gone.
    plan    BLOB,
    at      INTEGER NOT NULL,
    action  TEXT NOT NULL,
    actor   BLOB,
    subject BLOB,
    side    TEXT,
    role    TEXT,
    detail  TEXT NOT NULL
) STRICT;

CREATE INDEX audit_of_plan ON audit (plan, number);

-- Up to when somebody has read the comments of a layer.
CREATE TABLE read_mark (
    member BLOB NOT NULL REFERENCES member (id),
    layer  TEXT NOT NULL CHECK (layer IN ('joint', 'vendor', 'partner')),
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, layer)
) STRICT, WITHOUT ROWID;

-- Which leads have agreed to delete a plan for good.
CREATE TABLE deletion (
    plan   BLOB NOT NULL REFERENCES plan (id),
    side   TEXT NOT NULL CHECK (side IN ('vendor', 'partner')),
    member BLOB NOT NULL REFERENCES member (id),
    at     INTEGER NOT NULL,
    PRIMARY KEY (plan, side)
) STRICT, WITHOUT ROWID;
