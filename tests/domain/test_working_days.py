from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.working_days import add_working_days, is_working_day

BANK_HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2026, 2031)))
IN_WALES = frozenset(holidays.country_holidays("GB", subdiv="WLS", years=range(2026, 2031)))
CLOCKS = (1, 5, 7, 15, 45)
NO_HOLIDAYS: frozenset[date] = frozenset()

VECTORS = {
    "2026-11-20": "2026-11-23 2026-11-27 2026-12-01 2026-12-11 2027-01-27",
    "2026-11-27": "2026-11-30 2026-12-04 2026-12-08 2026-12-18 2027-02-03",
    "2026-11-28": "2026-11-30 2026-12-04 2026-12-08 2026-12-18 2027-02-03",
    "2026-12-18": "2026-12-21 2026-12-29 2026-12-31 2027-01-13 2027-02-24",
    "2026-12-24": "2026-12-29 2027-01-05 2027-01-07 2027-01-19 2027-03-02",
    "2027-03-24": "2027-03-25 2027-04-02 2027-04-06 2027-04-16 2027-06-01",
    "2027-04-30": "2027-05-04 2027-05-10 2027-05-12 2027-05-24 2027-07-06",
    "2027-07-23": "2027-07-26 2027-07-30 2027-08-03 2027-08-13 2027-09-27",
}
PUBLISHED = {
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
}

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def test_the_bank_holidays_used_are_those_published_for_england_and_wales() -> None:
    published = {
        date.fromisoformat(f"{year}-{day}")
        for year, days in PUBLISHED.items()
        for day in days.split()
    }
    on_weekdays = {day for day in BANK_HOLIDAYS if day.weekday() < 5}
    assert on_weekdays == published
    assert on_weekdays == {day for day in IN_WALES if day.weekday() < 5}


@pytest.mark.parametrize("start", VECTORS)
def test_a_clock_of_working_days_ends_on_the_day_worked_out_by_hand(start: str) -> None:
    ends = [
        add_working_days(date.fromisoformat(start), count, BANK_HOLIDAYS).isoformat()
        for count in CLOCKS
    ]
    assert ends == VECTORS[start].split()


def test_the_start_is_day_nought_even_on_a_sunday() -> None:
    sunday = date(2026, 11, 22)
    assert add_working_days(sunday, 0, NO_HOLIDAYS) == sunday
    assert add_working_days(sunday, 1, NO_HOLIDAYS) == date(2026, 11, 23)


def test_a_proclaimed_holiday_moves_the_clock_by_a_day() -> None:
    friday, tuesday = date(2026, 11, 20), date(2026, 11, 24)
    assert add_working_days(friday, 1, {date(2026, 11, 23)}) == tuesday


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 11, 20), -1, NO_HOLIDAYS)


@given(start=days, count=st.integers(0, 60), closed=st.sets(days, max_size=40))
def test_exactly_so_many_working_days_lie_after_the_start_and_the_last_is_one(
    start: date, count: int, closed: set[date]
) -> None:
    end = add_working_days(start, count, closed)
    between = [start + timedelta(days=each + 1) for each in range((end - start).days)]
    working = [each for each in between if each.weekday() not in {5, 6} and each not in closed]
    assert len(working) == count
    assert count == 0 or working[-1] == end
    assert [each for each in between if is_working_day(each, closed)] == working
