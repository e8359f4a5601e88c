"""The log as a file for an inspector or a court, and the small program that checks it without us."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.events.keeping import LogExported
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import out_files
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault.vault import Vault

_VERIFIER: Final = ("verifier", "verify_log.py")


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log that was written to a file: how many entries, and its newest one's line."""

    entries: int
    head: str


@verb(*EVERYONE)
def export_log(vault: Vault, *, to: Path, with_content: bool, reason: str, at: datetime) -> LogFile:
    """Write the log to a file, and record that it left, with the reason.

    Without `with_content` only those contents leave that say who may sign: names and keys of users.
    Raises FileInTheWayError, OSError, or an error of the machine; then nothing was written.
    """
    out_files.check_place(vault.path, to, begins=out_files.LOG)
    head = vault.head()
    data = vault.export_log(with_content=with_content, at=at)
    event = LogExported(entries=head.position, with_content=with_content, reason=reason)
    out_files.write_then(to, data, lambda: vault.append([event], incident=None, at=at))
    return LogFile(head.position, head.short)


def verifier() -> Path:
    """Give where the program that checks such a file lies."""
    return resources_folder().joinpath(*_VERIFIER)
