"""What is wrong with a procedure's folder, for whoever writes one."""

from pathlib import Path

from desktop_app.domain.errors import Fault
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.loader import read_procedure


def check(path: Path, catalogue: Catalogue) -> tuple[Fault, ...]:
    """Give every fault of the folder at `path`; none means that it can be used."""
    faults = Faults()
    read_procedure(path, catalogue, faults)
    return faults.found()
