"""Working days: Monday to Friday, bank holidays of England and Wales apart.

School holidays and closures are working days for duties (domain findings, section 5.1). The day
something starts is day 0; the first working day after it is day 1.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Say whether `day` is Monday to Friday and not among `holidays`."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: AbstractSet[date]) -> date:
    """Give the day that is `days` working days after `start`, which is day 0.

    Raises ValueError if `days` is negative.
    """
    if days < 0:
        raise ValueError(days)
    day = start
    while days:
        day += _ONE_DAY
        days -= is_working_day(day, holidays)
    return day
