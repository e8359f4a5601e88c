"""Bringing a vault of an older version up to date, once, when it is first opened.

A copy of it as it was is made first, as a backup file beside it, and checked. Then tables, what is
new in them and the entry in the log that says so stand together, or not at all: a killed run leaves
the old vault, and the next opening does it again.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from os.path import lexists
from pathlib import Path

from desktop_app.domain.errors import (
    EntryUnreadableError,
    IncidentMissingError,
    SafeguardingError,
)
from desktop_app.domain.events.codec import canonical, encode
from desktop_app.domain.events.vaults import VaultMigrated
from desktop_app.vault import (
    bundle,
    copying,
    envelope,
    files,
    key_reading,
    keyfile,
    manifest,
    migrations,
    packing,
    projection,
)
from desktop_app.vault.copying import Opening, Progress
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import PROGRAM, Said
from desktop_app.vault.event_log import EventLog, new_id
from desktop_app.vault.head import Head
from desktop_app.vault.manifest import Manifest


@dataclass(frozen=True, slots=True)
class _Older:
    """A vault as it was found: where it is, what opens a copy, its schema, where its log ends."""

    path: Path
    opening: Opening
    schema: int
    head: Head
    at: str


def upgrade(  # noqa: PLR0913  # keyword-only, each its own fact about this opening
    connection: Connection,
    path: Path,
    *,
    opening: Opening,
    keep_copy: bool,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> None:
    """Bring the open vault at `path` to this program's schema; `at` is now unless given.

    `progress` is called with (done, total) while the copy is made.

    Raises BackupSourceFaultyError when the copy is not what the vault is, VaultDamagedError, or an
    error of the machine; then the vault is as it was.
    """
    schema = int(_meta(connection, "schema"))
    log = EventLog(connection, vault=opening.vault, user=opening.user, keys=opening.keys)
    found = _Older(path, opening, schema, log.head(), envelope.utc(at or datetime.now(UTC)))
    said = Said(*_migrated(schema, _copy(connection, found, progress) if keep_copy else ""))
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(connection)
        _fill(connection, log)
        for what, value in (("schema", str(migrations.SCHEMA)), ("program", PROGRAM)):
            connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, what))
        log.add(said, at=found.at, event_id=new_id())
        log.flush()
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _meta(connection: Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(found[0])


def _migrated(found: int, name: str) -> tuple[str, bytes]:
    kind, content = encode(VaultMigrated(found, migrations.SCHEMA, name))
    return kind, canonical(content)


def _fill(connection: Connection, log: EventLog) -> None:
    """Fill what is new in the tables; an incident that cannot be read is told of by `verify`.

    In step 2: nobody of before had another office than the one that the column begins with.
    """
    for _, rows in log.by_incident():
        with suppress(EntryUnreadableError, IncidentMissingError):
            number, *_, aggravating = projection.folded(map(entry, rows))[1].incident
            connection.execute(
                "UPDATE incident SET aggravating = ? WHERE number = ?", (aggravating, number)
            )


def _copy(connection: Connection, found: _Older, progress: Progress | None) -> str:
    """Make a checked copy of the vault as it is, beside it, and return its name."""
    path, beside = found.path, keyfile.path_of(found.path)
    keys, gen = files.read_at_most(beside, keyfile.LARGEST), key_reading.read(beside).gen
    stem = f"{path.name}.schema{found.schema}-copy"
    names = (path.with_name(f"{stem}{f'-{n}' if n > 1 else ''}{bundle.ENDING}") for n in count(1))
    final = next(each for each in names if _stands(each, found.head) or not lexists(each))
    if lexists(final):
        return final.name
    part = path.with_name(f"{path.name}{copying.ENDING}")
    try:
        copying.copy(connection, part, opening=found.opening, progress=progress)
        copying.verify_same(part, opening=found.opening, head=found.head)
        said = Manifest(
            vault=found.opening.vault,
            made_at=found.at,
            program=PROGRAM,
            schema=found.schema,
            entry=found.head.position,
            hash=found.head.hash,
            gen=gen,
            vault_file=manifest.part_of(part),
            keys_file=manifest.part_of_bytes(keys),
        )
        packing.tidy(path.parent, found.opening.vault)
        packing.pack(part, final, said, keys=keys, progress=progress)
    finally:
        copying.remove(part)
    return final.name


def _stands(path: Path, head: Head) -> bool:
    """Say whether the copy is there already, from a run that was killed after it."""
    with suppress(SafeguardingError):
        return bundle.check(path).head == head
    return False
