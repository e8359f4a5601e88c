from dataclasses import replace
from datetime import date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.contacts import (
    ROLE_OF_AGENCY,
    ROLES,
    Answering,
    Contact,
    Origin,
    answering,
    by_trust,
    for_role,
)
from desktop_app.domain.opening_hours import (
    WHOLE_DAY,
    Hours,
    Range,
    closes_at,
    hours_text,
    is_open,
    never_closes,
    opens_at,
    read_hours,
    read_ranges,
)

BANK_HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2030)))
OFFICE = "Mon-Thu 08:45-17:00, Fri 08:45-16:45"
EVENING = "Mon-Fri 17:00-09:00, Sat-Sun 00:00-24:00, Hol 00:00-24:00"
MINUTE = timedelta(minutes=1)


def hours(text: str) -> Hours:
    found = read_hours(text)
    assert found is not None
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def front_door(**more: str) -> Contact:
    return Contact(
        "front-door",
        number="020 8489 4470",
        out_of_hours="020 8489 0000",
        hours=hours(more.get("hours", OFFICE)),
    )


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    found: dict[int, tuple[Range, ...]] = {}
    for day in draw(st.sets(st.integers(0, 7), min_size=1)):
        edges = sorted(draw(st.sets(times, min_size=2, max_size=4)))
        spans = list(zip(edges[::2], edges[1::2], strict=False))
        if draw(st.booleans()):
            spans[-1] = (spans[-1][0], draw(st.sampled_from([time(0), spans[0][0]])))
        found[day] = tuple(spans)
    return {day: found[day] for day in sorted(found)}


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))  # noqa: DTZ001  # a clock on a wall


def test_hours_are_read_as_they_are_written() -> None:
    found = hours(OFFICE)
    assert found[0] == found[3] == ((time(8, 45), time(17)),)
    assert found[4] == ((time(8, 45), time(16, 45)),)
    assert set(found) == {0, 1, 2, 3, 4}
    assert hours_text(found) == OFFICE


