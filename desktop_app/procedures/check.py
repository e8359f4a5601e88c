"""What is wrong with a procedure's folder, for whoever writes one."""

from pathlib import Path

from desktop_app.domain.errors import Fault
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.loader import Bases, no_bases, read_procedure


def check(path: Path, catalogue: Catalogue, bases: Bases = no_bases) -> tuple[Fault, ...]:
    """Give every fault of the folder at `path`; none means that it can be used.

    `bases` gives the procedures that it may extend.
    """
    faults = Faults()
    read_procedure(path, catalogue, faults, bases)
    return faults.found()
