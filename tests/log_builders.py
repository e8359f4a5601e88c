"""A log in memory, by people whose keys the test holds, and what somebody with keys can make of it."""

import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

from desktop_app.domain.events.codec import Event, canonical, encode
from desktop_app.domain.events.vaults import UserAdded, VaultCreated
from desktop_app.vault import envelope, keyslots, log_export
from desktop_app.vault.envelope import Linked, Said, Stored
from desktop_app.vault.head import Head
from desktop_app.vault.keyslots import UserKeys
from tests.vault_builders import AT, fresh_id

if TYPE_CHECKING:
    from desktop_app.vault.event_log import EventLog

VERIFIER: Final = Path(__file__).parents[1] / "resources" / "verifier" / "verify_log.py"
NOBODYS: Final = "00" * 32


def stand_alone() -> ModuleType:
    """Give the shipped verifier as a module; no compiled copy of it is left beside it."""
    spec = importlib.util.spec_from_file_location("verify_log", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


@dataclass(frozen=True)
class Writer:
    """Somebody who writes in the log."""

    user: str
    keys: UserKeys

    @property
    def name(self) -> str:
        return envelope.key_id(self.keys.signing_public)


@dataclass
class Entry:
    """An entry before it is linked: who, what, whether it closes a run."""

    by: Writer
    kind: str
    content: dict[str, Any]
    signed: bool = True
    at: str = envelope.utc(AT)
    ident: str = field(default_factory=fresh_id)
    salt: bytes = field(default_factory=envelope.new_salt)


def writer() -> Writer:
    return Writer(fresh_id(), keyslots.new_keys())


def entry(by: Writer, event: Event, *, signed: bool = True) -> Entry:
    kind, content = encode(event)
    return Entry(by, kind, json.loads(canonical(content)), signed)


def added(who: Writer, *, office: str = "dsl", sign_in: str = "") -> UserAdded:
    return UserAdded(
        user=who.user,
        sign_in=sign_in or who.user[-4:],
        name="",
        role="",
        sealing_public=who.keys.sealing_public.hex(),
        signing_public=who.keys.signing_public.hex(),
        office=office,
    )


def beginning(vault: str, first: Writer, *, paper: str = "") -> list[Entry]:
    created = VaultCreated(vault, "0.4.0", NOBODYS, NOBODYS, recovery_signing_public=paper)
    return [entry(first, created, signed=False), entry(first, added(first))]


def linked(
    vault: str, entries: Sequence[Entry], *, without: Mapping[int, bytes | None] | None = None
) -> list[Stored]:
    """Give the rows of a log. `without` holds signatures that could not be made anew, by place."""
    rows: list[Stored] = []
    own: dict[str, tuple[int, str]] = {}
    parent = None
    for position, each in enumerate(entries, 1):
        count, before = own.get(each.by.user, (0, None))
        payload = canonical(each.content)
        body = envelope.envelope(
            Said(each.kind, payload),
            Linked(vault, each.by.user, each.by.name, parent, before, count + 1),
            ident=each.ident,
            at=each.at,
            ph=envelope.payload_hash(each.salt, payload),
        )
        digest = envelope.event_hash(body)
        sig = envelope.signature(each.by.keys.signing, digest) if each.signed else None
        if without and position in without:
            sig = without[position]
        rows.append(Stored(position, each.ident, body, digest, sig, each.salt, payload))
        own[each.by.user] = (count + 1, digest.hex())
        parent = digest.hex()
    return rows


class InMemory:
    """Rows, as the export takes them from a log."""

    def __init__(self, vault: str, rows: Sequence[Stored]) -> None:
        self.vault = vault
        self._rows = rows

    def written(self, *, after: int = 0) -> Iterator[Stored]:
        return (row for row in self._rows if row.position > after)

    def head(self) -> Head:
        return head(self.vault, self._rows[-1])


def as_exported(vault: str, rows: Sequence[Stored]) -> dict[str, Any]:
    """Give what somebody reads who is handed the log as a file, all of its contents with it."""
    log = cast("EventLog", InMemory(vault, rows))
    exported: dict[str, Any] = json.loads(log_export.export(log, with_content=True, at=AT))
    return exported


def head(vault: str, row: Stored) -> Head:
    return Head(row.position, row.hash.hex(), vault)
