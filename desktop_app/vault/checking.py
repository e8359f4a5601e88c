"""`vault verify`: the file's pages, the log, its signatures, and every table made from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import VaultDamagedError, VaultReadOnlyError
from desktop_app.vault import engine, rebuilding, verification
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import SEALED
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.head import Head
from desktop_app.vault.seals import Seals
from desktop_app.vault.verification import Finding


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found: nothing in `findings` means that all of it holds."""

    head: Head
    entries: int
    incidents: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.findings


def verify(connection: Connection, path: Path, *, log: EventLog, seals: Seals) -> VerifyReport:
    """Check everything, and report all that is wrong.

    Raises VaultReadOnlyError where the file may only be read: the search indexes cannot be checked.
    """
    findings = list(_guarded(_pages(connection), path))
    contents = rebuilding.Contents()
    head = Head(0, "0" * 64, log.vault)
    findings += _guarded(
        verification.verify_log(log.rows(), vault=log.vault, seen=contents.take), path
    )
    findings += _guarded(_sealed(log, seals), path)
    try:
        findings += _guarded(rebuilding.compare(connection, log, contents), path)
    except VaultReadOnlyError:
        # The cipher refuses to write to a damaged file as well: that is among the findings then.
        if not findings:
            raise
    try:
        with engine.faults(path):
            head = log.head()
    except VaultDamagedError:
        findings.append(Finding("pages"))
    return VerifyReport(
        head=head,
        entries=len(contents.scopes),
        incidents=len(contents.incidents),
        findings=tuple(dict.fromkeys(findings)),
    )


def _guarded(found: Iterator[Finding], path: Path) -> Iterator[Finding]:
    """Yield findings until the file itself cannot be read further: that is one more."""
    try:
        with engine.faults(path):
            yield from found
    except VaultDamagedError:
        yield Finding("pages")


def _pages(connection: Connection) -> Iterator[Finding]:
    """Every page against its own authentication code, then the file's structure."""
    for _ in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield Finding("pages")
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        yield Finding("pages")


def _sealed(log: EventLog, seals: Seals) -> Iterator[Finding]:
    """Every sealed entry that this user holds the key of."""
    fresh = seals.anew()
    fresh.take(log.rows_of(SEALED))
    for _, position in fresh.unreadable:
        yield Finding("sealed", position)
