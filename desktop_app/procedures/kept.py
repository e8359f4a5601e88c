"""Procedures of a school's own as the vault kept them: for when the folder is gone or was changed.

An assessment names its procedure by id, version and digest. Those that are shipped stay for ever;
a folder of the school's own may not, so its files are kept with the record when it is first used.
"""

import re

from desktop_app.domain.events.school import ProcedureKept
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.loader import Bases, read_kept


class KeptProcedures:
    """What a vault keeps, read again when it is asked for, and not twice."""

    def __init__(self, catalogue: Catalogue, bases: Bases) -> None:
        self._catalogue = catalogue
        self._bases = bases
        self._kept: dict[str, dict[str, ProcedureKept]] = {}
        self._read: dict[str, Procedure | None] = {}

    def add(self, kept: ProcedureKept) -> None:
        """Learn of one; the newest of an id and version comes last."""
        self._kept.setdefault(kept.procedure, {})[kept.digest] = kept

    def has(self, procedure: str) -> bool:
        """Say whether some version of a procedure is kept."""
        return procedure in self._kept

    def get(
        self, procedure: str, version: str | None, digest: str, *, exactly: bool = False
    ) -> Procedure | None:
        """Give the one with this digest, else (not if `exactly`) the newest that was kept.

        None where nothing fits, or where what fits cannot be read any more.
        """
        kept = self._kept.get(procedure, {})
        if digest in kept:
            return self._made(kept[digest])
        fitting = [each for each in kept.values() if version in {None, each.version}]
        if exactly or not fitting:
            return None
        newest = max(by_age(each.version) for each in fitting)
        return self._made([each for each in fitting if by_age(each.version) == newest][-1])

    def _made(self, kept: ProcedureKept) -> Procedure | None:
        if kept.digest not in self._read:
            files = {name: text.encode("utf-8") for name, text in kept.files.items()}
            name = f"{kept.procedure}/{kept.version}"
            read = read_kept(files, name, self._catalogue, Faults(), self._bases)
            self._read[kept.digest] = None if read is None else read.procedure
        return self._read[kept.digest]


def by_age(version: str) -> list[tuple[int, str]]:
    """Order versions as people count them: 2 before 10, 1.9 before 1.10."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
