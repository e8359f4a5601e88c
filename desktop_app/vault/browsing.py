"""The log as a whole: every number that a filter and a search leave, their rows, what is waiting.

Numbers are cheap (ten thousand in a few milliseconds) and rows are not, so a list asks for all of
the numbers and then for the few rows that it shows.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.vault import search
from desktop_app.vault.engine import Connection
from desktop_app.vault.search import IncidentRow

_EVERY: Final = "SELECT number FROM incident ORDER BY number DESC LIMIT ?"
_FILTERED: Final = (
    "SELECT number FROM incident WHERE (?1 = '' OR outcome = ?1) AND (?2 = '' OR status = ?2)"
    " ORDER BY number DESC"
)
_WORDS: Final = "SELECT rowid FROM incident_words WHERE incident_words MATCH ?"
_NAMES: Final = "SELECT rowid / 1024 FROM person_names WHERE person_names MATCH ?"
WAITING: Final = (
    IncidentStatus.REFER_NOW,
    IncidentStatus.TO_DECIDE,
    IncidentStatus.AWAITING_SIGN_OFF,
)
# The same order as `_urgency`, which a test holds against it.
TO_DO: Final = (
    "SELECT number, id, reference, recorded_at, aware_at, kinds, outcome, status, procedure,"
    " aggravating"
    " FROM incident WHERE status IN ('refer-now', 'to-decide', 'awaiting-sign-off')"
    " ORDER BY CASE WHEN status = 'refer-now' THEN 0 WHEN status = 'awaiting-sign-off' THEN 2"
    " WHEN outcome = 'hold' THEN 1 ELSE 3 END, aware_at, number LIMIT ?"
)
TO_DO_COUNT: Final = (
    "SELECT count(*) FROM incident WHERE status IN ('refer-now', 'to-decide', 'awaiting-sign-off')"
)


def numbers(  # noqa: PLR0913  # keyword-only, each its own part of what is asked
    connection: Connection,
    words: str,
    *,
    outcome: str,
    status: str,
    limit: int | None = None,
    sealed: Iterable[IncidentState] = (),
) -> tuple[int, ...]:
    """Return the number of every incident that is asked for, newest first; `limit` is the most.

    Without a word in `words` every incident counts; an empty `outcome` or `status` is any.
    `sealed` are incidents that stand in no table: they are looked through here and now.
    """
    found = _open(connection, words, outcome=outcome, status=status, limit=limit)
    here = [
        state.recorded.position
        for state in sealed
        if (not outcome or state.outcome == outcome)
        and (not status or state.status == status)
        and (not words.strip() or search.matches(state, words))
    ]
    return tuple(sorted((*found, *here), reverse=True)[:limit] if here else found[:limit])


def _open(
    connection: Connection, words: str, *, outcome: str, status: str, limit: int | None
) -> Sequence[int]:
    filtered = bool(outcome or status)
    if not words.strip():
        most = -1 if limit is None else limit
        statement, given = (_FILTERED, (outcome, status)) if filtered else (_EVERY, (most,))
        return [row[0] for row in connection.execute(statement, given).fetchall()]
    if limit is not None and not filtered:
        return search.newest_matching(connection, words, limit=limit, before=search.NEWEST)
    matching = _matching(connection, words)
    if not filtered:
        return sorted(matching, reverse=True)
    if not matching:
        return ()
    kept = connection.execute(_FILTERED, (outcome, status)).fetchall()
    return [row[0] for row in kept if row[0] in matching]


def _matching(connection: Connection, words: str) -> set[int]:
    """Return the open incidents with every one of the words, or with a person of that name."""
    found: set[int] = set()
    for statement, query in (
        (_WORDS, search.quoted(words)),
        (_NAMES, search.quoted_names(words)),
    ):
        if query:
            found.update(row[0] for row in connection.execute(statement, (query,)).fetchall())
    return found


def rows(
    connection: Connection, wanted: Sequence[int], *, sealed: Iterable[IncidentState] = ()
) -> tuple[IncidentRow, ...]:
    """Return the rows of these incidents in this order; one that is not there is left out."""
    asked = frozenset(wanted)
    found = {row.number: row for row in search.fetched(connection, wanted)}
    for state in sealed:
        if state.recorded.position in asked:
            found[state.recorded.position] = search.sealed_row(state)
    return tuple(found[number] for number in wanted if number in found)


def to_do(
    connection: Connection, *, limit: int, sealed: Iterable[IncidentState] = ()
) -> tuple[IncidentRow, ...]:
    """Return what waits for somebody, the most urgent first, at most `limit` of them.

    To be referred and nobody told; on hold; a signature asked for or to be asked; to be decided.
    Among equals, what the school has known longest comes first.
    """
    found = search.as_rows(connection.execute(TO_DO, (limit,)))
    here = [search.sealed_row(state) for state in sealed if state.status in WAITING]
    return tuple(sorted((*found, *here), key=_urgency)[:limit])


def waiting(connection: Connection, *, sealed: Iterable[IncidentState] = ()) -> int:
    """Return how many incidents wait for somebody."""
    (found,) = connection.execute(TO_DO_COUNT).fetchone()
    return int(found) + sum(state.status in WAITING for state in sealed)


def _urgency(row: IncidentRow) -> tuple[int, str, int]:
    if row.status == IncidentStatus.REFER_NOW:
        rank = 0
    elif row.status == IncidentStatus.AWAITING_SIGN_OFF:
        rank = 2
    else:
        rank = 1 if row.outcome == Outcome.HOLD else 3
    return rank, row.aware_at, row.number
