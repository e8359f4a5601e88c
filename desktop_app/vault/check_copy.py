"""Everything in an open vault checked beside its work: on a copy, in any thread.

The copy is made page by page through the vault's own connection, so a page that is damaged shows
there already; what is checked of the copy is what `checking.verify` checks of the vault.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.vault import checking, copying, engine
from desktop_app.vault.checking import VerifyReport
from desktop_app.vault.copying import Opening, Progress
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.seals import Seals
from desktop_app.vault.store import Vault

_COPY: Final = ".check-part"


@dataclass(frozen=True, slots=True)
class CheckCopy:
    """A copy of a vault beside it, as encrypted as the vault, and what opens it."""

    path: Path
    opening: Opening = field(repr=False)


def take(vault: Vault, *, progress: Progress | None = None) -> CheckCopy:
    """Copy an open vault beside itself, on the thread that opened it.

    What `progress` raises stops it, and nothing is left. Raises VaultDamagedError for a page that
    is not as it was written, or another error of the machine.
    """
    path = _beside(vault)
    vault.copy_to(path, progress=progress)
    return CheckCopy(path, vault.opening)


def tidy(vault: Vault) -> None:
    """Remove the copy that a killed check left; nothing may be checking it now."""
    copying.remove(_beside(vault))


def _beside(vault: Vault) -> Path:
    return vault.path.with_name(vault.path.name + _COPY)


def check(copy: CheckCopy, *, progress: Progress | None = None) -> VerifyReport:
    """Check all of the copy, on any thread, and remove it. Raises what `progress` raises."""
    opening = copy.opening
    try:
        connection = opening.connect(copy.path)
        try:
            log = EventLog(connection, vault=opening.vault, user=opening.user, keys=opening.keys)
            seals = Seals(vault=opening.vault, user=opening.user, keys=opening.keys)
            return checking.verify(connection, copy.path, log=log, seals=seals, progress=progress)
        finally:
            engine.close(connection)
    finally:
        copying.remove(copy.path)
