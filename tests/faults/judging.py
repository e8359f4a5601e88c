"""Judges what a process left behind: with the program itself, and without mercy for its errors."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError
from tests.faults.flows import Flow

# How a step may end when the machine fails it. Anything else is a fault without a name.
NAMED: Final = frozenset(
    {
        "VaultDiskFullError",
        "VaultDiskFailingError",
        "VaultReadOnlyError",
        "VaultDamagedError",
        "VaultInUseError",
        "RekeyUnfinishedError",
        "BackupPlaceError",
        "FolderReadOnlyError",
    }
)


def verdict(judge: Callable[[], str]) -> str:
    """Give what `judge` finds lost; whatever it raises is a loss too."""
    try:
        return judge()
    except SafeguardingError as error:
        return f"does not open: {type(error).__name__}"
    except Exception as error:  # noqa: BLE001  # a fault in the program, or the damage itself
        return f"broke while it was judged: {type(error).__name__}"


def remains(flow: Flow, folder: Path, told: Sequence[str]) -> str:
    """Say what a flow lost of what it had told."""
    return verdict(lambda: flow.judge(folder, told))


def ending(how: str) -> str:
    """Say whether a child ended in a way that has no name: "" when it did well or was refused."""
    if how in {"", "killed"} or how in NAMED:
        return ""
    return f"the fault was not named: {how}"
