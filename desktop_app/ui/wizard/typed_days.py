"""Days and moments as people write them, in words that can be typed and read again."""

from datetime import date, datetime

# As they can be typed: the names of the locale are none that the reader of dates knows.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shown_day(text: str) -> str:
    """Give a day as people write it; what is no day stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def shown_moment(text: str) -> str:
    """Give a moment, or a day, as people write it; what is neither stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = shown_day(moment.date().isoformat())
    return f"{day} {moment:%H:%M}" if "T" in text else day
