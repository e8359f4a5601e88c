"""Where the copies of a vault are, by its log; and how a backup that was opened stands to it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop_app.domain.events.keeping import BackupMade
from desktop_app.runtime.devices import device_of
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.backups import COUNTS_DAYS, Level, Rehearsed
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault.vault import Vault

_FRESH_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place with a backup: what the person calls it, and how old its newest one is.

    `kind` is what the system says of it (`runtime.place_kinds`), `here` that it lies on the device
    of the vault itself. `level` is amber after a week and
    red after 31 days, from which on it does not count as a copy.
    """

    label: str
    kind: str
    device: str
    off_site: bool
    here: bool
    file: str
    age_days: int
    level: Level


class Compared(StrEnum):
    """How the log of a backup stands to that of the open vault."""

    SAME = "same"
    EARLIER = "earlier"
    LATER = "later"
    OTHER_HISTORY = "other-history"
    OTHER_VAULT = "other-vault"


@verb(*EVERYONE)
def places(vault: Vault, now: datetime) -> tuple[KnownPlace, ...]:
    """Give every place that a backup went to, with its newest one, the newest place first."""
    newest: dict[tuple[str, str], KnownPlace] = {}
    here = device_of(vault.path)
    for entry in vault.of_vault():
        event = entry.event
        if not isinstance(event, BackupMade):
            continue
        age = max(0, (now.astimezone(UTC) - datetime.fromisoformat(entry.at)).days)
        place = (event.device, event.place)
        newest.pop(place, None)  # so that it stands at the end
        newest[place] = KnownPlace(
            label=event.place,
            kind=event.kind,
            device=event.device,
            off_site=event.off_site,
            here=bool(here) and event.device == here,
            file=event.file,
            age_days=age,
            level=_level(age),
        )
    return tuple(reversed(newest.values()))


def _level(age_days: int) -> Level:
    if age_days > COUNTS_DAYS:
        return Level.RED
    return Level.AMBER if age_days > _FRESH_DAYS else Level.GREEN


@verb(*EVERYONE)
def known_place(vault: Vault, folder: Path, now: datetime) -> KnownPlace | None:
    """Give the place that backups on this device went to last, or None."""
    device = device_of(folder)
    return next((each for each in places(vault, now) if device and each.device == device), None)


@verb(*EVERYONE)
def is_on_own_device(vault: Vault, folder: Path) -> bool:
    """Say whether a folder lies on the device of the vault itself: both would be lost together."""
    device = device_of(folder)
    return bool(device) and device == device_of(vault.path)


@verb(*EVERYONE)
def compared(vault: Vault, done: Rehearsed) -> tuple[Compared, int]:
    """Give how a backup that was opened stands to this vault, and how many entries lie between."""
    if done.said.vault != vault.id:
        return Compared.OTHER_VAULT, 0
    head = vault.head()
    between = head.position - done.head.position
    if between < 0:
        return Compared.LATER, -between
    if vault.hash_at(done.head.position) != done.head.hash:
        return Compared.OTHER_HISTORY, between
    return (Compared.EARLIER, between) if between else (Compared.SAME, 0)


def kind_words(place: KnownPlace) -> str:
    """Give what kind of place it is, and which device, as far as the system says so."""
    if place.here:
        return _("The same device as the vault")
    kind = {
        "local": _("A disk of this computer"),
        "network": _("Network folder"),
        "mapped": _("Network folder"),
        "cloud": _("Folder that is copied to a cloud"),
        "removable": _("Stick or card"),
        "temporary": _("Folder that the system clears: not a place for a backup"),
    }.get(place.kind, "")
    return ", ".join(each for each in (kind, place.device) if each)


def age_words(days: int) -> str:
    """Give how long ago something was, in whole days."""
    if days == 0:
        return _("today")
    return ngettext("{days} day ago", "{days} days ago", days).format(days=days)


def compared_words(how: Compared, entries: int) -> str:
    """Give how a backup stands to the vault that is open, and what to do where it does not fit."""
    match how:
        case Compared.SAME:
            return _("It ends where this vault ends: nothing is newer than the backup.")
        case Compared.EARLIER:
            said = ngettext(
                "Up to its end it is this vault's own history. {number} entry here is newer.",
                "Up to its end it is this vault's own history. {number} entries here are newer.",
                entries,
            )
            return said.format(number=entries)
        case Compared.LATER:
            said = ngettext(
                "It holds {number} entry that this vault does not have: THIS VAULT is the older "
                "one. Change nothing, and compare both with printed forms.",
                "It holds {number} entries that this vault does not have: THIS VAULT is the older "
                "one. Change nothing, and compare both with printed forms.",
                entries,
            )
            return said.format(number=entries)
        case Compared.OTHER_HISTORY:
            return _(
                "It tells ANOTHER HISTORY than this vault. Change nothing, keep both, and compare "
                "them with printed forms: what stands on paper shows which one was changed."
            )
        case Compared.OTHER_VAULT:
            return _("It is a backup of another vault, so there is nothing to compare with.")
