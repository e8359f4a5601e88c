"""Procedures of a school's or a partnership's own, in folders that are not the program's.

They are data from outside: plain folders and files alone, so many and no more. One that cannot be
used is told with its faults and keeps nobody from the rest.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.errors import Fault
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults, shortened
from desktop_app.procedures.loader import Bases, Read, read_procedure
from desktop_app.procedures.plain_files import Sort, names_in, real, sort_of

MOST_OWN = 32


@dataclass(slots=True)
class Own:
    """The school's own procedures by id and version, and the folders that cannot be used."""

    read: dict[tuple[str, str], Read] = field(default_factory=dict)
    faulty: list[tuple[Path, tuple[Fault, ...]]] = field(default_factory=list)


def read_own(
    roots: Sequence[Path], shipped: AbstractSet[str], catalogue: Catalogue, bases: Bases
) -> Own:
    """Read every `<id>/<version>/` in the folders `roots`, whose order is that of trust.

    An own procedure extends one that is shipped, whose rules it then cannot weaken, and has an id
    that neither a shipped one (`shipped` are those ids) nor one of an earlier folder has. Faults,
    beside those of the loader: `too-many-own` (about: how many are read), `is-a-link`,
    `shipped-id`, `own-id` and `must-extend`.
    """
    own = Own()
    taken: set[str] = set()
    for root in roots:
        here: set[str] = set()
        for folder in _folders(root, own):
            faults = Faults()
            read = read_procedure(folder, catalogue, faults, bases)
            if read is not None:
                note_what_own_cannot_be(read.procedure, shipped, faults)
                if read.procedure.id in taken:
                    faults.add("procedure.toml: id", "own-id", read.procedure.id)
            if read is None or len(faults):
                own.faulty.append((folder, _told(faults.found())))
                continue
            here.add(read.procedure.id)
            own.read[read.procedure.id, read.procedure.version] = read
        taken |= here
    return own


def _told(found: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Give faults as they help: one that extends nothing lacks just that, not every other file."""
    lacking = [each for each in found if each.problem == "missing-file"]
    if all(each.where == "procedure.toml" for each in lacking):
        return found
    rest = [each for each in found if each not in lacking]
    return (Fault("procedure.toml", "must-extend"), *rest)


def note_what_own_cannot_be(
    procedure: Procedure, shipped: AbstractSet[str], faults: Faults
) -> None:
    """Note why a sound procedure could not be one of the school's own: `must-extend`, `shipped-id`."""
    if not procedure.extends:
        faults.add("procedure.toml", "must-extend")
    if procedure.id in shipped:
        faults.add("procedure.toml: id", "shipped-id", procedure.id)


def _folders(root: Path, own: Own) -> Iterator[Path]:
    """Give the folders `<id>/<version>` in a root; files between them are passed over."""
    root = real(root)
    seen = 0
    for name in names_in(root, most=MOST_OWN) or []:
        for folder in _versions(root / name, own):
            seen += 1
            if seen > MOST_OWN:
                own.faulty.append((root, (Fault(root.name, "too-many-own", (str(MOST_OWN),)),)))
                return
            yield folder


def _versions(place: Path, own: Own) -> Iterator[Path]:
    if sort_of(place) in {Sort.FILE, Sort.OTHER}:
        return
    names = names_in(place, most=MOST_OWN)
    folders = [place / name for name in names or [] if sort_of(place / name) is not Sort.FILE]
    if not folders:
        problem = "is-a-link" if sort_of(place) is Sort.LINK else "no-version"
        own.faulty.append((place, (Fault(shortened(place.name), problem),)))
    for folder in folders:
        if sort_of(folder) is Sort.LINK:
            own.faulty.append((folder, (Fault(shortened(folder.name), "is-a-link"),)))
        else:
            yield folder
