"""Days and months in words, for screen and paper alike."""

from datetime import date

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext


def weekday_names() -> tuple[str, ...]:
    """Give the names of the days of the week, Monday first."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def day_words(day: date) -> str:
    """Give a day, e.g. `Friday 20 November 2026`."""
    return f"{weekday_names()[day.weekday()]} {day.day} {month_words(day)}"


def month_words(day: date) -> str:
    """Give a month with its year, e.g. `November 2026`: of many a document no day is known."""
    months = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        pgettext("month", "May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return f"{months[day.month - 1]} {day.year}"
