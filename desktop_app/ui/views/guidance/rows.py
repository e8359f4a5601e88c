"""The rows of the guidance that lead somewhere: sections, what was found, other procedures."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.guidance_entries import Section
from desktop_app.services.guidance_search import Hit
from desktop_app.services.guidance_shelf import Volume
from desktop_app.ui.views.pressable import Beside, Row
from desktop_app.ui.widgets import Button, label

Go = Callable[[str], object]
FIRST_SCREEN = 7  # parts of a page that are drawn at once
MOST_CHANGES = 40  # differences that are drawn before somebody asks for all of them
_SHORT = 180


def buttons(*given: tuple[str, str, Callable[[], object]]) -> QWidget:
    """Give buttons side by side: words, identifier, what it does."""
    made = []
    for words, identifier, does in given:
        button = Button(words, identifier=identifier)
        button.clicked.connect(partial(_pressed, does))
        made.append(button)
    return Beside(made)


def _pressed(does: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002  # Qt hands it over so
    does()


def section_rows(sections: Iterable[Section], go: Go) -> Iterator[QWidget]:
    """Give a row for every section."""
    for section in sections:
        number = len(section.entries)
        said = ngettext("{number} entry", "{number} entries", number).format(number=number)
        row = Row(section.title, (said,), identifier=f"section-{section.id}")
        yield _leading(row, section.id, go)


def hit_rows(hits: Iterable[Hit], go: Go) -> Iterator[QWidget]:
    """Give a row for every entry that was found, with the section that it stands in."""
    for hit in hits:
        entry = hit.entry
        more = [_short(entry.text)] if entry.title and entry.text else []
        row = Row(_short(entry.name), [*more, hit.section.title], identifier=f"hit-{entry.anchor}")
        yield _leading(row, entry.anchor, go)


def volume_rows(volumes: Iterable[Volume], what: str, go: Go) -> Iterator[QWidget]:
    """Give a row for every procedure at hand; `what` tells what pressing it does, for tests."""
    found = list(volumes)
    if not found:
        yield label(_("There is no other procedure."))
    for volume in found:
        row = Row(volume.title, (volume.about,), identifier=f"{what}-{volume.name}")
        yield _leading(row, volume.name, go)


def place_of(section: Section, anchor: str) -> int:
    """Give how many entries of a section come before an anchor; none where it has no entry."""
    places = [at for at, entry in enumerate(section.entries) if entry.anchor == anchor]
    return places[0] if places else 0


def _leading(row: Row, to: str, go: Go) -> Row:
    row.clicked.connect(lambda: go(to))
    return row


def _short(text: str) -> str:
    return textwrap.shorten(text, _SHORT, placeholder=" …")
