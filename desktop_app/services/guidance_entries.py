"""What the guidance is made of: entries in sections."""

from dataclasses import dataclass
from typing import TypedDict

from desktop_app.domain.procedure import SCHOOL, Procedure
from desktop_app.domain.source import Today
from desktop_app.runtime.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be gone to by its anchor.

    `text` is what the document says; `today`, where it is not empty, what holds now in its place.
    `caption` stands above, `details` below, each a line of its own.
    """

    anchor: str
    title: str
    text: str
    caption: str = ""
    details: tuple[str, ...] = ()
    today: str = ""
    today_source: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """Give the title, or for an entry without one what it says."""
        return self.title or self.text

    @property
    def lines(self) -> tuple[str, ...]:
        """Give everything it says, from top to bottom, without its source."""
        every = (self.caption, self.title, self.text, *self.details, self.today)
        return tuple(each for each in every if each)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading, with words that come before them; `id` names it as an anchor."""

    id: str
    title: str
    lead: str
    entries: tuple[Entry, ...]


class SaidToday(TypedDict):
    """The two fields of an entry that say what holds today."""

    today: str
    today_source: str


def said_today(today: Today | None) -> SaidToday:
    """Give what holds today and where that comes from; empty texts where nothing is overtaken."""
    if today is None:
        return {"today": "", "today_source": ""}
    return {"today": today.text, "today_source": today.source.label}


def name_of(procedure: Procedure) -> str:
    """Give `<id>@<version>`, by which a procedure can be asked for."""
    return f"{procedure.id}@{procedure.version}"


def owner_name(procedure: Procedure, owner: str) -> str:
    """Give the name of whoever a duty or a list belongs to."""
    return _("School") if owner == SCHOOL else procedure.agency_name(owner)
