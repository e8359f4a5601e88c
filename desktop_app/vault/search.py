"""Finding incidents and people: newest first, a page at a time, from the indexes alone.

`Table.search()` of sqlite-utils ranks every hit first and takes a hundred times as long on a common
word; here the index itself gives the newest, and only those rows are fetched.
"""

import functools
import heapq
import itertools
import json
import re
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from desktop_app.domain.state.incident import IncidentState
from desktop_app.vault import projection
from desktop_app.vault.engine import Connection

NEWEST: Final = 1 << 50  # beyond every incident's number
_MOST_WORDS: Final = 16
_TRIGRAM: Final = 3
_MOST_CANDIDATES: Final = 200
PAGE: Final = (
    "SELECT number, id, reference, recorded_at, aware_at, kinds, outcome, status, procedure,"
    " aggravating"
    " FROM incident WHERE number < ? ORDER BY number DESC LIMIT ?"
)
_THESE: Final = (
    "SELECT number, id, reference, recorded_at, aware_at, kinds, outcome, status, procedure,"
    " aggravating"
    " FROM incident WHERE number IN (SELECT value FROM json_each(?))"
)
_WORDS: Final = (
    "SELECT rowid FROM incident_words WHERE incident_words MATCH ? AND rowid < ?"
    " ORDER BY rowid DESC"
)
_NAMES: Final = (
    "SELECT rowid / 1024 FROM person_names WHERE person_names MATCH ? AND rowid < ?"
    " ORDER BY rowid DESC"
)
_WORD: Final = re.compile(r"[^\W_]+")


