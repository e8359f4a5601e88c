"""Lines of a result that each carry the link to where they come from, and what holds today."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.guidance_entries import name_of
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label, picture, vbox
from desktop_app.ui.widgets.where_from import where_from

_ICON = 18


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """A line with the anchor of its place in the guidance; `below` is said under it, small."""

    anchor: str
    text: str
    below: tuple[str, ...] = ()


def way_to(desk: Desk, procedure: Procedure) -> Callable[[str], None]:
    """Give what opens the guidance of a procedure at an anchor."""
    return partial(_open, desk, name_of(procedure))


def _open(desk: Desk, procedure: str, anchor: str) -> None:
    desk.open_guidance(anchor, procedure)


def link_to(desk: Desk, procedure: Procedure, anchor: str, about: str) -> Button:
    """Give the small link from a line to its place in the guidance."""
    return where_from(way_to(desk, procedure), anchor, about)


def today_line(today: str) -> tuple[str, ...]:
    """Say what holds today, where a document is overtaken."""
    return (_("Today: {text}").format(text=today),) if today else ()


def sourced_points(
    lines: Iterable[SourcedLine], go: Callable[[str], None], *, icon: str, colour: str
) -> QWidget:
    """Give a list whose points each have a small picture in front and their link at the right."""
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["s"])
    for line in lines:
        row = hbox(spacing=SPACE["m"])
        row.addWidget(picture(icon, colour, _ICON), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=SPACE["xs"])
        words.addWidget(label(line.text))
        for each in line.below:
            words.addWidget(label(each, "small"))
        row.addLayout(words, 1)
        link = where_from(go, line.anchor, line.text)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    return whole
