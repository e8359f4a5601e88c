"""Who may read a sealed incident: one more, one fewer, and who is still named after leaving."""

from dataclasses import dataclass

from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.state.incident import IncidentState
from desktop_app.services import casework
from desktop_app.services.rights import EVERYONE, can_read, verb
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import SealedReader, User


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A reader of a sealed incident, or a user who could be one; `user` is their id.

    `has_left` says that they cannot open the vault any more, `lost` that they must be named again
    since their keys are new, `only` that they are the last who reads on.
    """

    user: str
    name: str
    role: str
    is_self: bool
    has_left: bool = False
    lost: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A sealed incident that names somebody who has left the school, or lost the key to it."""

    reference: str
    names: tuple[str, ...]


@verb(*EVERYONE)
def readers_of(session: Session, state: IncidentState) -> tuple[ReaderLine, ...]:
    """Give who may read a sealed incident, in the order in which they were named.

    None for an incident that is not sealed. Raises NotAReaderError.
    """
    found = session.vault.readers_of(state.id)
    able = [each for each in found if not each.has_left]
    return tuple(_line(session, each, only=able == [each]) for each in found)


@verb(*EVERYONE)
def who_could_read(session: Session, state: IncidentState) -> tuple[ReaderLine, ...]:
    """Give every user who can open the records and does not read this sealed incident."""
    reading = {each.user.id for each in session.vault.readers_of(state.id) if not each.lost}
    users = (each for each in session.vault.users() if can_read(each) and each.id not in reading)
    return tuple(_user_line(session, each) for each in users)


@verb(*EVERYONE)
def name_readers(session: Session, reference: str, users: tuple[str, ...]) -> IncidentState:
    """Let more users, by their ids, read a sealed incident from its first word on.

    Raises BadInputError for one who cannot open the records, and what `Vault.name_reader` raises.
    """
    state = casework.read(session, reference)
    able = {each.id for each in session.vault.users() if can_read(each)}
    if not able.issuperset(users):
        raise BadInputError((Fault("readers", "unknown-sign-in"),))
    with session.vault.transaction():
        for user in users:
            session.vault.name_reader(state.id, user, at=session.now())
    return casework.read(session, reference)


@verb(*EVERYONE)
def take_off(session: Session, reference: str, user: str) -> None:
    """Close what is added from now on to a reader; see `Vault.take_reader_off` for what it raises.

    Somebody may take themselves off: they cannot read the incident any more after it.
    """
    state = casework.read(session, reference)
    session.vault.take_reader_off(state.id, user, at=session.now())


@verb(*EVERYONE)
def left_behind(session: Session) -> tuple[LeftBehind, ...]:
    """Give the sealed incidents that this user reads and that still name somebody who has left."""
    found = []
    for state in session.vault.sealed_incidents():
        gone = [each for each in session.vault.readers_of(state.id) if each.has_left]
        if gone:
            names = tuple(each.user.name or each.user.sign_in for each in gone)
            found.append(LeftBehind(state.reference, names))
    return tuple(found)


def _line(session: Session, reader: SealedReader, *, only: bool) -> ReaderLine:
    return ReaderLine(
        user=reader.user.id,
        name=reader.user.name or reader.user.sign_in,
        role=reader.user.office,
        is_self=reader.user.id == session.vault.user.id,
        has_left=reader.has_left,
        lost=reader.lost,
        only=only,
    )


def _user_line(session: Session, user: User) -> ReaderLine:
    own = user.id == session.vault.user.id
    return ReaderLine(user.id, user.name or user.sign_in, user.office, is_self=own)
