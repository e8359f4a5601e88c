"""What can be asked of a vault that was just opened, before it is believed, changed or shown.

Whoever opens one may look first, and refuse: where it lies, and whether it is the one that was seen
before. Nothing was written by then, but that what a killed save left half done was taken back:
without that no page can be read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.vault import users
from desktop_app.vault.engine import Connection


@dataclass(frozen=True, slots=True)
class FirstLook:
    """An open file of a vault, of this version or an older one, as it was found."""

    path: Path
    vault: str
    _connection: Connection = field(repr=False)

    @property
    def practice(self) -> bool:
        """Say whether this is a throw-away vault of invented cases; its first entry tells."""
        beginning = users.beginning(self._connection)
        return beginning is not None and beginning.practice

    @property
    def ends(self) -> int:
        """The position of the log's last entry; 0 where it has none."""
        found = self._connection.execute("SELECT max(position) FROM event").fetchone()
        return int(found[0] or 0)

    def hash_at(self, position: int) -> str | None:
        """Return the hash (hex) of the entry at a position, or None: the log does not reach it."""
        statement = "SELECT hash FROM event WHERE position = ?"
        found = self._connection.execute(statement, (position,)).fetchone()
        return None if found is None else bytes(found[0]).hex()


Admit = Callable[[FirstLook], None]  # raises what it refuses the vault for


def all_come_in(_look: FirstLook) -> None:
    """Refuse nothing."""
