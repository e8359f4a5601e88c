"""Who may be meant: people of earlier incidents, proposed and never merged by themselves."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.services.rights import EVERYONE, can_read, verb

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session
    from desktop_app.vault.vault import PersonRow, User

_FEWEST_WORDS = 2
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Someone of earlier incidents; `incidents` says of how many that this user may browse."""

    id: str
    name: str
    born: date | None
    incidents: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """A user of the vault: the name to sign in with, the person's own name, what they are.

    `role` is the title that stands on forms, `office` what they may do here (`domain.roles`).
    """

    sign_in: str
    name: str
    role: str
    is_self: bool
    office: str


@verb(*EVERYONE)
def colleagues(session: "Session") -> tuple[Colleague, ...]:
    """Give everyone who can open the records, oneself first."""
    own = session.vault.user.id
    users = sorted(filter(can_read, session.vault.users()), key=lambda user: user.id != own)
    return tuple(_colleague(user, own) for user in users)


@verb(*EVERYONE)
def who_may_be_meant(session: "Session", name: str, born: date | None) -> tuple[Known, ...]:
    """Give the people of earlier incidents who may well be the one named, the likeliest first.

    One word in common, such as a family name, is not enough by itself; two different dates of
    birth are two people. The answer is the person's, who alone can say.
    """
    words = len(name.split())
    if words == 0 or len(name.strip()) < _SHORTEST_NAME:
        return ()
    return tuple(
        Known(row.id, row.name, row.born, row.incidents)
        for row in session.vault.people_like(name, born)
        if row.name and _may_be(row, words=words, born=born)
    )


def _may_be(row: "PersonRow", *, words: int, born: date | None) -> bool:
    if born is not None and row.born is not None and not row.same_birth:
        return False
    enough = row.same_words >= _FEWEST_WORDS
    same_single_name = words == 1 and len(row.name.split()) == 1 and row.same_words == 1
    return (
        enough or same_single_name or (row.same_birth and born is not None and row.same_words > 0)
    )


def _colleague(user: "User", own: str) -> Colleague:
    name = user.name or user.sign_in
    return Colleague(user.sign_in, name, user.role, user.id == own, user.office)
