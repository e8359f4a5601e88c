"""A vault of 10,000 incidents that several benchmarks read; made once a run."""

import functools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.vault.vault import Unlocked
from tests.benchmarks.saving import made, scratch

INCIDENTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class FullVault:
    """Where it is and its keys; the folder goes when the process ends."""

    path: Path
    keys: Unlocked
    folder: tempfile.TemporaryDirectory[str]


@functools.cache
def full_vault() -> FullVault:
    """Give the vault, closed."""
    folder = scratch()
    path, keys = made(Path(folder.name), incidents=INCIDENTS)
    return FullVault(path, keys, folder)
