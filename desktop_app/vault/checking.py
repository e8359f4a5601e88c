"""`vault verify`: the file's pages, the log, its signatures, and every table made from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import VaultDamagedError, VaultReadOnlyError
from desktop_app.vault import comparing, engine, rebuilding, verification
from desktop_app.vault.comparing import Comparison
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import SEALED, Envelope, Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.head import Head
from desktop_app.vault.seals import Seals
from desktop_app.vault.verification import Finding

Progress = Callable[[int, int], None]
_TELL_EVERY: Final = 1000
_MOST_KEPT: Final = 256 * 1024  # KiB


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found: nothing in `findings` means that all of it holds.

    `sealed_to_others` is how many sealed entries this user cannot open: their links, hashes and
    signatures were checked, and nobody but their readers can check more. `new_keys` are the entries
    that gave somebody new keys, by a colleague or by the paper key: rare, and worth asking about.
    """

    head: Head
    entries: int
    incidents: int
    findings: tuple[Finding, ...]
    sealed_to_others: int = 0
    new_keys: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.findings


def verify(
    connection: Connection,
    path: Path,
    *,
    log: EventLog,
    seals: Seals,
    progress: Progress | None = None,
) -> VerifyReport:
    """Check everything, and report all that is wrong.

    `progress` is called now and then with how much is done, and of how much.
    Raises VaultReadOnlyError where the file may only be read: the search indexes cannot be checked.
    """
    with pages_kept(connection):
        return _verified(connection, path, log=log, seals=seals, progress=progress)


@contextmanager
def pages_kept(connection: Connection) -> Iterator[None]:
    """Keep up to 256 MiB of what was read and deciphered once: several checks read the same pages.

    Ten thousand entries take about 20 MiB; the memory is given back at the end.
    """
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = {-_MOST_KEPT}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
        connection.execute("PRAGMA shrink_memory")


def _verified(
    connection: Connection, path: Path, *, log: EventLog, seals: Seals, progress: Progress | None
) -> VerifyReport:
    contents, compared = rebuilding.Contents(), Comparison(connection, log)
    findings = list(_guarded(_pages(connection, compared), path))

    def take(row: Stored, said: Envelope) -> None:
        contents.take(row, said)
        if said.type != SEALED and said.case is not None:
            compared.take(row, said)
        if progress is not None and row.position % _TELL_EVERY == 0:
            progress(row.position, max(row.position, compared.entries))

    found = _guarded(verification.verify_log(log.rows(), vault=log.vault, seen=take), path)
    findings += sorted(found, key=lambda each: each.position or 0)
    held = seals.anew()
    findings += _guarded(_sealed(log, held), path)
    if Finding("pages") not in findings:
        # Tables held against a log that could not be read to its end would all seem to be wrong.
        findings += _guarded(comparing.tables(connection, contents), path)
        findings += _guarded(compared.finish(), path)
    try:
        if Finding("pages") not in findings:
            findings += _guarded(comparing.indexes(connection), path)
    except VaultReadOnlyError:
        # The cipher refuses to write to a damaged file as well: that is among the findings then.
        if not findings:
            raise
    head = Head(0, "0" * 64, log.vault)
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
        sealed_to_others=max(0, contents.sealed - len(held.entries) - len(held.unreadable)),
        new_keys=tuple(contents.new_keys),
    )


def _guarded(found: Iterator[Finding], path: Path) -> Iterator[Finding]:
    """Yield findings until the file itself cannot be read further: that is one more."""
    try:
        with engine.faults(path):
            yield from found
    except VaultDamagedError:
        yield Finding("pages")


def _pages(connection: Connection, compared: Comparison) -> Iterator[Finding]:
    """Every page against its own authentication code, then the file's structure."""
    for _ in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield Finding("pages")
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        yield Finding("pages")
    yield from comparing.schema(connection)
    compared.look_ahead()


def _sealed(log: EventLog, held: Seals) -> Iterator[Finding]:
    """Every sealed entry that this user holds the key of."""
    held.take(log.rows_of(SEALED))
    for _, position in held.unreadable:
        yield Finding("sealed", position)
