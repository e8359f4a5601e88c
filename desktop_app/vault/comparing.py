"""Every table that is made from the log, held against it row by row."""

from collections.abc import Iterator, Sequence
from typing import Final

import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import EntryUnreadableError, IncidentMissingError
from desktop_app.vault import envelope, migrations, projection
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import open_entry
from desktop_app.vault.envelope import Envelope, Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.projection import Rows
from desktop_app.vault.rebuilding import Contents
from desktop_app.vault.verification import Finding

_BATCH: Final = 500
_MOST_KEPT: Final = 20_000
_ENDS: Final = "SELECT scope, max(position) FROM entry_of GROUP BY scope"
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


class Comparison:
    """The incidents of a log folded as it is read, and held against the rows that stand for them.

    An incident is folded at the last entry that the tables file under it. Where the tables turn
    out to file wrongly, and where more entries wait than are to be kept in memory, it is read by
    itself at the end.
    """

    def __init__(self, connection: Connection, log: EventLog) -> None:
        self._connection = connection
        self._log = log
        self._ends: dict[str, int] = {}
        self._waiting: dict[str, list[tuple[Stored, Envelope]]] = {}
        self._kept = 0
        self._numbers: dict[str, int] = {}
        self._later: set[str] = set()
        self._folded: dict[int, Rows | None] = {}
        self.findings: list[Finding] = []

    def look_ahead(self) -> None:
        """Read where the tables say that each incident ends, so that few entries must wait."""
        self._ends = dict(self._connection.execute(_ENDS).fetchall())

    @property
    def entries(self) -> int:
        """How many entries the log has, as far as the tables know."""
        return max(self._ends.values(), default=0)

    def take(self, row: Stored, said: Envelope) -> None:
        """Take in one entry of an open incident."""
        incident = said.case or ""
        self._numbers.setdefault(incident, row.position)
        if incident in self._later:
            return
        rows = self._waiting.setdefault(incident, [])
        rows.append((row, said))
        self._kept += 1
        end = self._ends.get(incident, 0)
        if row.position == end:
            del self._waiting[incident]
            self._kept -= len(rows)
            self._folded[rows[0][0].position] = _expected(rows)
            if len(self._folded) >= _BATCH:
                self._compare()
        elif row.position > end:
            self._leave_for_later([incident])
        elif self._kept > _MOST_KEPT:
            self._leave_for_later(list(self._waiting))

    def _leave_for_later(self, incidents: list[str]) -> None:
        self._later.update(incidents)
        for incident in incidents:
            self._kept -= len(self._waiting.pop(incident))

    def finish(self) -> Iterator[Finding]:
        """Yield where an incident's rows are not what the log gives, or a row is of none."""
        self._compare()
        yield from self.findings
        for incident in sorted({*self._later, *self._waiting}):
            yield from self._alone(incident)
        known = set(self._numbers.values())
        for statement in _NUMBERS:
            for (number,) in self._connection.execute(statement).fetchall():
                if number not in known:
                    yield Finding("projection", number)
        for (number,) in self._connection.execute(_MISPLACED).fetchall():
            yield Finding("projection", number)

    def _compare(self) -> None:
        stand = projection.read_many(self._connection, list(self._folded))
        for number, expected in self._folded.items():
            self.findings += _difference(number, expected, stand.get(number))
        self._folded.clear()

    def _alone(self, incident: str) -> Iterator[Finding]:
        number = self._numbers[incident]
        rows = [(row, envelope.read(row.body)) for row in self._log.rows_of(incident)]
        expected = _expected([(row, said) for row, said in rows if said is not None])
        yield from _difference(
            number, expected, projection.read_many(self._connection, [number]).get(number)
        )


def _difference(number: int, expected: Rows | None, stands: Rows | None) -> Iterator[Finding]:
    if expected is None:
        yield Finding("incident", number)
    elif stands != expected:
        yield Finding("projection", number)


def _expected(rows: Sequence[tuple[Stored, Envelope]]) -> Rows | None:
    """Return the rows that an incident's entries give, or None where they give none."""
    try:
        return projection.folded(open_entry(row, said, frozen=False) for row, said in rows)[1]
    except (EntryUnreadableError, IncidentMissingError):
        return None


def tables(connection: Connection, contents: Contents) -> Iterator[Finding]:
    """Yield where the tables of scopes and users are not what the log gives."""
    filed = connection.execute("SELECT scope, position FROM entry_of").fetchall()
    for _, position in sorted(set(filed) ^ set(contents.filed), key=lambda each: each[1]):
        yield Finding("scope", position)
    users = connection.execute("SELECT * FROM user").fetchall()
    if sorted(users) != sorted(contents.user_rows, key=repr):
        yield Finding("users")


def indexes(connection: Connection) -> Iterator[Finding]:
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
