"""Stored rows as entries of the log: what the rest of the program reads."""

import json
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError, EventUnreadableError
from desktop_app.domain.events.codec import decode
from desktop_app.domain.events.entry import Entry
from desktop_app.vault import envelope
from desktop_app.vault.envelope import Envelope, Stored
from desktop_app.vault.seals import Opened

_NO_EVENT: Final = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    EventUnreadableError,
)


def entry(row: Stored, opened: Opened | None = None) -> Entry:
    """Return a row as an entry; a sealed one needs what was in its box.

    Raises EntryUnreadableError when the content is gone, no event, or one that this program does
    not know.
    """
    said = envelope.read(row.body)
    if row.payload is None or said is None:
        raise EntryUnreadableError(row.position)
    if opened is None:
        return open_entry(row, said)
    try:
        event = decode(opened.type, opened.payload)
    except _NO_EVENT:
        raise EntryUnreadableError(row.position) from None
    return Entry(row.position, row.id, opened.case, said.actor, said.at, event, sealed=True)


def open_entry(row: Stored, said: Envelope, *, frozen: bool = True) -> Entry:
    """Return a row that is not sealed, whose envelope was read, as an entry.

    It need not be `frozen` where nothing of it is kept. Raises EntryUnreadableError.
    """
    try:
        content = json.loads((row.payload or b"").decode())
        event = decode(said.type or "", content, frozen=frozen)
    except _NO_EVENT:
        raise EntryUnreadableError(row.position) from None
    return Entry(row.position, row.id, said.case, said.actor, said.at, event)
