"""The story of an incident: every entry in order, with what people wrote, word for word."""

from collections.abc import Sequence

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_time
from desktop_app.services.story import StoryLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import Line, Tag, hbox, label, vbox

_MINUTE = len("2026-11-20T17:40")


class Story(Frame):
    """The entries, the first one first."""

    def __init__(self, lines: Sequence[StoryLine]) -> None:
        super().__init__()
        self._column = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["xs"])
        moment = ("", "")
        for line in lines:
            new = (line.at[:_MINUTE], line.who)
            if self._column.count():
                self._column.addWidget(Line())
            self._entry(line, headed=new != moment)
            moment = new

    def _entry(self, line: StoryLine, *, headed: bool) -> None:
        """Add an entry; who and when are said once for what was recorded together."""
        if headed:
            head = _("{when}, {who}").format(when=short_time(line.at), who=line.who)
            self._column.addWidget(label(head, "caption"))
        sentence = label(line.sentence, "small" if line.corrected else "")
        if line.corrected or line.corrects:
            row = hbox(spacing=SPACE["m"])
            self._column.addLayout(row)
            row.addWidget(sentence, 1)
            row.addWidget(
                Tag(_("Replaced later"), "plain", "minus")
                if line.corrected
                else Tag(_("Replaces an earlier entry"), "plain", "info")
            )
        else:
            self._column.addWidget(sentence)
        if line.said.strip():
            self._column.addWidget(label(line.said, "hint"))
