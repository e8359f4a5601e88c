"""An incident's state as rows to browse and search. It reads states, never an event.

A column to browse by is a migration and one line here; `rebuild` fills it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.vault.engine import Connection

_PLACES: Final = 1024  # people of one incident that have a number of their own
_INCIDENT: Final = "INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TEXT: Final = "INSERT INTO incident_text VALUES (?, ?, ?, ?)"
_WORDS: Final = (
    "INSERT INTO incident_words (rowid, reference, narrative, details) VALUES (?, ?, ?, ?)"
)
_NO_WORDS: Final = (
    "INSERT INTO incident_words (incident_words, rowid, reference, narrative, details)"
    " VALUES ('delete', ?, ?, ?, ?)"
)
_PERSON: Final = "INSERT INTO incident_person VALUES (?, ?, ?, ?, ?, ?, ?)"
_NAME: Final = "INSERT INTO person_names (rowid, name) VALUES (?, ?)"
_NO_NAME: Final = "INSERT INTO person_names (person_names, rowid, name) VALUES ('delete', ?, ?)"
# The numbers come as one JSON list: a statement for any count of them. CROSS keeps the list in
# front: SQLite would otherwise read every person once for each number.
_INCIDENTS: Final = "SELECT * FROM incident WHERE number IN (SELECT value FROM json_each(?))"
_TEXTS: Final = "SELECT * FROM incident_text WHERE number IN (SELECT value FROM json_each(?))"
_PEOPLE: Final = (
    "SELECT p.* FROM json_each(?1) n CROSS JOIN incident_person p"
    " ON p.number BETWEEN n.value * ?2 AND n.value * ?2 + ?2 - 1 ORDER BY p.number"
)
_CLEAR: Final = (
    "INSERT INTO incident_words (incident_words) VALUES ('delete-all')",
    "INSERT INTO person_names (person_names) VALUES ('delete-all')",
    "DELETE FROM incident_person",
    "DELETE FROM incident_text",
    "DELETE FROM incident",
    "DELETE FROM entry_of",
    "DELETE FROM user",
)
_INDEX: Final = (
    "INSERT INTO incident_words (incident_words) VALUES ('rebuild')",
    "INSERT INTO person_names (person_names) VALUES ('rebuild')",
)
# A text where a number must be, a day that is none, a name that is missing.
_NEVER_WRITTEN: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that the tables hold of one incident, column by column."""

    incident: tuple[object, ...]
    text: tuple[object, ...]
    people: tuple[tuple[object, ...], ...]

    @property
    def number(self) -> object:
        """The incident's number: the position of its first entry in the log."""
        return self.incident[0]


def rows_of(state: IncidentState) -> Rows:
    """Return the rows of an incident that is not sealed."""
    number = state.recorded.position
    return Rows(
        incident=(
            number,
            state.id,
            state.reference,
            state.recorded.at,
            state.aware_at,
            json.dumps(state.kinds),
            state.outcome,
            str(state.status),
            state.procedure,
            aggravating(state),
        ),
        text=(number, state.reference, state.narrative, details(state)),
        people=tuple(
            (
                number * _PLACES + place,
                number,
                person.id,
                json.dumps(person.roles),
                person.name,
                person.born.isoformat() if person.born else None,
                person.year_group,
            )
            for place, person in enumerate(state.people[:_PLACES])
        ),
    )


def folded(entries: Iterable[Entry]) -> tuple[IncidentState, Rows]:
    """Return an incident's state and its rows.

    Raises IncidentMissingError, or EntryUnreadableError when an entry holds what this program never
    writes: one such entry must not keep anyone from reading, or from checking, the rest.
    """
    log = tuple(entries)
    try:
        state = fold(log)
        return state, rows_of(state)
    except _NEVER_WRITTEN:
        raise EntryUnreadableError(log[0].position) from None


def aggravating(state: IncidentState) -> int:
    """Return how many aggravating features the newest assessment names."""
    return len(state.assessed.result.get("aggravating", ())) if state.assessed else 0


