"""Procedures of the school's own: what keeps one from being used, and a check for who writes one."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.procedures.check import look_over
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.messages import fault_line


@dataclass(frozen=True, slots=True)
class Unusable:
    """A folder that should hold a procedure of the school's own, with a sentence for each fault."""

    folder: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, a sentence each; only a fault keeps a procedure from being used."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def unusable(library: Library) -> tuple[Unusable, ...]:
    """Give every procedure of the school's own that cannot be used; the others are not held up."""
    return tuple(
        Unusable(_printable(folder), tuple(map(fault_line, faults)))
        for folder, faults in library.own_faults
    )


def unusable_lines(library: Library) -> tuple[str, ...]:
    """Give the same as lines: the folder, then its faults."""
    lines: list[str] = []
    for each in unusable(library):
        lines.append(_("This procedure of your own is not used: {0}").format(each.folder))
        lines += [f"  {sentence}" for sentence in each.sentences]
    return tuple(lines)


def check_folder(library: Library, path: Path) -> Checked:
    """Check the folder of one procedure, shipped or not, whoever wrote it."""
    found = look_over(path, library.catalogue, library.base)
    warnings = [*found.warnings]
    if found.procedure is not None:
        warnings += library.cannot_be_own(found.procedure, path)
    return Checked(
        tuple(map(fault_line, found.faults)),
        tuple(_("Warning: {what}").format(what=fault_line(each)) for each in warnings),
    )


def _printable(folder: Path) -> str:
    """Give a path as it may stand in a line: whoever made the folder chose its name."""
    return "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in str(folder)
    )
