"""What is wrong with a procedure's folder, for whoever writes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.errors import Fault
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.loader import Bases, no_bases, read_procedure
from desktop_app.procedures.needless import Written, note_what_changes_nothing
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.plain_files import real
from desktop_app.procedures.translations import note_translations

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a folder: without a fault it can be used, warnings or not.

    `procedure` is what was read, or none where a fault kept it from being read.
    """

    procedure: Procedure | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def look_over(path: Path, catalogue: Catalogue, bases: Bases = no_bases) -> Findings:
    """Give every fault and every warning of the folder at `path`, all in one go.

    `bases` gives the procedures that it may extend. What needs a procedure free of other faults
    (whether each rule changes anything, whether translations fit) is looked at once it is.
    """
    faults, warnings = Faults(), Faults()
    read = read_procedure(path, catalogue, faults, bases)
    if read is not None:
        note_what_changes_nothing(read.procedure, _written(read.own), catalogue, faults)
        note_translations(read.procedure, real(path), faults, warnings)
    procedure = None if read is None else read.procedure
    return Findings(procedure, faults.found(), warnings.found())


def check(path: Path, catalogue: Catalogue, bases: Bases = no_bases) -> tuple[Fault, ...]:
    """Give every fault of the folder at `path`; none means that it can be used."""
    return look_over(path, catalogue, bases).faults


def _written(own: Parts) -> Written:
    """Give what a procedure's own files hold, each with its place."""
    return Written(
        rules=_placed("referral.toml: rule", own.referral),
        family=_placed("family.toml: rule", own.family),
        duties=_placed("duties.toml: duty", own.duties),
        do_not=_placed("do_not.toml: do_not", own.do_not),
    )


def _placed(where: str, items: Sequence[_Item]) -> dict[str, _Item]:
    return {f"{where}[{place}]": each for place, each in enumerate(items, start=1)}
