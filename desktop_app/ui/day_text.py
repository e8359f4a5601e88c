"""Days and times as people in a British school write them. Pure text, no Qt.

The day comes first (3/5/2011 is the third of May), or the year does. A year of two digits is taken
for this century's if it has come or comes next; any other must have four, so that nobody is born
in the wrong century.
"""

import re
from datetime import date, datetime, timedelta
from datetime import time as clock

from desktop_app.runtime.i18n import gettext as _

# As contract section 4 takes them.
_YEARS = range(1800, 2200)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:of )?([^\W\d_]{3,})[ .,-]*(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+", re.ASCII)
_TIME = re.compile(
    r"(?:at )?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)? ?([ap])?\.?(?:m\.?)?", re.ASCII
)
_AND_TIME = re.compile(
    r"(.*?)(?:,? at |[ ,]+|(?<=\d)t)((?:\d{1,2}[:.]\d{2}(?::\d{2})?|\d{1,2}(?= ?[ap]))(?: ?[ap]\.?m?\.?)?)$"
)


def day(text: str, *, today: date) -> str | None:
    """Give a day as YYYY-MM-DD, or None for what is no day (or an empty text)."""
    words = " ".join(text.lower().split())
    nearby = {"today": 0, "yesterday": -1, _("today").lower(): 0, _("yesterday").lower(): -1}
    if words in nearby:
        return (today + timedelta(days=nearby[words])).isoformat()
    words = _WEEKDAY.sub("", words, count=1)
    if found := _ISO.fullmatch(words):
        return _made(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(words):
        return _made(_year(found[3], today), found[2], found[1])
    if (found := _WORDS.fullmatch(words)) and (month := _month(found[2])):
        return _made(_year(found[3], today), str(month), found[1])
    return None


def moment(text: str, *, today: date) -> str | None:
    """Give a moment as YYYY-MM-DDTHH:MM, a day alone as YYYY-MM-DD, or None for neither.

    A time alone is one of `today`.
    """
    words = " ".join(text.lower().split())
    if alone := day(words, today=today):
        return alone
    if at := time(words):
        return f"{today.isoformat()}T{at}"
    found = _AND_TIME.fullmatch(words)
    if found is None:
        return None
    on, at = day(found[1].rstrip(" ,"), today=today), time(found[2])
    return f"{on}T{at}" if on and at else None


def time(text: str) -> str | None:
    """Give a time of day as HH:MM, or None for what is none: 17:40, 17.40, 5:40 pm, 5pm."""
    found = _TIME.fullmatch(" ".join(text.lower().split()))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004  # the hours of a clock's face
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found[2] is None:
        return None
    try:
        return clock(hour, minute).isoformat("minutes")
    except ValueError:
        return None


def in_words(iso: str) -> str:
    """Give a day or a moment of contract section 4 as it is shown: 20 Nov 2026 17:40.

    Any other text is given back as it is.
    """
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    shown = f"{found.day} {_months()[found.month - 1][:3].title()} {found.year}"
    return f"{shown} {found:%H:%M}" if "T" in iso else shown


def _year(digits: str, today: date) -> str:
    if len(digits) == len("2011"):
        return digits
    year = today.year - today.year % 100 + int(digits)
    return str(year) if year <= today.year + 1 else ""


def _made(year: str, month: str, of_month: str) -> str | None:
    try:
        made = date(int(year), int(month), int(of_month))
    except ValueError:
        return None
    return made.isoformat() if made.year in _YEARS else None


def _month(word: str) -> int:
    """Give the number of a month by its name or the first letters of it; 0 for none."""
    english = (
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    )  # fmt: skip
    for names in (_months(), english):
        fits = [at for at, month in enumerate(names, 1) if month.startswith(word)]
        if len(fits) == 1:
            return fits[0]
    return 9 if word == "sept" else 0


def _months() -> tuple[str, ...]:
    return (
        _("january"), _("february"), _("march"), _("april"), _("may"), _("june"), _("july"),
        _("august"), _("september"), _("october"), _("november"), _("december"),
    )  # fmt: skip
