"""A vault of 100,000 events, as the program writes them: 10,000 incidents of ten events each.

Every incident is recorded by the service that the wizard and the command call, in a transaction of
its own, so each stands in the log as one signed save: the account, the people, the answers, the
assessment with its whole result, the call and what was done.
"""

import functools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incidents
from desktop_app.vault.vault import FLOOR, Unlocked, create_vault, unlock
from tests.benchmarks.saving import WORDS, scratch
from tests.vault_builders import AT, PASSWORD

INCIDENTS: Final = 10_000
EVENTS_EACH: Final = 10


@dataclass(frozen=True, slots=True)
class LongLog:
    """Where it is and its keys; the folder goes when the process ends."""

    path: Path
    keys: Unlocked
    folder: tempfile.TemporaryDirectory[str]


@functools.cache
def long_log() -> LongLog:
    """Give the vault, closed."""
    folder = scratch()
    path = Path(folder.name) / "long.sgv"
    fill(path, incidents_wanted=INCIDENTS)
    return LongLog(path, unlock(path, password=PASSWORD), folder)


def fill(path: Path, *, incidents_wanted: int) -> None:
    """Make a vault at `path` with so many incidents."""
    library = Library(resources_folder())
    vault, _ = create_vault(path, password=PASSWORD, at=AT, cost=FLOOR)
    for number in range(incidents_wanted):
        incoming, faults = read_incoming(_case(number), library.catalogue)
        if incoming is None:
            raise AssertionError(faults)
        incidents.record(vault, library, incoming, source="benchmark", at=AT)
    vault.close()


def _case(number: int) -> dict[str, Any]:
    """Give one invented incident: ten events."""
    return {
        "kinds": ["nudes-shared"],
        "aware_at": "2026-11-20T17:40",
        "narrative": f"{WORDS} Case {number}.",
        "people": [
            {"role": ["depicted"], "name": f"Testname Invented{number}", "born": "2011-05-03"},
            {"role": ["sharer"], "name": f"Another Made-Up{number}", "born": "2010-11-30"},
        ],
        "answers": {
            "adult-involved": "no",
            "under-13": "no",
            "immediate-risk": "no",
            "coerced": "not-known",
        },
        "details": {"worry": "Sleep and friendships."},
        "contacts": [
            {"agency": "childrens-social-care", "at": "2026-11-20T18:10", "said": "Ring tomorrow."}
        ],
    }
