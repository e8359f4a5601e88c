"""Who reads a sealed incident, and whether they still can."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.roles import HOLD_THE_KEY
from desktop_app.domain.trust_errors import LastReaderError, NotAReaderError
from desktop_app.vault.users import User


@dataclass(frozen=True, slots=True)
class SealedReader:
    """Who may read a sealed incident, and the entry that gave them its key.

    `lost` says that their own keys were renewed since: they read it again once they are named again.
    """

    user: User
    position: int
    lost: bool = False

    @property
    def has_left(self) -> bool:
        """Say whether this user cannot open the vault any more."""
        return self.user.removed or self.user.office not in HOLD_THE_KEY


def parted(readers: Sequence[SealedReader], user: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who reads on, by their ids, once `user` is taken off, and who is taken off with them.

    Whoever has left the school goes with them: nothing new is sealed to a leaver. Raises
    NotAReaderError where `user` is no reader, LastReaderError where nobody would be left.
    """
    if all(each.user.id != user for each in readers):
        raise NotAReaderError
    off = tuple(each.user.id for each in readers if each.has_left or each.user.id == user)
    left = tuple(each.user.id for each in readers if each.user.id not in off)
    if not left:
        raise LastReaderError
    return left, off