@given(some_hours())
def test_hours_that_are_written_are_read_as_they_were(given_hours: Hours) -> None:
    assert read_hours(hours_text(given_hours)) == given_hours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "always",
        "Mon",
        "Mon 08:45",
        "Mon 25:00-26:00",
        "Mon 08:45-24:30",
        "Fri-Mon 08:45-17:00",
        "Sun-Hol 08:45-17:00",
        "Mo-Fr 08:45-17:00",
        "Mon 09:00-13:00, Mon 12:00-17:00",
        "Mon 17:00-09:00, Mon 18:00-19:00",
        "Mon 08:45-17:00,",
    ],
)
def test_what_is_no_hours_is_not_read(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize("text", ["Mon-Fri 9:00-17:00", "Mon-Fri 09:00 to 17:00"])
def test_an_hour_in_a_file_may_be_typed_as_one_types_it_in_the_window(text: str) -> None:
    assert read_hours(text) == read_hours("Mon-Fri 09:00-17:00")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_hours(text)
    assert found is None or read_hours(hours_text(found)) == found


def test_a_day_is_read_as_people_type_it() -> None:
    assert read_ranges("8.45 to 12:00, 13:00 \u2013 17:00") == (
        (time(8, 45), time(12)),
        (time(13), time(17)),
    )
    assert read_ranges("00:00-24:00") == (WHOLE_DAY,)
    assert read_ranges("  ") == ()
    assert read_ranges("from nine") is None
    assert read_ranges("9:00-12:00, 11:00-13:00") is None


@pytest.mark.parametrize(
    ("moment", "number", "opens", "closes"),
    [
        ("2026-11-19T16:50", "020 8489 4470", None, "2026-11-19T17:00"),
        ("2026-11-19T17:00", "020 8489 0000", "2026-11-20T08:45", None),
        ("2026-11-20T16:44", "020 8489 4470", None, "2026-11-20T16:45"),
        ("2026-11-20T16:45", "020 8489 0000", "2026-11-23T08:45", None),
        ("2026-11-20T17:40", "020 8489 0000", "2026-11-23T08:45", None),
        ("2026-11-21T11:00", "020 8489 0000", "2026-11-23T08:45", None),
        ("2026-12-24T18:00", "020 8489 0000", "2026-12-29T08:45", None),
        ("2026-12-25T11:00", "020 8489 0000", "2026-12-29T08:45", None),
    ],
)
def test_the_office_answers_in_its_hours_and_the_other_number_else(
    moment: str, number: str, opens: str | None, closes: str | None
) -> None:
    found = answering(front_door(), at(moment), BANK_HOLIDAYS)
    assert (found.number, found.open_now) == (number, True)
    assert found.opens_at == (at(opens) if opens else None)
    assert found.closes_at == (at(closes) if closes else None)
    assert {found.number, found.other_number} == {"020 8489 4470", "020 8489 0000"}


@pytest.mark.parametrize(
    ("moment", "is_answered"),
    [
        ("2026-11-20T16:59", False),
        ("2026-11-20T17:00", True),
        ("2026-11-21T03:00", True),
        ("2026-11-23T08:59", False),
        ("2026-11-24T08:59", True),
        ("2026-11-24T09:00", False),
        ("2026-12-25T12:00", True),
        ("2026-12-28T12:00", True),
    ],
)
def test_an_evening_line_answers_until_the_next_morning_and_all_of_a_bank_holiday(
    moment: str, *, is_answered: bool
) -> None:
    assert is_open(hours(EVENING), at(moment), BANK_HOLIDAYS) is is_answered


def test_an_evening_line_closes_when_its_night_and_the_weekend_after_it_are_over() -> None:
    found = hours(EVENING)
    assert closes_at(found, at("2026-11-19T22:00"), BANK_HOLIDAYS) == at("2026-11-20T09:00")
    assert closes_at(found, at("2026-11-20T22:00"), BANK_HOLIDAYS) == at("2026-11-23T00:00")


def test_a_line_that_never_closes_answers_on_a_bank_holiday_too() -> None:
    line = Contact("prevent", number="0800 789 321", hours=hours("Mon-Sun 00:00-24:00"))
    found = answering(line, at("2026-12-25T03:00"), BANK_HOLIDAYS)
    assert found == Answering("0800 789 321", open_now=True)


def test_without_a_number_for_out_of_hours_the_office_is_given_with_when_it_opens() -> None:
    line = Contact("lado", number="01634 331065", hours=hours(OFFICE))
    found = answering(line, at("2026-11-20T18:00"), BANK_HOLIDAYS)
    assert found == Answering("01634 331065", open_now=False, opens_at=at("2026-11-23T08:45"))


def test_where_nobody_said_when_it_answers_that_is_not_known() -> None:
    line = Contact("lado", number="01634 331065", out_of_hours="03000 419191")
    found = answering(line, at("2026-11-20T18:00"), BANK_HOLIDAYS)
    assert found == Answering("01634 331065", None, other_number="03000 419191")
    evening = Contact("out-of-hours", out_of_hours="03000 419191")
    assert answering(evening, at("2026-11-20T18:00"), BANK_HOLIDAYS).number == "03000 419191"


@given(some_hours(), moments)
def test_the_number_that_is_given_is_open_by_its_own_hours(
    given_hours: Hours, moment: datetime
) -> None:
    line = Contact("lado", number="office", out_of_hours="evening", hours=given_hours)
    found = answering(line, moment, BANK_HOLIDAYS)
    opened = is_open(given_hours, moment, BANK_HOLIDAYS) or never_closes(given_hours)
    assert found.number == ("office" if opened else "evening")
    assert found.open_now is True
    if found.closes_at is not None:
        assert found.closes_at > moment
        assert not is_open(given_hours, found.closes_at, BANK_HOLIDAYS)
        assert is_open(given_hours, found.closes_at - MINUTE, BANK_HOLIDAYS)
    if found.opens_at is not None:
        assert found.opens_at > moment
        assert is_open(given_hours, found.opens_at, BANK_HOLIDAYS)
        assert not is_open(given_hours, found.opens_at - MINUTE, BANK_HOLIDAYS)


@given(some_hours(), moments)
def test_whatever_is_open_is_open_until_it_closes_and_whatever_is_closed_until_it_opens(
    given_hours: Hours, moment: datetime
) -> None:
    opened = is_open(given_hours, moment, BANK_HOLIDAYS)
    turns = (closes_at if opened else opens_at)(given_hours, moment, BANK_HOLIDAYS)
    for hour in range(1, 60):
        later = moment + timedelta(hours=hour)
        if turns is None or later < turns:
            assert is_open(given_hours, later, BANK_HOLIDAYS) is opened


@given(some_hours().filter(lambda each: 7 not in each), st.sampled_from(sorted(BANK_HOLIDAYS)))
def test_without_hours_for_bank_holidays_an_office_that_is_closed_on_sundays_is_closed_on_one(
    given_hours: Hours, day: date
) -> None:
    noon = datetime.combine(day, time(12))
    by_day = {number: spans for number, spans in given_hours.items() if number != 6}
    overnight = any(end <= start for spans in by_day.values() for start, end in spans)
    if not overnight:
        assert not is_open(by_day, noon, BANK_HOLIDAYS)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-25T12:00", "answers"),  # a Friday, as on a Sunday
        ("2026-12-25T23:00", "answers"),
        ("2026-12-28T03:00", "answers"),
        ("2026-12-28T12:00", "answers"),  # a Monday kept for Boxing Day
        ("2026-12-29T03:00", "answers"),  # the night after it
        ("2026-12-29T12:00", "closed"),
    ],
)
def test_a_duty_team_answers_on_bank_holidays_though_nobody_wrote_them_in(
    moment: str, said: str
) -> None:
    team = read_hours("Mon-Fri 17:00-09:00, Sat-Sun 00:00-24:00")
    assert team is not None
    assert is_open(team, datetime.fromisoformat(moment), BANK_HOLIDAYS) is (said == "answers")


def test_the_most_trusted_number_comes_first_and_examples_only_while_there_is_no_other() -> None:
    example = Contact("front-door", number="3", origin=Origin.EXAMPLE)
    school = Contact("front-door", number="2")
    it = Contact("front-door", number="1", origin=Origin.IT)
    assert by_trust([example, school, it]) == (it, school, example)
    assert for_role([example, school, it], "front-door") == (it, school)
    assert for_role([example], "front-door") == (example,)
    assert for_role([example, Contact("front-door")], "front-door") == (example,)
    assert for_role([example], "lado") == ()


def test_an_area_is_the_same_however_it_is_written() -> None:
    ours = Contact("front-door", number="1", area="London Borough of Haringey")
    theirs = Contact("front-door", number="2", area="Derby & Derbyshire")
    assert for_role([ours, theirs], "front-door", "london haringey council") == (ours,)
    assert for_role([ours, theirs], "front-door", "derby and derbyshire") == (theirs,)
    assert for_role([ours, theirs], "front-door", "Derby") == (theirs,)
    assert for_role([ours, theirs], "front-door", "Enfield") == ()
    assert for_role([replace(ours, area="")], "front-door", "Enfield") == ()


def test_every_agency_has_a_role_that_there_is() -> None:
    assert set(ROLE_OF_AGENCY.values()) <= set(ROLES)
    assert len(set(ROLES)) == len(ROLES)
