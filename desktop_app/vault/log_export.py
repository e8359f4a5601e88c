"""The log as a file that can be checked without this program: `docs/formats.md`, "Log export".

Envelopes, hashes and signatures, and of the contents only those that say who may sign; all contents
if they are asked for. The sealed ones leave as they are: in their boxes.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from desktop_app.vault import envelope, signers
from desktop_app.vault.envelope import PROGRAM, Stored
from desktop_app.vault.event_log import EventLog

FORMAT: Final = "safeguarding-desk-log"
VERSION: Final = 1


def export(log: EventLog, *, with_content: bool, at: datetime) -> bytes:
    """Return the exported log, all that is written; one entry a line, UTF-8."""
    head = log.head()
    about: dict[str, Any] = {
        "format": FORMAT,
        "v": VERSION,
        "vault": log.vault,
        "program": PROGRAM,
        "made_at": envelope.utc(at),
        "with_content": with_content,
        "head": {"entry": head.position, "hash": head.hash, "line": head.short},
    }
    opening = _text(about).removesuffix("}")
    lines = ",\n".join(_lines(log, with_content=with_content))
    return f'{opening},"entries":[\n{lines}\n]}}\n'.encode()


def _lines(log: EventLog, *, with_content: bool) -> Iterator[str]:
    for row in log.written():
        shows = with_content or _says_who_may_sign(row)
        shown = row if shows and row.payload is not None else row._replace(salt=None, payload=None)
        yield _text(
            {
                "n": shown.position,
                "event": _utf8(shown.body),
                "hash": shown.hash.hex(),
                "sig": None if shown.sig is None else shown.sig.hex(),
                "salt": None if shown.salt is None else shown.salt.hex(),
                "content": None if shown.payload is None else _utf8(shown.payload),
            }
        )


def _says_who_may_sign(row: Stored) -> bool:
    said = envelope.read(row.body)
    return said is not None and said.type in signers.KINDS


def _utf8(data: bytes) -> str:
    """Return bytes as text; damaged ones as text that no longer has their hash."""
    return data.decode(errors="replace")


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
