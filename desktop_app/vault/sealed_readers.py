"""Who reads a sealed incident, and whether they still can."""

from dataclasses import dataclass

from desktop_app.domain.roles import HOLD_THE_KEY
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
