"""Days and moments of a record in words, as they are read aloud."""

from datetime import date, datetime

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext

_DATE_LENGTH = len("2026-11-20")


def when(text: str) -> str:
    """Give a day or a moment in words; what is neither is given as it was typed."""
    try:
        if len(text) <= _DATE_LENGTH:
            return day_words(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{day_words(moment.date())}, {moment:%H:%M}"


def day_words(day: date) -> str:
    """Give a day, e.g. `Friday 20 November 2026`."""
    weekdays = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
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
    return f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"
