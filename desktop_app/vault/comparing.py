"""Every table that is made from the log, held against it row by row."""

import itertools
from collections.abc import Callable, Iterator
from typing import Final

import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import EntryUnreadableError, IncidentMissingError
from desktop_app.vault import migrations, projection
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.projection import Rows
from desktop_app.vault.rebuilding import Contents
from desktop_app.vault.verification import Finding

_BATCH: Final = 500
_NUMBERS: Final = (
    "SELECT number FROM incident",
    "SELECT number FROM incident_text",
    "SELECT incident FROM incident_person",
)
# A person's row says its incident twice, and the search by name goes by the number alone.
_MISPLACED: Final = "SELECT incident FROM incident_person WHERE number / 1024 <> incident"
_INDEX_CHECKS: Final = (
    "INSERT INTO incident_words (incident_words, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO person_names (person_names, rank) VALUES ('integrity-check', 1)",
)


def schema(connection: Connection) -> Iterator[Finding]:
    """Yield a finding unless tables, indexes and triggers are those that the program makes.

    One index or view more can make a later statement read something else than it says.
    """
    found = connection.execute(migrations.STRUCTURE).fetchall()
    if set(found) != migrations.structure():
        yield Finding("schema")


def tables(
    connection: Connection, log: EventLog, contents: Contents, *, tell: Callable[[int], None]
) -> Iterator[Finding]:
    """Yield where a table is not what the log gives; `tell` is given how many entries were read."""
    filed = connection.execute("SELECT scope, position FROM entry_of").fetchall()
    for _, position in sorted(set(filed) ^ set(contents.filed), key=lambda each: each[1]):
        yield Finding("scope", position)
    users = connection.execute("SELECT * FROM user").fetchall()
    if sorted(users) != sorted(contents.user_rows, key=repr):
        yield Finding("users")
    first = contents.first
    missing = dict.fromkeys(contents.incidents)
    read, incidents = 0, log.by_incident()
    while batch := list(itertools.islice(incidents, _BATCH)):
        for incident, rows in batch:
            missing.pop(incident, None)
            read += len(rows)
        yield from _compare(connection, batch, first)
        tell(read)
    for incident in missing:
        yield Finding("incident", first[incident])
    known = {first[incident] for incident in contents.incidents}
    for statement in _NUMBERS:
        for (number,) in connection.execute(statement).fetchall():
            if number not in known:
                yield Finding("projection", number)
    for (number,) in connection.execute(_MISPLACED).fetchall():
        yield Finding("projection", number)
    yield from _indexes(connection)


def _compare(
    connection: Connection, batch: list[tuple[str, list[Stored]]], first: dict[str, int]
) -> Iterator[Finding]:
    """Hold the rows of many incidents against what their entries give."""
    # What is filed under an incident that the log does not name was found as that already.
    known = [(first[incident], rows) for incident, rows in batch if incident in first]
    stand = projection.read_many(connection, [number for number, _ in known])
    for number, rows in known:
        expected = _expected(rows)
        if expected is None:
            yield Finding("incident", number)
        elif stand.get(number) != expected:
            yield Finding("projection", number)


def _expected(rows: list[Stored]) -> Rows | None:
    """Return the rows that an incident's entries give, or None where they give none."""
    try:
        return projection.folded(map(entry, rows))[1]
    except (EntryUnreadableError, IncidentMissingError):
        return None


def _indexes(connection: Connection) -> Iterator[Finding]:
    """Let each index hold itself against the rows that it is over.

    The check is worded as a write: that the file may only be read says nothing about the index.
    """
    for statement in _INDEX_CHECKS:
        try:
            connection.execute(statement)
        except driver.DatabaseError as error:
            if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
            yield Finding("search-index")
