"""Who may be sealed to, with which key: as the signed log says, all of it verified first.

Tables made from the log, single entries of it and the key file can be rewritten to fit each other
by anyone who holds the vault key, and that is whom a seal is to keep out. Links and signatures they
cannot make, so a seal rests on those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError, UserUnknownError
from desktop_app.domain.events.vaults import UserAdded, UserRemoved, UserRenewed, VaultCreated
from desktop_app.domain.trust_errors import UserRemovedError
from desktop_app.vault import canon, sealing, users, verification
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.envelope import Envelope, Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.seal_boxes import OUTSIDE

_TYPES: Final = frozenset({VaultCreated.TYPE, UserAdded.TYPE, UserRenewed.TYPE, UserRemoved.TYPE})
# What happened to the content of other entries changes no key: it must not stop a new concern.
_OF_CONTENT: Final = frozenset({"content", "content-missing"})


@dataclass(frozen=True, slots=True)
class Introductions:
    """The newest X25519 public keys of every user, by id, and of the outside recovery key.

    `removed` are those who have left.
    """

    users: dict[str, bytes]
    outside: bytes
    removed: frozenset[str] = frozenset()

    def sealing_key(self, user: str) -> bytes:
        """Return a user's key; raises UserUnknownError."""
        if user not in self.users:
            raise UserUnknownError(user)
        return self.users[user]

    def keys_of(self, user_ids: Sequence[str], path: Path) -> dict[str, bytes]:
        """Return the keys of these users, by id.

        Raises UserUnknownError, and UserRemovedError for one who has left the vault at `path`.
        """
        if self.removed.intersection(user_ids):
            raise UserRemovedError(path)
        return {user: self.sealing_key(user) for user in user_ids}

    def to_seal_to(self, user_ids: Sequence[str], path: Path) -> dict[str, bytes]:
        """Return the same with the outside recovery key, to which every seal goes."""
        return {**self.keys_of(user_ids, path), OUTSIDE: self.outside}


def verified(log: EventLog) -> Introductions:
    """Return the keys that the log introduces, every link and signature of it checked.

    Raises EntryUnreadableError with the first entry that is not as it was signed.
    """
    beginning: list[VaultCreated] = []
    newest: dict[str, bytes] = {}
    removed: set[str] = set()

    def take(row: Stored, said: Envelope) -> None:
        if said.type not in _TYPES:
            return
        event = users.introducing(row)
        if isinstance(event, VaultCreated):
            beginning.append(event)
        elif isinstance(event, UserAdded | UserRenewed):
            newest[event.user] = bytes.fromhex(event.sealing_public)
        elif isinstance(event, UserRemoved):
            removed.add(event.user)

    for finding in verification.verify_log(log.written(), vault=log.vault, seen=take):
        if finding.what not in _OF_CONTENT:
            raise EntryUnreadableError(finding.position or 1)
    try:
        outside = canon.hexed(beginning[0].outside_recovery_public, length=sealing.KEY_BYTES)
    except (IndexError, NotCanonicalError):
        raise EntryUnreadableError(1) from None
    return Introductions(newest, outside, frozenset(removed))
