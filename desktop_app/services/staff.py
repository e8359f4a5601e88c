"""Who uses the vault: let in, changed, let go, given another password or another recovery key.

What stretches a password (`prepare`, `fresh`, `new_password`) knows no open vault and fits any
thread; what writes is given its result, and is whole or not at all (`vault/people_keys.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.events.vaults import UserAdded
from desktop_app.domain.roles import HOLD_THE_KEY, Role
from desktop_app.services import sign_in
from desktop_app.services.rights import EVERYONE, LEADS, verb
from desktop_app.services.school import InSession
from desktop_app.vault import joining, own_password, people_keys, recovering, recovery
from desktop_app.vault.joining import Fresh
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import KeyRing
from desktop_app.vault.keyslots import PasswordSlot
from desktop_app.vault.making import RecoveryKeys
from desktop_app.vault.users import User

__all__ = ["Fresh", "KeyFile", "KeyRing", "PasswordSlot"]

Progress = Callable[[int, int], None]

OFFICES: Final = (Role.DSL, Role.DEPUTY, Role.HEAD, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who uses the vault, or did: `since` is when they were let in (ISO 8601, UTC).

    `title` is the job title that stands on forms, `office` what they may do.
    """

    id: str
    sign_in: str
    name: str
    title: str
    office: Role
    since: str
    removed: bool
    me: bool

    @property
    def called(self) -> str:
        """The person's own name, or the sign-in name where none was given."""
        return self.name or self.sign_in

    @property
    def holds_key(self) -> bool:
        """Whether this role opens the records."""
        return self.office in HOLD_THE_KEY


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be let in."""

    sign_in: str
    name: str = field(repr=False)
    title: str = field(repr=False)
    office: Role


@dataclass(frozen=True, slots=True)
class Joiner:
    """A prepared user as their file has them; `code` is compared by voice or on paper."""

    newcomer: Newcomer
    code: str


@verb(*EVERYONE)
def everyone(session: InSession) -> tuple[Member, ...]:
    """Give everyone who uses the vault, or did, in the order in which they were let in."""
    vault = session.vault
    since = {
        entry.event.user: entry.at
        for entry in vault.of_vault()
        if isinstance(entry.event, UserAdded)
    }
    return tuple(
        Member(
            id=user.id,
            sign_in=user.sign_in,
            name=user.name,
            title=user.role,
            office=Role(user.office),
            since=since.get(user.id, ""),
            removed=user.removed,
            me=user.id == vault.user.id,
        )
        for user in vault.users()
    )


@verb(*EVERYONE)
def member(session: InSession, user: str) -> Member | None:
    """Give one of them by the user's id."""
    return next((each for each in everyone(session) if each.id == user), None)


@verb(*EVERYONE)
def sealed_with(session: InSession, user: str) -> tuple[str, ...]:
    """Give the references of the sealed concerns that this user and the one signed in both read.

    Those that only the other reads stay unknown here, as they must.
    """
    vault = session.vault
    return tuple(
        state.reference
        for state in vault.sealed_incidents()
        if any(each.user.id == user and not each.lost for each in vault.readers_of(state.id))
    )


@verb(*EVERYONE)
def names_known(session: InSession) -> tuple[str, ...]:
    """Give the names that no password here may lean on."""
    return tuple(
        name for user in session.vault.users() for name in (user.name, user.sign_in) if name
    )


# --- slow, for any thread ---


def prepare(keys: KeyFile, newcomer: Newcomer, password: str) -> bytes:
    """Give the file of a new user, who chose this password; slow on purpose.

    `keys` is the key file of the vault that they are to join; no key of it is needed. Raises
    PasswordTooShortError, SignInNameError and JoiningFileError.
    """
    return joining.prepare_user(
        keys,
        sign_in=newcomer.sign_in,
        name=newcomer.name,
        role=newcomer.title,
        office=newcomer.office,
        password=password,
    )


def code_of(prepared: bytes) -> str:
    """Give the code of a prepared user's file, which they read out to whoever lets them in."""
    return joining.code(prepared)


def fresh(keys: KeyFile, user: str, sign_in: str, password: str) -> Fresh:
    """Give new keys behind a new password for somebody whose password is lost; slow on purpose."""
    return joining.fresh_slot(keys, password=password, sign_in=sign_in, user=user)


def new_password(path: Path, ring: KeyRing, old: str, new: str, now: datetime) -> PasswordSlot:
    """Give the signed-in user's place in the vault at `path` behind another password; slow too.

    A wrong `old` counts as at the first page. Raises TooManyTriesError, and PasswordRefusedError
    where `old` is not the password in force.
    """
    with sign_in.counted(path, now=now):
        return own_password.prepared_password(ring, old=old, new=new)


# --- on the vault's own thread ---


@verb(*LEADS)
def look_at(_session: InSession, data: bytes) -> Joiner:
    """Give who stands in a prepared user's file, before they are let in; raises JoiningFileError."""
    said = joining.read(data)
    newcomer = Newcomer(said.slot.sign_in, said.name, said.role, Role(said.office))
    return Joiner(newcomer, joining.code(data))


@verb(*LEADS)
def admit(session: InSession, prepared: bytes) -> User:
    """Let in the user who was prepared; raises what `people_keys.admit` raises."""
    return people_keys.admit(session.vault, prepared, at=session.now())


@verb(*LEADS)
def change(  # noqa: PLR0913  # keyword-only, each its own fact about the user
    session: InSession,
    user: str,
    *,
    name: str,
    title: str,
    office: Role,
    progress: Progress | None = None,
) -> None:
    """Give a user another name, job title or role; raises what `people_keys.change_user` raises.

    Whoever becomes an administrator loses the key: the vault is written anew as when they leave,
    and `progress` is what it is at `remove`.
    """
    people_keys.change_user(
        session.vault,
        user,
        name=name,
        role=title,
        office=office,
        at=session.now(),
        progress=progress,
    )


@verb(*LEADS)
def remove(session: InSession, user: str, *, reason: str, progress: Progress | None = None) -> None:
    """Let somebody go: the vault is written anew under a key that they never had.

    `progress` is called with (done, total) meanwhile; what it raises leaves the rest to the next
    opening, and they are gone all the same. Raises what `people_keys.remove_user` raises.
    """
    people_keys.remove_user(session.vault, user, reason=reason, at=session.now(), progress=progress)


@verb(*LEADS)
def renew(session: InSession, keys: Fresh) -> None:
    """Give a colleague whose password is lost the new keys that `fresh` made."""
    people_keys.put_renewed(session.vault, keys, at=session.now())


@verb(*EVERYONE)
def put_password(session: InSession, slot: PasswordSlot) -> None:
    """Put one's own keys behind the password that `new_password` was given."""
    own_password.put_password(session.vault, slot, at=session.now())


@verb(*LEADS)
def new_recovery(_session: InSession) -> RecoveryKeys:
    """Give a new recovery key to write down; it opens nothing before `put_recovery`.

    Until then the one before it holds, so nobody is without one who is called away meanwhile.
    """
    return RecoveryKeys(recovery.new_rows(), ())


@verb(*LEADS)
def put_recovery(
    session: InSession, keys: RecoveryKeys, *, progress: Progress | None = None
) -> None:
    """Put the recovery key in force that is on paper by now; the outside key stays.

    The vault is written anew as when somebody leaves, and `progress` is what it is at `remove`.
    Raises what `recovering.renew_recovery` raises.
    """
    recovering.renew_recovery(session.vault, at=session.now(), rows=keys.paper, progress=progress)
