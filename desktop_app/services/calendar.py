"""Bank holidays of England and Wales; the domain is handed a set of dates."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

_YEARS_AHEAD = 2


def bank_holidays(around: date, proclaimed: Iterable[date] = ()) -> frozenset[date]:
    """Give the bank holidays of the year of `around` and the next two.

    `proclaimed` are one-off holidays that the calendar library cannot know yet.
    """
    return _computed(around.year) | frozenset(proclaimed)


@lru_cache(maxsize=32)
def _computed(year: int) -> frozenset[date]:
    years = range(year, year + _YEARS_AHEAD + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))
