CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  hash BLOB NOT NULL,
  sig BLOB
) STRICT;

CREATE TABLE payload (
  event_id TEXT PRIMARY KEY REFERENCES event (id),
  salt BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_of (
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (scope, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id TEXT PRIMARY KEY,
  sign_in TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  introduced INTEGER NOT NULL,
  last INTEGER NOT NULL
, office TEXT NOT NULL DEFAULT 'dsl', removed INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  aware_at TEXT NOT NULL,
  kinds TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status TEXT NOT NULL,
  procedure TEXT NOT NULL
, aggravating INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX incident_by_reference ON incident (reference);

CREATE TABLE incident_text (
  number INTEGER PRIMARY KEY REFERENCES incident (number),
  reference TEXT NOT NULL,
  narrative TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE incident_words USING fts5 (
  reference, narrative, details,
  content = 'incident_text', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE 'incident_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'incident_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'incident_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'incident_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE incident_person (
  number INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident (number),
  person TEXT NOT NULL,
  roles TEXT NOT NULL,
  name TEXT NOT NULL,
  born TEXT,
  year_group TEXT NOT NULL
) STRICT;

CREATE INDEX incident_person_by_person ON incident_person (person);

CREATE INDEX incident_person_by_birth ON incident_person (born) WHERE born IS NOT NULL;

CREATE VIRTUAL TABLE person_names USING fts5 (
  name,
  content = 'incident_person', content_rowid = 'number',
  tokenize = 'trigram remove_diacritics 1'
);

CREATE TABLE 'person_names_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'person_names_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'person_names_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'person_names_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  author TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  box BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE position = NEW.position OR id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER payload_no_update BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER payload_no_delete BEFORE DELETE ON payload BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER payload_no_replace BEFORE INSERT ON payload WHEN EXISTS (SELECT 1 FROM payload WHERE event_id = NEW.event_id) BEGIN SELECT RAISE(ABORT, 'append-only'); END;
