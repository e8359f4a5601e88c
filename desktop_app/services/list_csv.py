"""The list of incidents as a file for a spreadsheet: no names, no account, nothing sealed.

It is what an inspector asks for on the day: which incidents there were, when, of what kind, what
the rules said and what became of them. A spreadsheet takes some cells for formulas, and runs them:
such a cell begins with an apostrophe, which the spreadsheet reads as "this is text" (OWASP, "CSV
Injection"). The file is UTF-8 with its mark in front, and RFC 4180 otherwise.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.events.keeping import ListExported
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import incident_log, out_files
from desktop_app.services.casework_words import outcome_words, status_words
from desktop_app.services.incident_log import IncidentRow, Query
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session

ENCODING: Final = "utf-8-sig"
# The apostrophe itself as well: else a text that begins with one could not be told from a made one.
_TOUCHY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class ListFile:
    """The bytes of the list, and how many incidents stand in it."""

    data: bytes
    rows: int


@verb(*EVERYONE)
def drawn(session: Session, query: Query) -> ListFile:
    """Give the incidents that match as a list, the newest first; sealed ones never are in it."""
    lines = [_line(session, row) for row in _rows(session, query) if not row.sealed]
    return ListFile(as_csv([_titles(), *lines]), len(lines))


@verb(*EVERYONE)
def export(session: Session, query: Query, *, to: Path, reason: str) -> int:
    """Write the list to a file, note it in the log, and give how many incidents stand in it.

    The file takes its name only once the log knows of it. Raises FileInTheWayError for a file that
    is no such list, and OSError.
    """
    out_files.check_place(session.vault.path, to, begins=out_files.CSV)
    made = drawn(session, query)
    event = ListExported(rows=made.rows, reason=reason)

    def note() -> None:
        session.vault.append([event], incident=None, at=session.now())

    out_files.write_then(to, made.data, note)
    return made.rows


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    """Give rows of cells as the bytes of a file; `read_back` gives the rows again."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode(ENCODING)


def read_back(data: bytes) -> list[tuple[str, ...]]:
    """Give the rows of cells that `as_csv` was given, the apostrophes taken away again."""
    lines = csv.reader(io.StringIO(data.decode(ENCODING), newline=""))
    return [tuple(plain(cell) for cell in line) for line in lines]


def safe(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_TOUCHY) else cell


def plain(cell: str) -> str:
    """Give what `safe` was given."""
    return cell.removeprefix("'")


def _rows(session: Session, query: Query) -> Iterator[IncidentRow]:
    """Give the rows, sealed ones left out: neither the file nor the number in the log tells of them."""
    numbers = incident_log.numbers(session, query)
    for start in range(0, len(numbers), _AT_ONCE):
        rows = incident_log.rows(session, numbers[start : start + _AT_ONCE])
        yield from (row for row in rows if not row.sealed)


def _titles() -> tuple[str, ...]:
    return (
        _("Reference"),
        _("Known since"),
        _("Recorded"),
        _("What"),
        _("Outcome"),
        _("Something makes it worse"),
        _("Status"),
        _("Procedure"),
    )


def _line(session: Session, row: IncidentRow) -> tuple[str, ...]:
    titles = {kind.id: kind.title for kind in session.catalogue.kinds}
    return (
        row.reference,
        row.aware_at.replace("T", " "),
        _local(row.recorded_at, session.now()),
        "; ".join(titles.get(kind, kind) for kind in row.kinds),
        outcome_words(row.outcome),
        _("yes") if row.aggravating else _("no"),
        status_words(row.status),
        row.procedure,
    )


def _local(moment: str, now: datetime) -> str:
    """Give a moment of the log on the clock of this place."""
    return f"{datetime.fromisoformat(moment).astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
