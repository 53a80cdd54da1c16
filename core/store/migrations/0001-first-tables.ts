/**
 * Every noun is a record in JSON with its checksum, beside the columns that it is found and ordered by. Nouns with
 * long lists (client, authorization, user) have a number that their search tables refer to.
 */
export const sql = `
CREATE TABLE organization (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX organization_by_name ON organization (name, id);

CREATE TABLE division (
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  is_home INTEGER NOT NULL,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT;
CREATE INDEX division_by_name ON division (organization_id, is_home, name, id);

CREATE TABLE role (
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT;
CREATE INDEX role_by_name ON role (organization_id, name, id);

CREATE TABLE user (
  number INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  email TEXT NOT NULL COLLATE NOCASE,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (organization_id, id)
) STRICT;
CREATE INDEX user_by_name ON user (organization_id, name, id);
CREATE INDEX user_by_email ON user (organization_id, email);
CREATE TABLE user_role (
  organization_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (organization_id, role_id, number)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE user_text USING fts5 (text, tokenize = 'trigram', content = '', contentless_delete = 1);

CREATE TABLE client (
  number INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  state TEXT NOT NULL,
  grant_type TEXT NOT NULL,
  is_built_in INTEGER NOT NULL,
  removal_at TEXT,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (organization_id, id)
) STRICT;
CREATE INDEX client_by_id ON client (id);
CREATE INDEX client_by_name ON client (organization_id, name, id);
CREATE INDEX client_by_state ON client (organization_id, state, name, id);
CREATE INDEX client_by_grant_type ON client (organization_id, grant_type, name, id);
CREATE INDEX client_by_state_and_grant_type ON client (organization_id, state, grant_type, name, id);
CREATE INDEX client_built_in ON client (organization_id, name, id) WHERE is_built_in = 1;
CREATE INDEX client_by_removal ON client (organization_id, removal_at, id) WHERE removal_at IS NOT NULL;
CREATE TABLE client_role (
  organization_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (organization_id, role_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE client_redirect (
  organization_id TEXT NOT NULL,
  redirect_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (organization_id, redirect_key, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE scope (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE client_scope (
  scope INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (scope, number)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE client_text USING fts5 (text, tokenize = 'trigram', content = '', contentless_delete = 1);

CREATE TABLE secret (
  subject TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE authorization (
  number INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  state TEXT NOT NULL,
  expires_at TEXT,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (organization_id, id)
) STRICT;
CREATE INDEX authorization_by_id ON authorization (id);
CREATE INDEX authorization_by_name ON authorization (organization_id, name, id);
CREATE INDEX authorization_by_state ON authorization (organization_id, state, name, id);
CREATE INDEX authorization_by_expiry ON authorization (organization_id, expires_at, id)
  WHERE expires_at IS NOT NULL AND state = 'authorized';
CREATE VIRTUAL TABLE authorization_text USING fts5 (text, tokenize = 'trigram', content = '', contentless_delete = 1);

CREATE TABLE list_version (
  organization_id TEXT NOT NULL,
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (organization_id, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage (
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  client_id TEXT NOT NULL,
  day TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  requests INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (organization_id, client_id, day, method, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue (
  organization_id TEXT PRIMARY KEY REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  digest TEXT NOT NULL,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
  organization_id TEXT NOT NULL REFERENCES organization (id) DEFERRABLE INITIALLY DEFERRED,
  sequence INTEGER NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  record TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (organization_id, sequence)
) STRICT;
CREATE INDEX event_by_target ON event (organization_id, target_kind, target_id, sequence);
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an audit event never changes'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'an audit event is never deleted'); END;
`
