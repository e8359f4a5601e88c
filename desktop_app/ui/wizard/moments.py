"""Days and moments of a record in words, as they are read aloud."""

from datetime import date, datetime

from desktop_app.runtime.days import day_words

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
