"""Stored rows as entries of the log: what the rest of the program reads."""

import json

from desktop_app.domain.errors import EntryUnreadableError, EventUnreadableError
from desktop_app.domain.events.codec import decode
from desktop_app.domain.events.entry import Entry
from desktop_app.vault import envelope
from desktop_app.vault.envelope import Stored
from desktop_app.vault.seals import Opened


def entry(row: Stored, opened: Opened | None = None) -> Entry:
    """Return a row as an entry; a sealed one needs what was in its box.

    Raises EntryUnreadableError when the content is gone, no event, or one that this program does
    not know.
    """
    said = envelope.read(row.body)
    if row.payload is None or said is None:
        raise EntryUnreadableError(row.position)
    try:
        if opened is None:
            event = decode(said.type or "", json.loads(row.payload))
        else:
            event = decode(opened.type, opened.payload)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        EventUnreadableError,
    ):
        raise EntryUnreadableError(row.position) from None
    case = said.case if opened is None else opened.case
    return Entry(row.position, row.id, case, said.actor, said.at, event, opened is not None)
