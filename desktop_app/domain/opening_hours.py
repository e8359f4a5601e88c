"""When a telephone is answered: hours for each day of the week, by the clock on the wall.

A range that ends at or before its own beginning runs past midnight: an evening line's 17:00-09:00
ends the next morning, and 00:00-24:00 is the whole day. Bank holidays are a day of their own,
`HOLIDAY`; without hours for it they are as a Sunday, and whoever answers at night does so then too.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta

Range = tuple[time, time]
Hours = Mapping[int, tuple[Range, ...]]

HOLIDAY = 7
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Hol")
WHOLE_DAY: Range = (time(0), time(0))

_ONE_DAY = timedelta(days=1)
_SUNDAY = 6
_WEEK = range(HOLIDAY)
_LOOKED_AHEAD = 370
_WITHOUT_END = 15
_PART = re.compile(r"([A-Za-z]{3})(?:-([A-Za-z]{3}))? (.+)")
_RANGE = re.compile(r"([0-9]{1,2})[:.]([0-9]{2}) ?(?:-|\u2013|to) ?([0-9]{1,2})[:.]([0-9]{2})")
_MIDNIGHT = "24:00"
_LAST_HOUR = 24


def read_hours(text: str) -> Hours | None:
    """Give the hours that a text such as `Mon-Thu 08:45-17:00, Fri 08:45-16:45` says.

    Days are Mon to Sun, and Hol for bank holidays; a day may stand in several ranges. Give None
    for a text that cannot be read, or whose ranges within one day overlap.
    """
    found: dict[int, list[Range]] = {}
    for part in text.split(","):
        read = _PART.fullmatch(" ".join(part.split()))
        days = _days(read[1], read[2] or read[1]) if read else range(0)
        span = _range(read[3]) if read else None
        if span is None or not days:
            return None
        for day in days:
            found.setdefault(day, []).append(span)
    hours = {day: tuple(sorted(found[day])) for day in sorted(found)}
    return None if any(_overlap(spans) for spans in hours.values()) else hours


def read_ranges(text: str) -> tuple[Range, ...] | None:
    """Give the ranges of one day as somebody types them: `8.45 to 12:00, 13:00-17:00`.

    An empty text is a day on which nobody answers. Give None for what cannot be read or overlaps.
    """
    parts = [" ".join(part.split()) for part in text.split(",") if part.strip()]
    found = [_range(part) for part in parts]
    known = tuple(sorted(each for each in found if each is not None))
    return None if len(known) < len(found) or _overlap(known) else known


def hours_text(hours: Hours) -> str:
    """Give hours as a text that `read_hours` reads, days with the same hours together."""
    parts: list[str] = []
    for first, last, spans in grouped(hours):
        days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        parts += [f"{days} {range_text(span)}" for span in spans]
    return ", ".join(parts)


def range_text(span: Range) -> str:
    """Give a range as `08:45-17:00`; a midnight that ends it is 24:00."""
    start, end = span
    return f"{start:%H:%M}-{_MIDNIGHT if end == time(0) else format(end, '%H:%M')}"


def grouped(hours: Hours) -> Iterator[tuple[int, int, tuple[Range, ...]]]:
    """Give runs of days that have the same hours: first day, last day, their ranges."""
    run: list[int] = []
    for day in (*_WEEK, HOLIDAY):
        spans = hours.get(day, ())
        if run and (day == HOLIDAY or hours.get(run[0], ()) != spans):
            yield run[0], run[-1], hours[run[0]]
            run = []
        if spans:
            run.append(day)
    if run:
        yield run[0], run[-1], hours[run[0]]


def never_closes(hours: Hours) -> bool:
    """Say whether it is answered at any hour of any day, whatever bank holiday it is."""
    return all(hours.get(day) == (WHOLE_DAY,) for day in _WEEK) and hours.get(HOLIDAY) in {
        None,
        (WHOLE_DAY,),
    }


def closes_at(hours: Hours, moment: datetime, holidays: AbstractSet[date]) -> datetime | None:
    """Give when it closes that is open at `moment`; None where it is not open, or never closes.

    `moment` and what is given back are readings of the clock on the wall, without a time zone.
    """
    end: datetime | None = None
    for start, stop in _openings(hours, moment.date() - _ONE_DAY, _WITHOUT_END, holidays):
        begins = moment if end is None else end
        if start <= begins < stop:
            end = stop
    return None if end is None or end > moment + (_WITHOUT_END - 3) * _ONE_DAY else end


def is_open(hours: Hours, moment: datetime, holidays: AbstractSet[date]) -> bool:
    """Say whether it is answered at a moment, read as `closes_at` reads it."""
    spans = _openings(hours, moment.date() - _ONE_DAY, 2, holidays)
    return any(start <= moment < stop for start, stop in spans)


def opens_at(hours: Hours, moment: datetime, holidays: AbstractSet[date]) -> datetime | None:
    """Give the next time that it opens after `moment`; None where it does not within a year."""
    for start, _stop in _openings(hours, moment.date(), _LOOKED_AHEAD, holidays):
        if start > moment:
            return start
    return None


def _openings(
    hours: Hours, first: date, days: int, holidays: AbstractSet[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Give every opening that begins within so many days, in order of beginning."""
    always = never_closes(hours)
    for ahead in range(days):
        day = first + ahead * _ONE_DAY
        spans = _on_holiday(hours, day) if day in holidays else hours.get(day.weekday(), ())
        for start, end in (WHOLE_DAY,) if always else spans:
            last = day + _ONE_DAY if end <= start else day
            yield datetime.combine(day, start), datetime.combine(last, end)


def _on_holiday(hours: Hours, day: date) -> tuple[Range, ...]:
    """Give the hours of a bank holiday: its own, else those of a Sunday and of that day's night.

    Offices are closed on it as on a Sunday; who answers at night, such as an emergency duty team,
    does so on it as well, and must not be shown as closed.
    """
    if HOLIDAY in hours:
        return hours[HOLIDAY]
    night = (each for each in hours.get(day.weekday(), ()) if each[1] <= each[0])
    return tuple(sorted({*hours.get(_SUNDAY, ()), *night}))


def _days(first: str, last: str) -> range:
    """Give the days from one to another, none for words that are no days or run backwards."""
    if first not in DAYS or last not in DAYS:
        return range(0)
    if HOLIDAY in {DAYS.index(first), DAYS.index(last)} and first != last:
        return range(0)
    return range(DAYS.index(first), DAYS.index(last) + 1)


def _range(text: str) -> Range | None:
    """Give a range as it is typed, or None; 24:00 is the midnight that ends a day."""
    read = _RANGE.fullmatch(text)
    if read is None:
        return None
    hour, minute, last_hour, last_minute = (int(each) for each in read.groups())
    if (last_hour, last_minute) == (_LAST_HOUR, 0):
        last_hour = 0
    try:
        return time(hour, minute), time(last_hour, last_minute)
    except ValueError:
        return None


def _overlap(spans: tuple[Range, ...]) -> bool:
    """Say whether ranges of one day run into each other; only the last may pass midnight."""
    later = spans[1:]
    return any(
        end <= start or end > following
        for (start, end), (following, _end) in zip(spans, later, strict=False)
    )