class IncidentRow(NamedTuple):
    """An incident as a list shows it. `number` orders by recording; pages end before it."""

    number: int
    id: str
    reference: str
    recorded_at: str
    aware_at: str
    kinds: tuple[str, ...]
    outcome: str
    status: str
    procedure: str
    aggravating: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone already known, with how many incidents they stand in and what speaks for a match."""

    id: str
    name: str
    born: date | None
    incidents: int
    same_birth: bool
    same_words: int


def newest(connection: Connection, *, limit: int, before: int) -> tuple[IncidentRow, ...]:
    """Return the newest incidents whose number is below `before`."""
    return tuple(as_rows(connection.execute(PAGE, (before, limit))))


def sealed_row(state: IncidentState) -> IncidentRow:
    """Return a sealed incident as a list shows it to those who may read it."""
    made = projection.rows_of(state)
    return _row(made.incident, sealed=True)


def _row(columns: Sequence[Any], *, sealed: bool = False) -> IncidentRow:
    number, ident, reference, recorded_at, aware_at, kinds, outcome, status, made_by, amber = (
        columns
    )
    return IncidentRow(
        number,
        ident,
        reference,
        recorded_at,
        aware_at,
        _kinds(kinds),
        outcome,
        status,
        made_by,
        aggravating=bool(amber),
        sealed=sealed,
    )


@functools.lru_cache(maxsize=256)
def _kinds(written: str) -> tuple[str, ...]:
    """Return the kinds of an incident; a list shows the same few again and again."""
    return tuple(json.loads(written))


def quoted(query: str) -> str:
    """Return what a person typed as a query in which nothing but words has a meaning.

    Every run of characters between spaces must occur; the last one may be the start of a word.
    Empty where there is no letter or digit in it.
    """
    words = [word for word in _clean(query).split() if _WORD.search(word)][:_MOST_WORDS]
    terms = ['"' + word.replace('"', '""') + '"' for word in words]
    return " AND ".join([*terms[:-1], terms[-1] + " *"]) if terms else ""


def quoted_names(query: str) -> str:
    """Return what a person typed as a query for names; words of less than three letters are left out."""
    words = [word for word in _clean(query).split() if len(word) >= _TRIGRAM][:_MOST_WORDS]
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in words)


def _clean(query: str) -> str:
    """Return the query without what no index can hold: NUL, lone surrogates."""
    return query.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def search(
    connection: Connection,
    query: str,
    *,
    limit: int,
    before: int,
    sealed: tuple[IncidentState, ...] = (),
) -> tuple[IncidentRow, ...]:
    """Return the newest incidents with every word of `query`, or with a person of that name.

    `sealed` are incidents that stand in no index: they are looked through here and now.
    """
    here = {
        state.recorded.position: state
        for state in sealed
        if state.recorded.position < before and matches(state, query)
    }
    found = newest_matching(connection, query, limit=limit, before=before)
    numbers = sorted((*found, *here), reverse=True)[:limit]
    rows = {row.number: row for row in fetched(connection, numbers)}
    rows |= {number: sealed_row(state) for number, state in here.items()}
    return tuple(rows[number] for number in numbers if number in rows)


def newest_matching(connection: Connection, query: str, *, limit: int, before: int) -> list[int]:
    """Return the numbers of the newest open incidents that match, each once."""
    found = [
        _numbers(connection, _WORDS, quoted(query), before),
        _numbers(connection, _NAMES, quoted_names(query), before * 1024),
    ]
    merged = heapq.merge(*found, reverse=True)
    numbers = list(itertools.islice((number for number, _ in itertools.groupby(merged)), limit))
    for each in found:
        each.close()
    return numbers


def _numbers(
    connection: Connection, statement: str, query: str, before: int
) -> Generator[int, None, None]:
    """Yield incident numbers, newest first, for as long as they are asked for."""
    if not query:
        return
    cursor = connection.execute(statement, (query, before))
    try:
        for row in cursor:
            yield row[0]
    finally:
        cursor.close()


def fetched(connection: Connection, numbers: Sequence[int]) -> Iterator[IncidentRow]:
    """Give the rows of these incidents, in no order; one that is not there is left out."""
    return as_rows(connection.execute(_THESE, (json.dumps(list(numbers)),)))


def as_rows(found: Iterable[Sequence[Any]]) -> Iterator[IncidentRow]:
    """Give the columns of incidents, as they stand in their table, as rows of a list."""
    return (_row(each) for each in found)


def matches(state: IncidentState, query: str) -> bool:
    """Say whether every word of `query` begins a word of the incident, accents aside."""
    wanted = _words(query)
    text = f"{state.reference}\n{state.narrative}\n{projection.details(state)}"
    held = _words(text)
    return bool(wanted) and all(any(word.startswith(w) for word in held) for w in wanted)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def people_like(connection: Connection, name: str, born: date | None) -> tuple[PersonRow, ...]:
    """Return people already known who may be the one meant, the likeliest first.

    Someone with a word of the name, or born on the same day; nobody is ever merged by this.
    """
    wanted = set(_words(name))
    people: dict[str, list[tuple[str, str | None, int]]] = {}
    for person, its_name, its_birth, incident in _candidates(connection, wanted, born):
        people.setdefault(person, []).append((its_name, its_birth, incident))
    rows = [_person(person, seen, wanted, born) for person, seen in people.items()]
    rows.sort(key=lambda row: (not row.same_birth, -row.same_words, -row.incidents, row.id))
    return tuple(row for row in rows if row.same_birth or row.same_words)


def _candidates(
    connection: Connection, wanted: set[str], born: date | None
) -> list[tuple[str, str, str | None, int]]:
    words = " OR ".join(f'"{word}"' for word in sorted(wanted) if len(word) >= _TRIGRAM)
    same_birth = connection.execute(
        "SELECT person FROM incident_person WHERE born = ? LIMIT ?",
        (born.isoformat() if born else None, _MOST_CANDIDATES),
    ).fetchall()
    same_name = (
        connection.execute(
            "SELECT person FROM incident_person WHERE number IN (SELECT rowid FROM person_names"
            " WHERE person_names MATCH ? ORDER BY rowid DESC LIMIT ?)",
            (words, _MOST_CANDIDATES),
        ).fetchall()
        if words
        else []
    )
    ids = json.dumps(sorted({row[0] for row in (*same_birth, *same_name)}))
    found: list[tuple[str, str, str | None, int]] = connection.execute(
        "SELECT person, name, born, incident FROM incident_person"
        " WHERE person IN (SELECT value FROM json_each(?)) ORDER BY number",
        (ids,),
    ).fetchall()
    return found


def _person(
    person: str, seen: list[tuple[str, str | None, int]], wanted: set[str], born: date | None
) -> PersonRow:
    name = seen[-1][0]
    # The newest incident may not say it, and an older one may.
    birth = next((each for _, each, _ in reversed(seen) if each), None)
    births = {date.fromisoformat(each) for _, each, _ in seen if each}
    words = {word for each, _, _ in seen for word in _words(each)}
    return PersonRow(
        id=person,
        name=name,
        born=date.fromisoformat(birth) if birth else None,
        incidents=len({incident for _, _, incident in seen}),
        same_birth=born in births,
        same_words=len(wanted & words),
    )


def knows_person(connection: Connection, person: str) -> bool:
    """Say whether a person with this id stands in an open incident."""
    found = connection.execute(
        "SELECT 1 FROM incident_person WHERE person = ? LIMIT 1", (person,)
    ).fetchone()
    return found is not None
