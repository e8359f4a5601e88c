"""Who may be sealed to, with which key: as the signed log says, all of it verified first.

Tables made from the log, single entries of it and the key file can be rewritten to fit each other
by anyone who holds the vault key, and that is whom a seal is to keep out. Links and signatures they
cannot make, so a seal rests on those.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError, UserUnknownError, VaultAlteredError
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.vaults import (
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
    VaultCreated,
)
from desktop_app.domain.trust_errors import UserRemovedError
from desktop_app.vault import canon, sealing, signers, users, verification
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.envelope import Envelope, Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.seal_boxes import OUTSIDE
from desktop_app.vault.users import User

_TYPES: Final = frozenset(
    {each.TYPE for each in (VaultCreated, UserAdded, UserChanged, UserRenewed, UserRemoved)}
)
# What happened to the content of other entries changes no key: it must not stop a new concern.
_OF_CONTENT: Final = frozenset({"content", "content-missing"})


@dataclass(frozen=True, slots=True)
class Introductions:
    """The newest X25519 public keys of every user, by id, and of the outside recovery key.

    `removed` are those who have left. `misnamed` says that the table of users, by which people are
    chosen, is not what the log gives: a name there may lead to somebody else.
    """

    users: dict[str, bytes]
    outside: bytes
    removed: frozenset[str] = frozenset()
    misnamed: bool = False

    def sealing_key(self, user: str) -> bytes:
        """Return a user's key; raises UserUnknownError."""
        if user not in self.users:
            raise UserUnknownError(user)
        return self.users[user]

    def keys_of(self, user_ids: Sequence[str], path: Path) -> dict[str, bytes]:
        """Return the keys of these users, by id.

        Raises UserUnknownError, UserRemovedError for one who has left the vault at `path`, and
        VaultAlteredError where the table of users is not what the log gives.
        """
        if self.misnamed:
            raise VaultAlteredError(path, what=("users",))
        if self.removed.intersection(user_ids):
            raise UserRemovedError(path)
        return {user: self.sealing_key(user) for user in user_ids}

    def to_seal_to(self, user_ids: Sequence[str], path: Path) -> dict[str, bytes]:
        """Return the same with the outside recovery key, to which every seal goes."""
        return {**self.keys_of(user_ids, path), OUTSIDE: self.outside}


def verified(log: EventLog, listed: Sequence[User]) -> Introductions:
    """Return the keys that the log introduces, every link and signature of it checked.

    `listed` are the users as the table has them. Raises EntryUnreadableError with the first entry that is not as it was signed.
    """
    beginning: list[VaultCreated] = []
    newest: dict[str, bytes] = {}
    removed: set[str] = set()
    about_people: set[int | None] = set()
    people: dict[str, User] = {}

    def take(row: Stored, said: Envelope) -> None:
        if said.type in signers.KINDS:
            about_people.add(row.position)
        if said.type not in _TYPES:
            return
        event = users.introducing(row)
        _follow(people, event)
        if isinstance(event, VaultCreated):
            beginning.append(event)
        elif isinstance(event, UserAdded | UserRenewed):
            newest[event.user] = bytes.fromhex(event.sealing_public)
        elif isinstance(event, UserRemoved):
            removed.add(event.user)

    for finding in verification.verify_log(log.written(), vault=log.vault, seen=take):
        if finding.what not in _OF_CONTENT or finding.position in about_people:
            raise EntryUnreadableError(finding.position or 1)
    try:
        outside = canon.hexed(beginning[0].outside_recovery_public, length=sealing.KEY_BYTES)
    except (IndexError, NotCanonicalError):
        raise EntryUnreadableError(1) from None
    misnamed = set(listed) != set(people.values())
    return Introductions(newest, outside, frozenset(removed), misnamed=misnamed)


def _follow(people: dict[str, User], event: Event | None) -> None:
    """Keep what the log says of a user, as the table should have it."""
    if isinstance(event, UserAdded):
        added = User(event.user, event.sign_in, event.name, event.role, event.office)
        people[event.user] = added
    elif isinstance(event, UserChanged) and event.user in people:
        before = people[event.user]
        people[event.user] = replace(before, name=event.name, role=event.role, office=event.office)
    elif isinstance(event, UserRemoved) and event.user in people:
        people[event.user] = replace(people[event.user], removed=True)
