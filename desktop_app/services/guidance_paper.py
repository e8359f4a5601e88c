"""The guidance on paper, whole or a section of it; drawn in any thread, for it needs no vault."""

from collections.abc import Sequence
from datetime import datetime

from desktop_app import __version__
from desktop_app.documents.guidance import PaperEntry, PaperSection, guidance
from desktop_app.documents.printing import Printing
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.paths import fonts_folder
from desktop_app.services.guidance_entries import Entry, Section


def guidance_on_paper(
    procedure: Procedure,
    catalogue: Catalogue,
    sections: Sequence[Section],
    *,
    at: datetime,
    user: str,
) -> bytes:
    """Draw these sections of a procedure; one alone gives the paper its title."""
    title = sections[0].title if len(sections) == 1 else procedure.title
    printing = Printing(
        procedure=procedure,
        catalogue=catalogue,
        printed_at=at,
        user=user,
        log_head="",
        practice=False,
        program_version=__version__,
        fonts=fonts_folder(),
    )
    return guidance(title, [_section(each) for each in sections], printing)


def _section(section: Section) -> PaperSection:
    return PaperSection(section.title, section.lead, tuple(map(_entry, section.entries)))


def _entry(entry: Entry) -> PaperEntry:
    today = _("Today: {text}").format(text=entry.today) if entry.today else ""
    lines = (entry.caption, entry.text, today, *entry.details)
    sources = (entry.source, entry.today_source)
    return PaperEntry(
        entry.title,
        tuple(each for each in lines if each),
        tuple(dict.fromkeys(each for each in sources if each)),
    )
