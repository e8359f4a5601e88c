from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_app.ui import day_text

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3/5/2011", "2011-05-03"),
        ("03.05.2011", "2011-05-03"),
        ("3 5 2011", "2011-05-03"),
        ("2011-05-03", "2011-05-03"),
        ("2011-5-3", "2011-05-03"),
        ("3 May 2011", "2011-05-03"),
        ("3rd of May, 2011", "2011-05-03"),
        ("Tue 3 may 2011", "2011-05-03"),
        ("  3   September  2011 ", "2011-09-03"),
        ("3 Sept 2011", "2011-09-03"),
        ("29/2/2012", "2012-02-29"),
        ("20/11/26", "2026-11-20"),
        ("1 Jan 27", "2027-01-01"),
        ("today", "2026-11-20"),
        ("Yesterday", "2026-11-19"),
    ],
)
def test_a_day_is_read_as_people_in_a_school_write_it(text: str, iso: str) -> None:
    assert day_text.day(text, today=TODAY) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow or so",
        "31/2/2011",
        "29/2/2011",
        "5/13/2011",
        "3 Ju 2011",
        "3 J 2011",
        "3/5",
        "3/5/78",
        "3/5/0011",
        "3/5/9999",
        "17:40",
        "2011",
        "\u0663/\u0665/\u0662\u0660\u0661\u0661",
    ],
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert day_text.day(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20 Nov 2026 17:40", "2026-11-20T17:40"),
        ("20/11/2026 17.40", "2026-11-20T17:40"),
        ("2026-11-20T17:40", "2026-11-20T17:40"),
        ("2026-11-20 07:05", "2026-11-20T07:05"),
        ("20 Nov 2026, 5:40 pm", "2026-11-20T17:40"),
        ("20 Nov 2026 at 5pm", "2026-11-20T17:00"),
        ("today 12:15 am", "2026-11-20T00:15"),
        ("yesterday 12 pm", "2026-11-19T12:00"),
        ("17:40", "2026-11-20T17:40"),
        ("at 9am", "2026-11-20T09:00"),
        ("19/11/2026", "2026-11-19"),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, iso: str) -> None:
    assert day_text.moment(text, today=TODAY) == iso


@pytest.mark.parametrize(
    "text", ["", "20 Nov 2026 25:00", "9", "31/2/2026 10:00", "17:60", "13 pm"]
)
def test_what_is_no_moment_is_not_taken_for_one(text: str) -> None:
    assert day_text.moment(text, today=TODAY) is None


@given(some.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_every_day_that_is_shown_can_be_read_again(day: date) -> None:
    shown = day_text.in_words(day.isoformat())
    assert day_text.day(shown, today=TODAY) == day.isoformat()


@given(some.datetimes(datetime(1800, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001  # as typed
def test_every_moment_that_is_shown_can_be_read_again(moment: datetime) -> None:
    iso = moment.isoformat(timespec="minutes")
    assert day_text.moment(day_text.in_words(iso), today=TODAY) == iso


@given(some.text())
def test_any_text_is_read_or_refused_and_what_is_read_is_a_day(text: str) -> None:
    found = day_text.moment(text, today=TODAY)
    assert found is None or datetime.fromisoformat(found)
    assert day_text.in_words(text) is not None
