"""What the program does while it is killed, cut off or refused, and how its remains are judged."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from desktop_app.services import incidents
from desktop_app.vault import engine, files
from desktop_app.vault.vault import Vault, open_vault
from tests.faults import school
from tests.faults.child import READY, Tell
from tests.faults.school import Made

_PAUSE: Final = 0.01  # seconds: a kill finds a spoilt write half way


class Flow(Protocol):
    """One thing that the program does, step by step.

    `lay` puts what it starts from into a folder; `run` works there, in a process of its own, and
    tells each step once the program has acknowledged it; `judge` says what was lost, given what
    was told; `spoil` makes the program of this process one that loses things.
    """

    name: str
    spoilt_by: str

    def lay(self, store: Path, folder: Path) -> None: ...

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None: ...

    def judge(self, folder: Path, told: Sequence[str]) -> str: ...

    def spoil(self) -> None: ...


def whole(vault: Vault, *, made: Made | None = None) -> str:
    """Say what `vault verify` finds, and whether the vault takes one more incident."""
    report = vault.verify()
    if not report.ok:
        return "verify: " + ", ".join(sorted({each.what for each in report.findings}))
    if made is not None:
        lost = [each for each in made.references if vault.find_incident(each) is None]
        if lost:
            return f"{len(lost)} incidents of before are gone"
    reference = school.record(vault, 9_999)
    return "" if vault.find_incident(reference) else "a save after it is not there"


@dataclass(slots=True)
class Saving:
    """Recording incidents, one after another."""

    made: Made | None = None
    name: str = "save"
    spoilt_by: str = "no rollback journal, no fsync"
    words: int = 400

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was made once."""
        self.made = school.made(store)
        school.copied(self.made.folder, folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Save, and tell each reference with the number of its account."""
        vault = open_vault(folder / school.NAME, password=school.PASSWORD)
        tell(READY)
        for number in range(100, 100 + steps):
            tell(f"{number} {school.record(vault, number, words=self.words)}")
        vault.close()

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Find every incident that was told, word for word, in a vault that is whole."""
        vault = open_vault(folder / school.NAME, password=school.PASSWORD)
        try:
            for each in told:
                number, reference = each.split()
                state = incidents.read_incident(vault, reference)
                if state.narrative != school.narrative(int(number), words=self.words):
                    return f"the account of save {number} is another"
            return whole(vault, made=self.made)
        finally:
            vault.close()

    def spoil(self) -> None:
        """Save with no journal on disk, and synchronise nothing."""
        without_journal()


def without_journal() -> None:
    """Let every connection of this process work without a journal and without fsync."""
    place = vars(engine)
    connect = place["connect"]

    def spoilt(path: Path, *, key: bytes, salt: bytes) -> engine.Connection:
        connection = connect(path, key=key, salt=salt)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    place["connect"] = spoilt


def without_care() -> None:
    """Let every file beside the vault be written in place, in two halves, and never synchronised."""
    held: dict[Path, bytes] = {}

    def prepared(path: Path, data: bytes) -> Path:
        fresh = path.with_name(path.name + ".new")
        held[fresh] = data
        return fresh

    def put(fresh: Path, path: Path) -> None:
        data = held.pop(fresh)
        half = len(data) // 2
        with files.disk_faults(path), path.open("wb", buffering=0) as file:
            file.write(data[:half])
            time.sleep(_PAUSE)
            file.write(data[half:])

    vars(files).update(prepared=prepared, put=put)
