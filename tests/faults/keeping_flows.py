"""The flows that make or bring back a whole vault: backup, restore, and bringing up to date."""

import io
import json
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import VaultExistsError
from desktop_app.services import backups, incidents
from desktop_app.services.backups import Who
from desktop_app.vault import bundle, files, key_reading, keyfile, manifest, packing, restoring
from desktop_app.vault.manifest import Manifest
from desktop_app.vault.vault import open_vault
from tests.faults import flows, school
from tests.faults.child import READY, Tell
from tests.faults.school import Made

_ROOT: Final = Path(__file__).resolve().parents[2]
_OLDEST: Final = _ROOT / "tests" / "data" / "vaults" / "0.1.0.vault"
WHO: Final = Who(school.PASSWORD, school.SIGN_IN)
_BACKUPS: Final = "backups"
_PIECE: Final = 8192
_PAUSE: Final = 0.002  # seconds
_BEFORE: Final = "school.sgbackup"


def own_desk(folder: Path) -> None:
    """Let what this desk remembers be kept in the folder of the case."""
    os.environ["XDG_DATA_HOME"] = str(folder / "data")


@dataclass(slots=True)
class BackingUp:
    """Making a backup day after day, an incident before each."""

    made: Made | None = None
    name: str = "backup"
    spoilt_by: str = "written in place under its own name, never synchronised"

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was made once, an empty folder for its backups in it."""
        self.made = school.made(store)
        school.copied(self.made.folder, folder)
        (folder / _BACKUPS).mkdir()
        own_desk(folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Save and back up, and tell the reference and the backup's name."""
        vault = open_vault(folder / school.NAME, password=school.PASSWORD)
        tell(READY)
        for number in range(steps):
            reference = school.record(vault, number)
            at = school.AT + timedelta(days=number)
            made = backups.make(vault, folder / _BACKUPS, at=at)
            tell(f"{reference} {made.path.name}")
        vault.close()

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Find the newest backup that was told whole, no broken one, and make one more."""
        place = folder / _BACKUPS
        for each in sorted(place.glob("*.sgbackup")):
            bundle.check(each)
        if told:
            _reference, name = told[-1].split()
            found = backups.rehearse(place / name, who=WHO)
            if found.incidents < len(told):
                return f"the newest backup holds {found.incidents} incidents"
        with closing(open_vault(folder / school.NAME, password=school.PASSWORD)) as vault:
            lost = [each for each in told if vault.find_incident(each.split()[0]) is None]
            if lost:
                return f"{len(lost)} saves before a backup are gone"
            after = backups.make(vault, place, at=school.AT + timedelta(days=4000))
            left = [each.name for each in place.iterdir() if each.suffix != ".sgbackup"]
            if left:
                return f"left behind: {len(left)} files"
            backups.rehearse(after.path, who=WHO)
            return flows.whole(vault, made=self.made)

    def spoil(self) -> None:
        """Write the backup under its own name from the first byte."""
        vars(packing)["pack"] = _packed_in_place


def _packed_in_place(
    copy: Path,
    final: Path,
    said: Manifest,
    *,
    keys: bytes,
    progress: bundle.Progress | None = None,
) -> str:
    made = io.BytesIO()
    with files.disk_faults(final), copy.open("rb") as source:
        bundle.write(made, said, keys=keys, vault=source, progress=progress)
        _in_pieces(final, made.getvalue())
    return manifest.part_of(final).sha256


def _in_pieces(path: Path, data: bytes) -> None:
    """Write a file as slowly as a stick does, so that a kill finds it half written."""
    with path.open("wb", buffering=0) as file:
        for at in range(0, len(data), _PIECE):
            file.write(data[at : at + _PIECE])
            time.sleep(_PAUSE)


@dataclass(slots=True)
class Restoring:
    """Putting a backup back into one new place after another."""

    made: Made | None = None
    name: str = "restore"
    spoilt_by: str = "copied to its place byte by byte, never synchronised"

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was made once, and a backup of it, made once."""
        self.made = school.made(store)
        _back_up_once(self.made)
        school.copied(self.made.folder, folder)
        own_desk(folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Restore, and tell the number of each place."""
        tell(READY)
        for number in range(steps):
            restore_once(folder, number)
            tell(str(number))

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Open every vault that was told; where one was begun, restore there once more."""
        bundle.check(folder / _BEFORE)
        number = len(told)
        try:
            restore_once(folder, number)
        except VaultExistsError:
            if not _place(folder, number).exists():
                return "its place is taken, and no vault is there"
        for each in sorted({0, max(number - 1, 0), number}):
            with closing(open_vault(_place(folder, each), password=school.PASSWORD)) as vault:
                lost = flows.whole(vault, made=self.made)
            if lost:
                return f"place {each} of {number}: {lost}"
        return ""

    def spoil(self) -> None:
        """Copy both files to their places byte by byte."""
        vars(restoring)["_place"] = _placed_in_pieces


def _place(folder: Path, number: int) -> Path:
    return folder / f"restored-{number}.vault"


def restore_once(folder: Path, number: int) -> None:
    """Restore the backup that was made before into a place."""
    backups.restore(folder / _BEFORE, _place(folder, number), who=WHO, at=school.AT)


def _back_up_once(made: Made) -> None:
    target = made.folder / _BEFORE
    if target.exists():
        return
    place = made.folder / "just-once"
    place.mkdir(exist_ok=True)
    with closing(open_vault(made.path, password=school.PASSWORD)) as vault:
        backup = backups.make(vault, place, at=school.AT)
    backup.path.replace(target)
    shutil.rmtree(place)


def _placed_in_pieces(inner: Path, target: Path) -> None:
    with files.disk_faults(target):
        for source, place in ((keyfile.path_of(inner), keyfile.path_of(target)), (inner, target)):
            _in_pieces(place, source.read_bytes())


@dataclass(slots=True)
class Migrating:
    """Opening vaults of the first version, which brings each up to date."""

    said: dict[str, dict[str, str]] = field(default_factory=dict)
    password: str = ""
    name: str = "migrate"
    spoilt_by: str = "no rollback journal, no fsync, the copy of before written in place"
    copies: int = 4

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was kept of version 0.1.0, a few times."""
        store.mkdir(parents=True, exist_ok=True)
        kept = json.loads(_OLDEST.with_suffix(".json").read_text(encoding="utf-8"))
        self.said, self.password = kept["incidents"], kept["password"]
        for slot in key_reading.read(keyfile.path_of(_OLDEST)).slots:
            school.stretch_really(slot.salt)
            school.quick_stretch(self.password, salt=slot.salt, cost=slot.cost)
        shutil.rmtree(folder, ignore_errors=True)
        for number in range(self.copies):
            place = folder / str(number)
            place.mkdir(parents=True)
            for each in (_OLDEST, keyfile.path_of(_OLDEST)):
                shutil.copy(each, place / f"{school.NAME.split('.')[0]}{each.suffix}")
        own_desk(folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Open, and tell which."""
        tell(READY)
        for number in range(min(steps, self.copies)):
            open_vault(folder / str(number) / school.NAME, password=self.password).close()
            tell(str(number))

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Open each of them: all that was in it is there, and its copy of before is whole."""
        for number in range(min(len(told) + 1, self.copies)):
            place = folder / str(number)
            with closing(open_vault(place / school.NAME, password=self.password)) as vault:
                for reference, it in self.said.items():
                    state = incidents.read_incident(vault, reference)
                    if state.narrative != it["narrative"]:
                        return f"vault {number}: an account is another"
                lost = flows.whole(vault)
            if lost:
                return f"vault {number}: {lost}"
            copies = sorted(place.glob("*.sgbackup"))
            if not copies:
                return f"vault {number}: no copy of before"
            for each in copies:
                bundle.check(each)
        return ""

    def spoil(self) -> None:
        """Bring up to date with no journal on disk, the copy of before written in place."""
        flows.without_journal()
        vars(packing)["pack"] = _packed_in_place
