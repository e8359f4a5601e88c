"""The files of a procedure's folder: which there are, their bytes, and the digest over them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.faults import Faults, shortened
from desktop_app.procedures.plain_files import Sort, names_in, read_bytes, sort_of
from desktop_app.procedures.toml_file import LARGEST_FILE

ALWAYS_NEEDED = ("procedure.toml",)
NEEDED = (
    *ALWAYS_NEEDED,
    "criteria.toml",
    "referral.toml",
    "family.toml",
    "duties.toml",
    "do_not.toml",
    "advice.toml",
    "outcomes.toml",
    "guidance.toml",
    "services.toml",
)
FILES = (*NEEDED, "law.toml", "glossary.toml", "checklists.toml", "contacts.toml")
MOST_ENTRIES = 64
TRANSLATIONS = "i18n"


def read_folder(folder: Path, faults: Faults) -> dict[str, bytes]:
    """Give the bytes of the procedure's files by name; hidden files are passed over.

    Faults: `not-a-folder`, `too-many-files` (about: how many may be there), `unexpected-file`,
    `is-a-link`, `toml-too-large`, `file-unreadable`.
    """
    names = names_in(folder, most=MOST_ENTRIES)
    if names is None:
        faults.add(shortened(folder.name), "not-a-folder")
        return {}
    if len(names) > MOST_ENTRIES:
        faults.add(shortened(folder.name), "too-many-files", str(MOST_ENTRIES))
        return {}
    for name in names:
        if name not in FILES and not (
            name == TRANSLATIONS and sort_of(folder / name) is Sort.FOLDER
        ):
            faults.add(shortened(name), "unexpected-file")
    read = {
        name: read_bytes(folder / name, name, faults, largest=LARGEST_FILE)
        for name in FILES
        if name in names
    }
    return {name: raw for name, raw in read.items() if raw is not None}


def digest(files: Mapping[str, bytes], base: Procedure | None = None) -> str:
    """Give the SHA-256 (hex) over the files, sorted by name.

    Each name and each content goes in with its length before it (8 bytes, big-endian), so that
    no two folders give the same stream of bytes. The digest of a procedure that is extended goes
    in as if it were a file called `extends`.
    """
    whole = dict(files) if base is None else {**files, "extends": base.digest.encode()}
    found = hashlib.sha256()
    for name in sorted(whole):
        for part in (name.encode(), whole[name]):
            found.update(len(part).to_bytes(8, "big"))
            found.update(part)
    return found.hexdigest()
