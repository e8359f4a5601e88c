"""The story of an incident: every entry in order, with what people wrote, word for word."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_time
from desktop_app.services.story import StoryLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import Line, Tag, hbox, label, vbox


class Story(Frame):
    """The entries, the first one first."""

    def __init__(self, lines: Sequence[StoryLine]) -> None:
        super().__init__()
        column = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["s"])
        moment = ("", "")
        for line in lines:
            new = (line.at[:16], line.who)
            if column.count():
                column.addWidget(Line())
            column.addWidget(_entry(line, headed=new != moment))
            moment = new


def _entry(line: StoryLine, *, headed: bool) -> QWidget:
    """Give an entry; who and when are said once for what was recorded together."""
    box = QWidget()
    column = vbox(box, spacing=2)
    if headed:
        head = _("{when}, {who}").format(when=short_time(line.at), who=line.who)
        column.addWidget(label(head, "caption"))
    row = hbox(spacing=SPACE["m"])
    row.addWidget(label(line.sentence, "small" if line.corrected else ""), 1)
    if line.corrected:
        row.addWidget(Tag(_("Replaced later"), "plain", "minus"))
    elif line.corrects:
        row.addWidget(Tag(_("Replaces an earlier entry"), "plain", "info"))
    column.addLayout(row)
    if line.said.strip():
        column.addWidget(label(line.said, "hint"))
    return box
