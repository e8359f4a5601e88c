from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.people import AgeRange
from desktop_app.ui.wizard.ages import (
    age_problem,
    age_words,
    consequence,
    day_it_happened,
    keep_age,
    range_of,
    read_age,
    shown_age,
)
from desktop_app.ui.wizard.typed_days import shown_day, shown_moment

THEN = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", {}),
        ("  ", {}),
        ("9", {"year_group": "9"}),
        ("Year 9", {"year_group": "9"}),
        ("y13", {"year_group": "13"}),
        ("Reception", {"year_group": "Reception"}),
        ("14", {"age": 14}),
        ("34", {"age": 34}),
        ("age 9", {"age": 9}),
        ("aged 12", {"age": 12}),
        ("12 years old", {"age": 12}),
        ("15yo", {"age": 15}),
        ("3/5/2011", {"born": "2011-05-03"}),
        ("3 May 2011", {"born": "2011-05-03"}),
        ("2011-05-03", {"born": "2011-05-03"}),
        ("160", None),
        ("age 160", None),
        ("31/31/2011", None),
        ("a teenager", None),
    ],
)
def test_an_age_is_read_as_people_say_it(typed: str, meant: dict[str, Any] | None) -> None:
    assert read_age(typed) == meant


@pytest.mark.parametrize("typed", ["9", "Reception", "age 9", "34", "3/5/2011", "", "a teenager"])
def test_what_is_kept_is_shown_so_that_it_reads_the_same_again(typed: str) -> None:
    row: dict[str, Any] = {"name": "A.", "age": 40}
    keep_age(row, typed)
    again: dict[str, Any] = {"name": "A."}
    keep_age(again, shown_age(row))
    assert again == row


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_or_loses_a_row(typed: str) -> None:
    row: dict[str, Any] = {"name": "A.", "role": ["sharer"]}
    keep_age(row, typed)
    assert row["name"] == "A."
    assert isinstance(range_of(row, THEN), AgeRange)
    if read_age(typed) is None:
        assert row["born"] == typed
        assert range_of(row, THEN) == AgeRange()
        assert age_problem(typed, THEN)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_a_day_is_shown_as_it_can_be_typed(day: date) -> None:
    assert read_age(shown_day(day.isoformat())) == {"born": day.isoformat()}


def test_moments_are_shown_as_they_can_be_typed() -> None:
    assert shown_moment("2026-11-20T17:40") == "20 Nov 2026 17:40"
    assert shown_moment("2026-11-20") == "20 Nov 2026"
    assert shown_moment("at half term") == "at half term"


def test_someone_not_yet_born_is_a_problem_and_so_is_what_cannot_be_read() -> None:
    assert "not yet born" in age_problem("3/5/2027", THEN)
    assert "not yet born, or over 150" in age_problem("3/5/1850", THEN)
    assert "Write it as" in age_problem("a teenager", THEN)
    assert age_problem("Year 9", THEN) == ""
    assert age_problem("", THEN) == ""


def test_ages_are_those_of_the_day_it_happened_and_not_of_today() -> None:
    draft = Draft(id="x", way=Way.TIME)
    assert day_it_happened(draft, THEN) == THEN
    draft.record["aware_at"] = "2026-11-19T08:00"
    assert day_it_happened(draft, THEN) == date(2026, 11, 19)
    draft.record["occurred_at"] = "in the summer"
    assert day_it_happened(draft, THEN) == date(2026, 11, 19)
    draft.record["occurred_at"] = "2026-07-01"
    assert day_it_happened(draft, THEN) == date(2026, 7, 1)


def test_an_age_is_put_into_words() -> None:
    assert age_words(AgeRange(13, 14)) == "13 or 14 when it happened"
    assert age_words(AgeRange(18, 18)) == "18 years old when it happened"
    assert age_words(AgeRange()) == ""


@pytest.mark.parametrize(
    ("roles", "ages", "begins"),
    [
        (["sharer"], AgeRange(18, 18), "18 or over: this counts as an adult taking part"),
        (["suspected-adult"], AgeRange(34, 34), "18 or over: this counts as an adult taking part"),
        (["depicted"], AgeRange(19, 19), "18 or over: an image of an adult"),
        (["depicted"], AgeRange(11, 12), "Under 13: this counts as"),
        (["depicted", "sharer"], AgeRange(12, 12), "Under 13: this counts as"),
        (["depicted"], AgeRange(12, 13), "Under 13, or not?"),
        (["requester"], AgeRange(17, 18), "Under 18, or not?"),
        (["requester"], AgeRange(), "Age not known: this counts neither"),
        (["depicted"], AgeRange(13, 14), ""),
        (["sharer"], AgeRange(15, 16), ""),
        (["parent-carer"], AgeRange(40, 40), ""),
        (["witness"], AgeRange(), ""),
        (["sharer"], AgeRange(12, 12), ""),
    ],
)
def test_what_an_age_means_is_said_for_the_part_a_person_has(
    roles: list[str], ages: AgeRange, begins: str
) -> None:
    said = consequence(roles, ages)
    assert said.startswith(begins)
    assert bool(said) == bool(begins)
