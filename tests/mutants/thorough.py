"""Says whether the sweep notices that the rules are spoilt, one kind at a time."""

from pathlib import Path

from desktop_app.procedures.library import Library
from tests.domain.oracle_places import Place
from tests.sweep.sweeping import every_set, subject, sweep


def notices(resources: Path, places: tuple[Place, ...]) -> str:
    """Give "sweep" if the sweep of any place finds a fault, else ""."""
    library = Library(resources)
    for place in places:
        kinds = every_set(library.catalogue, 1)
        if sweep(subject(library, place), kinds, count=0, whole_groups=False).faults:
            return "sweep"
    return ""
