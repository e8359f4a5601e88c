"""Guidance on paper: what a procedure says, to be put into somebody's hands; nothing of a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.documents.layout import Sheet
from desktop_app.documents.parts.rules_used import rules_block, say_out_of_date
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import SMALL, STRONG
from desktop_app.runtime.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A heading, which may be empty, the lines below it, and where they come from."""

    title: str
    lines: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Entries under one heading."""

    title: str
    lead: str
    entries: tuple[PaperEntry, ...]


def guidance(title: str, sections: Sequence[PaperSection], printing: Printing) -> bytes:
    """Draw sections of the guidance, each with its sources, and the rules they stand in."""
    sheet = Sheet(printing, title=title, reference="")
    sheet.heading(title)
    say_out_of_date(sheet, printing)
    for section in sections:
        if section.title != title:
            sheet.section(section.title)
        if section.lead:
            sheet.text(section.lead, SMALL, before=2, keep=True)
        for entry in section.entries:
            _entry(sheet, entry)
    rules_block(sheet, printing)
    return sheet.to_bytes()


def _entry(sheet: Sheet, entry: PaperEntry) -> None:
    if entry.title:
        sheet.text(entry.title, STRONG, before=8, keep=True)
    for place, line in enumerate(entry.lines):
        first = place == 0 and not entry.title
        sheet.text(line, before=8 if first else 2)
    for source in entry.sources:
        sheet.text(_("Source: {source}").format(source=source), SMALL, before=1)
