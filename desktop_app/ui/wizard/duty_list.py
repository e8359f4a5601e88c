"""The duties of a result under their headings: what to do, by when, and where it comes from."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import hbox, label, picture, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.duty_groups import DutyGroup, below, duty_groups
from desktop_app.ui.wizard.parts import card, title

_ICON = 18


def duty_parts(wizard: Wizard) -> Iterator[QWidget]:
    """Give a heading and a card for each group of duties that holds anything."""
    for group in duty_groups(wizard.look):
        yield title(group.title)
        if group.theirs:
            yield label(
                _("These clocks are theirs. If nothing is heard by the day, ring and ask."), "hint"
            )
        yield card(_points(group, wizard.look.procedure))


def _points(group: DutyGroup, procedure: Procedure) -> QWidget:
    icon, colour = ("info", "muted") if group.theirs else ("clipboard-list", "primary")
    lines = [(each.text, below(each, procedure)) for each in group.duties]
    return points_with_more(lines, icon=icon, colour=colour)


def points_with_more(
    lines: Iterable[tuple[str, Iterable[str]]], *, icon: str, colour: str
) -> QWidget:
    """Give a list whose points each have a small picture in front and more to know below."""
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["s"])
    for text, more in lines:
        row = hbox(spacing=SPACE["m"])
        row.addWidget(picture(icon, colour, _ICON), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=SPACE["xs"])
        words.addWidget(label(text))
        for line in more:
            words.addWidget(label(line, "small"))
        row.addLayout(words, 1)
        column.addLayout(row)
    return whole