def details(state: IncidentState) -> str:
    """Return every other text of an incident, to be searched by its words."""
    texts = [state.reported_by, state.came_to_light, *state.platforms, *state.details.values()]
    for person in state.people:
        texts += [person.name, person.school, person.lives_in, person.social_worker]
        texts += [text for _, text in person.details]
    for answer in state.answers.values():
        texts.append(answer.how)
    for seen in state.seen_by_staff:
        texts += [seen.who, seen.how, seen.why, seen.agreed_by, seen.present, seen.where]
        texts.append(seen.afterwards)
    if state.decision.made:
        texts += [state.decision.made.reason, *state.decision.made.further_review.values()]
    for contact in state.contacts:
        texts += [contact.person, contact.reference, contact.said]
    texts += [action.what for action in state.actions]
    return "\n".join(text for text in texts if text)


def write(connection: Connection, state: IncidentState) -> None:
    """Put an incident's rows in the place of those that stand there."""
    rows = rows_of(state)
    old = read(connection, rows.number)
    if old is None:
        insert(connection, [rows])
        index(connection, [rows])
    elif old != rows:
        _renew(connection, old, rows)


def _renew(connection: Connection, old: Rows, rows: Rows) -> None:
    connection.execute(
        "UPDATE incident SET id = ?2, reference = ?3, recorded_at = ?4, aware_at = ?5, kinds = ?6,"
        " outcome = ?7, status = ?8, procedure = ?9, aggravating = ?10 WHERE number = ?1",
        rows.incident,
    )
    if old.text != rows.text:
        connection.execute(_NO_WORDS, old.text)
        connection.execute(
            "UPDATE incident_text SET reference = ?2, narrative = ?3, details = ?4"
            " WHERE number = ?1",
            rows.text,
        )
        connection.execute(_WORDS, rows.text)
    if old.people != rows.people:
        connection.executemany(_NO_NAME, [(each[0], each[4]) for each in old.people])
        connection.executemany(
            "DELETE FROM incident_person WHERE number = ?", [each[:1] for each in old.people]
        )
        connection.executemany(_PERSON, rows.people)
        connection.executemany(_NAME, [(each[0], each[4]) for each in rows.people])


def insert(connection: Connection, many: Iterable[Rows]) -> None:
    """Write the rows of incidents that have none; the search indexes are not touched."""
    rows = list(many)
    connection.executemany(_INCIDENT, [each.incident for each in rows])
    connection.executemany(_TEXT, [each.text for each in rows])
    connection.executemany(_PERSON, [person for each in rows for person in each.people])


def index(connection: Connection, many: Iterable[Rows]) -> None:
    """Put rows that were inserted into the search indexes."""
    rows = list(many)
    connection.executemany(_WORDS, [each.text for each in rows])
    connection.executemany(
        _NAME, [(person[0], person[4]) for each in rows for person in each.people]
    )


def read(connection: Connection, number: object) -> Rows | None:
    """Return the rows that stand in the tables for an incident, or None."""
    run = connection.execute
    text = run("SELECT * FROM incident_text WHERE number = ?", (number,)).fetchone()
    if text is None:
        return None
    incident = run("SELECT * FROM incident WHERE number = ?", (number,)).fetchone()
    people = run(
        "SELECT * FROM incident_person WHERE incident = ?1"
        " AND number BETWEEN ?1 * ?2 AND ?1 * ?2 + ?2 - 1 ORDER BY number",
        (number, _PLACES),
    ).fetchall()
    return Rows(incident, text, tuple(people))


def read_many(connection: Connection, numbers: Sequence[int]) -> dict[int, Rows]:
    """Return the rows that stand in the tables for these incidents, by number."""
    run, wanted = connection.execute, json.dumps(numbers)
    people: dict[int, list[tuple[object, ...]]] = {}
    for row in run(_PEOPLE, (wanted, _PLACES)):
        people.setdefault(row[0] // _PLACES, []).append(row)
    incidents = {row[0]: row for row in run(_INCIDENTS, (wanted,))}
    return {
        row[0]: Rows(incidents[row[0]], row, tuple(people.get(row[0], ())))
        for row in run(_TEXTS, (wanted,))
        if row[0] in incidents
    }


def clear(connection: Connection) -> None:
    """Empty every table that is made from the log, and the search indexes."""
    for statement in _CLEAR:
        connection.execute(statement)


def index_all(connection: Connection) -> None:
    """Make both search indexes anew from the rows."""
    for statement in _INDEX:
        connection.execute(statement)
