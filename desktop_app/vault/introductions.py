"""Who may be sealed to, with which key: as the signed log says, all of it verified first.

Tables made from the log, single entries of it and the key file can be rewritten to fit each other
by anyone who holds the vault key, and that is whom a seal is to keep out. Links and signatures they
cannot make, so a seal rests on those.
"""

from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.errors import EntryUnreadableError, UserUnknownError
from desktop_app.domain.events.vaults import UserAdded, UserRenewed, VaultCreated
from desktop_app.vault import canon, sealing, users, verification
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.envelope import Stored
from desktop_app.vault.event_log import EventLog

_TYPES: Final = frozenset({VaultCreated.TYPE, UserAdded.TYPE, UserRenewed.TYPE})
# What happened to the content of other entries changes no key: it must not stop a new concern.
_OF_CONTENT: Final = frozenset({"content", "content-missing"})


@dataclass(frozen=True, slots=True)
class Introductions:
    """The X25519 public keys of every user, by id, and of the outside recovery key."""

    users: dict[str, bytes]
    outside: bytes

    def sealing_key(self, user: str) -> bytes:
        """Return a user's key; raises UserUnknownError."""
        if user not in self.users:
            raise UserUnknownError(user)
        return self.users[user]


def verified(log: EventLog) -> Introductions:
    """Return the keys that the log introduces, every link and signature of it checked.

    Raises EntryUnreadableError with the first entry that is not as it was signed.
    """
    beginning: list[VaultCreated] = []
    added: dict[str, bytes] = {}

    def take(row: Stored, said: dict[str, Any]) -> None:
        if said["type"] not in _TYPES:
            return
        event = users.introducing(row)
        if isinstance(event, VaultCreated):
            beginning.append(event)
        elif isinstance(event, UserAdded | UserRenewed):
            added[event.user] = bytes.fromhex(event.sealing_public)

    for finding in verification.verify_log(log.written(), vault=log.vault, seen=take):
        if finding.what not in _OF_CONTENT:
            raise EntryUnreadableError(finding.position or 1)
    try:
        outside = canon.hexed(beginning[0].outside_recovery_public, length=sealing.KEY_BYTES)
    except (IndexError, NotCanonicalError):
        raise EntryUnreadableError(1) from None
    return Introductions(added, outside)
