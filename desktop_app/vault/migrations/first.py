"""Step 1: the log, the tables made from it, drafts."""

from typing import Final

from sqlite_utils import Database

from desktop_app.vault.guards import TRIGGERS

_TABLES: Final = (
    # What the file says of itself: `vault` (id), `schema` (number), `program` (version).
    """CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    # The log. `body` is the canonical envelope, `hash` is over it, `sig` over the hash.
    """CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  hash BLOB NOT NULL,
  sig BLOB
) STRICT""",
    # What happened, apart from the envelope, so that lawful disposal leaves the chain whole.
    """CREATE TABLE payload (
  event_id TEXT PRIMARY KEY REFERENCES event (id),
  salt BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    # From here on: made from the log, and made again from it by `rebuild`.
    # `scope` is an incident's id, 'vault' for what happens to the vault itself, or 'sealed'.
    """CREATE TABLE entry_of (
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (scope, position)
) STRICT, WITHOUT ROWID""",
    # `introduced` and `last` are positions: the event that named the user, and their newest one.
    """CREATE TABLE user (
  id TEXT PRIMARY KEY,
  sign_in TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  introduced INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    # `number` is the position of the incident's first event: newest first by it.
    """CREATE TABLE incident (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  aware_at TEXT NOT NULL,
  kinds TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status TEXT NOT NULL,
  procedure TEXT NOT NULL
) STRICT""",
    "CREATE INDEX incident_by_reference ON incident (reference)",
    """CREATE TABLE incident_text (
  number INTEGER PRIMARY KEY REFERENCES incident (number),
  reference TEXT NOT NULL,
  narrative TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT""",
    """CREATE VIRTUAL TABLE incident_words USING fts5 (
  reference, narrative, details,
  content = 'incident_text', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)""",
    # `number` is the incident's number and the person's place in it: incident * 1024 + place.
    """CREATE TABLE incident_person (
  number INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident (number),
  person TEXT NOT NULL,
  roles TEXT NOT NULL,
  name TEXT NOT NULL,
  born TEXT,
  year_group TEXT NOT NULL
) STRICT""",
    "CREATE INDEX incident_person_by_person ON incident_person (person)",
    "CREATE INDEX incident_person_by_birth ON incident_person (born) WHERE born IS NOT NULL",
    """CREATE VIRTUAL TABLE person_names USING fts5 (
  name,
  content = 'incident_person', content_rowid = 'number',
  tokenize = 'trigram remove_diacritics 1'
)""",
    # No part of the log: what is being typed, sealed to its author.
    """CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  author TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  box BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
)


def apply(db: Database) -> None:
    """Make every table, and the log's triggers."""
    for statement in (*_TABLES, *TRIGGERS.values()):
        db.execute(statement)
