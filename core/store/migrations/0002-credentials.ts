/**
 * What the authorization server keeps. Codes and tokens come by the thousand, so that a row is small and dirties few pages:
 * whose they are stands once in a series, and they are found by 48 bits of their hash, because an index of whole hashes
 * is three times as large and every new entry lands on another page of it. Rows of usage from before have 0 in the new
 * columns. `version` has one row: how often records changed, and how often usage did.
 */
export const sql = `
CREATE TABLE credential_series (
  number INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  client_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (organization_id, client_id, kind)
) STRICT;

CREATE TABLE credential (
  number INTEGER PRIMARY KEY,
  hash_start INTEGER NOT NULL,
  hash TEXT NOT NULL,
  series INTEGER NOT NULL,
  family_id TEXT,
  user_id TEXT,
  scopes TEXT,
  redirect_uri TEXT,
  code_challenge TEXT,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  spent_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;
CREATE INDEX credential_by_hash ON credential (hash_start);
CREATE INDEX credential_by_series ON credential (series, expires_at, revoked_at);
CREATE INDEX credential_by_family ON credential (family_id) WHERE family_id IS NOT NULL;
CREATE INDEX credential_by_user ON credential (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE assertion (
  key TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX assertion_by_end ON assertion (until);

CREATE TABLE identity_provider (
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT;
CREATE INDEX identity_provider_by_name ON identity_provider (organization_id, name, id);

ALTER TABLE usage ADD COLUMN redirected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN throttled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN faulted INTEGER NOT NULL DEFAULT 0;

CREATE TABLE version (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  records INTEGER NOT NULL,
  usage INTEGER NOT NULL
) STRICT;
INSERT INTO version VALUES (1, 1, 1);
`
