"""The incident log: which incidents match, their rows, and what is waiting for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import IncidentRow

__all__ = ["IncidentRow", "Query", "TodoLine", "numbers", "rows", "to_do", "waiting"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, of which each must occur; an outcome; a status. Empty is any."""

    words: str = ""
    outcome: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class TodoLine:
    """An incident that waits for somebody; `aware_at` is when the school first knew."""

    reference: str
    status: str
    outcome: str
    kinds: tuple[str, ...]
    aware_at: str
    sealed: bool


@verb(*EVERYONE)
def numbers(session: Session, query: Query, limit: int | None = None) -> tuple[int, ...]:
    """Give the number of every incident that matches, newest first; `limit` is the most wanted.

    Sealed ones are among them for those who may read them, and for nobody else. The first of many
    are found far sooner than all of them.
    """
    return session.vault.numbers(
        query.words, outcome=query.outcome, status=query.status, limit=limit
    )


@verb(*EVERYONE)
def rows(session: Session, wanted: Sequence[int]) -> tuple[IncidentRow, ...]:
    """Give the rows of these incidents in this order; one that is not there is left out."""
    return session.vault.rows(wanted)


@verb(*EVERYONE)
def to_do(session: Session, limit: int = 50) -> tuple[TodoLine, ...]:
    """Give what waits for somebody, the most urgent first, at most `limit` lines.

    First what must be referred and nobody was told of; then what is on hold; then what waits for
    the head teacher's signature; then what is still to be decided.
    """
    return tuple(
        TodoLine(row.reference, row.status, row.outcome, row.kinds, row.aware_at, row.sealed)
        for row in session.vault.to_do(limit)
    )


@verb(*EVERYONE)
def waiting(session: Session) -> int:
    """Give how many incidents wait for somebody, shown or not."""
    return session.vault.waiting()
