"""Lines that take a day, or a day and a time."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import day_text, theme
from desktop_app.ui.safe_text import TextLine

_SHORT_WIDTH = 260


def today_here() -> date:
    """Give the day of this computer's clock."""
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())


def read_day(text: str) -> str | None:
    """Give the day that a text names as YYYY-MM-DD, or None; see `day_text`."""
    return day_text.day(text, today=today_here())


class DayLine(TextLine):
    """A line for a day as people write one; what is typed stays as it is typed.

    `today` is what "today" means; the day of the computer's clock where it is left out.
    """

    def __init__(self, text: str = "", *, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self.setMaximumWidth(theme.scaled(_SHORT_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if text:
            self.setText(text)

    def today(self) -> date:
        """Give the day that "today" means here."""
        return self._today or today_here()

    @override
    def setText(self, arg__1: str | None) -> None:
        """Show a text; a day or moment in the record's own form is shown in words."""
        super().setText(day_text.in_words(arg__1 or ""))

    def iso(self) -> str | None:
        """Give the day as YYYY-MM-DD, or None where there is none or it cannot be read."""
        return day_text.day(self.text(), today=self.today())

    def problem_text(self) -> str:
        """Say what is wrong and what to do; empty where nothing is typed, or a day is."""
        if not self.text().strip() or self.iso():
            return ""
        return _("This is not a day that can be read. Write it like 20 Nov 2026 or 20/11/2026.")


class MomentLine(DayLine):
    """A line for a day and time, or a day alone."""

    @override
    def iso(self) -> str | None:
        """Give the moment as YYYY-MM-DDTHH:MM, a day alone as YYYY-MM-DD, else None."""
        return day_text.moment(self.text(), today=self.today())

    @override
    def problem_text(self) -> str:
        if not self.text().strip() or self.iso():
            return ""
        return _(
            "This is not a day and time that can be read. Write it like 20 Nov 2026 17:40, or "
            "17:40 for today."
        )
