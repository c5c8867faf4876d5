-- Tokens for programs: each stands for one member of one plan, shown once and kept as a hash.

CREATE TABLE api_token (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    member     BLOB NOT NULL REFERENCES member (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX api_token_of_member ON api_token (member);
