"""Who reads a sealed incident, and whether they still can."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.errors import SealUnknownError
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.vaults import UserRenewed
from desktop_app.domain.roles import HOLD_THE_KEY
from desktop_app.domain.trust_errors import NotAReaderError
from desktop_app.vault.seals import Seals
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


def readers_of(
    seals: Seals, incident: str, *, users: Iterable[User], about_vault: Iterable[Entry]
) -> tuple[SealedReader, ...]:
    """Return who may read a sealed incident, in the order in which they were given its key.

    Raises NotAReaderError where the user whose seals these are does not read it.
    """
    try:
        given = seals.readers(incident)
    except SealUnknownError:
        raise NotAReaderError from None
    if not given:
        raise NotAReaderError
    renewed = {
        each.event.user: each.position
        for each in about_vault
        if isinstance(each.event, UserRenewed)
    }
    by_id = {user.id: user for user in users}
    return tuple(
        SealedReader(by_id[user], position, lost=renewed.get(user, 0) > position)
        for user, position in sorted(given.items(), key=lambda each: each[1])
        if user in by_id
    )
