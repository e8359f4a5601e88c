"""Where a vault may live: on this computer's own disk, and in a folder that stays.

Practice vaults hold invented cases alone and may lie anywhere; whether one is such stands inside
it, so a vault that is there already is asked once it is open, and before it is changed.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.trust_errors import PlaceRefusedError
from desktop_app.runtime.volumes import PlaceKind, kind_of

if TYPE_CHECKING:
    from desktop_app.vault.vault import FirstLook

__all__ = ["PlaceKind", "check_live", "check_new", "is_temporary", "kind_of"]


def check_new(path: Path, *, for_commands: bool = False) -> None:
    """Raise PlaceRefusedError where no live vault may be made.

    For commands a temporary folder will do: what tries them makes its vaults there.
    """
    _check(path, for_commands=for_commands, there=False)


def check_live(look: "FirstLook", *, for_commands: bool = False) -> None:
    """Raise PlaceRefusedError for a vault of real cases in a place that is none for it.

    To be asked before anything is written there, bringing an older vault up to date included.
    """
    if not look.practice:
        _check(look.path, for_commands=for_commands, there=True)


def _check(path: Path, *, for_commands: bool, there: bool) -> None:
    kind = kind_of(path)
    if kind is not PlaceKind.LOCAL and not (for_commands and kind is PlaceKind.TEMPORARY):
        raise PlaceRefusedError(path, kind=kind, there=there)


def is_temporary(path: Path) -> bool:
    """Say whether a vault lies, or would lie, where the system clears up."""
    return kind_of(path) is PlaceKind.TEMPORARY
