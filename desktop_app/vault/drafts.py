"""What is being typed: saved at once, sealed to its author, no part of the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.errors import DraftMissingError
from desktop_app.vault import canon, sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyslots import UserKeys

FORMAT: Final = "safeguarding-desk-draft"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft of the signed-in user: its id and when it was last saved (UTC)."""

    id: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one user in one open vault."""

    connection: Connection
    vault: str
    user: str
    keys: UserKeys

    def save(self, draft: str, content: Mapping[str, Any], *, saved_at: str) -> None:
        """Keep a draft, in the place of an earlier one with this id.

        Raises DraftMissingError when another user has a draft of this id: it is not overwritten.
        """
        box = sealing.seal(
            sealing.pad(canonical(content)), to=self.keys.sealing_public, info=self._bound_to(draft)
        )
        done = self.connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET saved_at = excluded.saved_at, box = excluded.box"
            " WHERE author = excluded.author",
            (draft, self.user, saved_at, box),
        )
        if done.rowcount != 1:
            raise DraftMissingError

    def read(self, draft: str) -> dict[str, Any]:
        """Return a draft's content; raises DraftMissingError when this user has none of this id."""
        row = self.connection.execute(
            "SELECT box FROM draft WHERE id = ? AND author = ?", (draft, self.user)
        ).fetchone()
        padded = row and sealing.unseal(row[0], key=self.keys.sealing, info=self._bound_to(draft))
        plain = sealing.unpad(padded) if padded else None
        if plain is None:
            raise DraftMissingError
        content = canon.parse(plain)
        if not isinstance(content, dict):
            raise DraftMissingError
        return content

    def mine(self) -> tuple[DraftRow, ...]:
        """Return this user's drafts, the newest first."""
        found = self.connection.execute(
            "SELECT id, saved_at FROM draft WHERE author = ? ORDER BY saved_at DESC, id DESC",
            (self.user,),
        )
        return tuple(DraftRow(*row) for row in found)

    def discard(self, draft: str) -> None:
        """Remove a draft of this user, if it is there."""
        self.connection.execute("DELETE FROM draft WHERE id = ? AND author = ?", (draft, self.user))

    def _bound_to(self, draft: str) -> bytes:
        return canonical(
            {
                "format": FORMAT,
                "v": _VERSION,
                "vault": self.vault,
                "draft": draft,
                "author": self.user,
            }
        )
