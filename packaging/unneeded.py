"""Leave out the libraries that nothing in the package asks for.

PyInstaller follows every file that its hooks offer, also those that the specification then drops;
what only those needed is still in its list.
"""

import posixpath
from collections.abc import Iterable
from pathlib import Path, PurePath

import elf

Entry = tuple[str, str, str]


def reached(found: Iterable[Entry]) -> list[Entry]:
    """Return PyInstaller's (name, source, kind) without libraries that no other file asks for.

    Python's own library, extension modules and plug-ins are loaded by name and always stay.
    """
    listed = list(found)
    kept = [one for one in listed if not _is_library(one)]
    waiting = list(kept)
    rest = [one for one in listed if _is_library(one)]
    while waiting:
        asked = set(elf.read(Path(waiting.pop()[1])).needed)
        further = [one for one in rest if PurePath(one[0]).name in asked]
        rest = [one for one in rest if one not in further]
        kept += further
        waiting += further
    return kept


def leading_somewhere(links: Iterable[Entry], files: Iterable[Entry]) -> list[Entry]:
    """Return the links whose target is among the files; the target is relative to the link."""
    names = {PurePath(name).as_posix() for name, _, _ in files}
    return [
        (name, target, kind)
        for name, target, kind in links
        if posixpath.normpath((PurePath(name).parent / target).as_posix()) in names
    ]


def _is_library(one: Entry) -> bool:
    name, _, kind = one
    return kind == "BINARY" and "plugins" not in PurePath(name).parts and "libpython" not in name
