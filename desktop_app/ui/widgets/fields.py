"""A field: label, hint, problem and the widget that takes the text; and lines that take dates."""

import re
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import label, vbox

_NUMBERS = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?\s+(\d{4}|\d{2})")
_TIME = re.compile(r"(?:[T\s,]|^)(\d{1,2})[:.](\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY = 2000


class Field(QWidget):
    """A labelled editor. The label's mnemonic leads to the editor; hint and problem are read out."""

    def __init__(self, title: str, editor: QWidget, hint: str = "", *, identifier: str) -> None:
        super().__init__()
        self.editor = editor
        self.title = title.replace("&", "")
        self._hint = hint
        inside = vbox(self, (0, 0, 0, 0), SPACE["xs"])
        self.label = label(title, "strong")
        self.label.setBuddy(editor)
        inside.addWidget(self.label)
        if hint:
            inside.addWidget(label(hint, "hint"))
        self.problem = label("", "errtext")
        self.problem.hide()
        inside.addWidget(self.problem)
        inside.addWidget(editor)
        editor.setAccessibleName(title.replace("&", ""))
        editor.setAccessibleDescription(hint)
        editor.setAccessibleIdentifier(identifier)

    def show_problem(self, text: str) -> None:
        """Show what is wrong above the editor; an empty text takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(f"{text} {self._hint}".strip())

    def focus_first(self) -> None:
        """Put the focus on the editor."""
        self.editor.setFocus()


class DayLine(TextLine):
    """Takes a day as people write it; the text stays as typed."""

    def iso(self) -> str | None:
        """Give the day as `YYYY-MM-DD`, or None where it cannot be read."""
        return read_day(self.text())

    def problem_text(self) -> str:
        """Say what is wrong, if something was typed that is no day."""
        if not self.text().strip() or self.iso():
            return ""
        return _("Write the day like this: 3 May 2011 or 3/5/2011.")


class MomentLine(TextLine):
    """Takes a day, with a time or without."""

    def iso(self) -> str | None:
        """Give `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, or None where it cannot be read."""
        return read_moment(self.text())

    def problem_text(self) -> str:
        """Say what is wrong, if something was typed that is neither."""
        if not self.text().strip() or self.iso():
            return ""
        return _("Write day and time like this: 20 Nov 2026 17:40, or only the day.")


def read_day(text: str) -> str | None:
    """Read a day: `2011-05-03`, `3/5/2011`, `3 May 2011`; the day comes before the month."""
    plain = " ".join(text.split())
    try:
        return date.fromisoformat(plain).isoformat()
    except ValueError:
        pass
    if found := _NUMBERS.fullmatch(plain):
        day, month, year = (int(each) for each in found.groups())
    elif found := _WORDS.fullmatch(plain):
        name = found.group(2)[:3].lower()
        if name not in _MONTHS:
            return None
        day, month, year = int(found.group(1)), _MONTHS.index(name) + 1, int(found.group(3))
    else:
        return None
    return _day(year if year > 99 else _full_year(year), month, day)  # noqa: PLR2004  # two digits


def _full_year(year: int) -> int:
    """Give the year meant by two digits: the latest that has come already."""
    return _CENTURY + year if _CENTURY + year <= date.today().year else _CENTURY - 100 + year  # noqa: DTZ011  # the year on this PC


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_moment(text: str) -> str | None:
    """Read a day with a time or without; 24-hour clock."""
    plain = " ".join(text.split())
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        pass
    else:
        is_day = len(plain) <= len("2026-11-20")
        return moment.date().isoformat() if is_day else moment.isoformat(timespec="minutes")
    found = _TIME.search(plain)
    if not found:
        return read_day(plain)
    day = read_day(plain[: found.start()].rstrip(", "))
    hour, minute = int(found.group(1)), int(found.group(2))
    if day is None or not (hour < 24 and minute < 60):  # noqa: PLR2004  # a day's hours
        return None
    return f"{day}T{hour:02}:{minute:02}"
