from datetime import date, timedelta
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.facts import Facts, facts_of, settle
from desktop_app.domain.people import (
    ROLES,
    STATUSES,
    AgeRange,
    Person,
    age_on,
    age_then,
    age_today,
    has_social_worker,
    plausible_age,
    year_group_number,
)
from tests.domain.england import BY_HAND

THEN = date(2026, 11, 20)
HELD = ("sharer", "requester", "recipient", "suspected-adult")

births = st.dates(min_value=date(1990, 1, 1), max_value=date(2022, 12, 31))
moments = st.dates(min_value=date(2023, 1, 1), max_value=date(2040, 12, 31))


class Known(TypedDict, total=False):
    born: date
    age: int
    year_group: str
    status: tuple[str, ...]
    school: str
    lives_in: str
    social_worker: str
    details: tuple[tuple[str, str], ...]


def someone(*roles: str, **known: Unpack[Known]) -> Person:
    return Person(id="", roles=roles or ("depicted",), **known)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2026-02-27", 17),
        ("2026-02-28", 17),
        ("2026-03-01", 18),
        ("2028-02-28", 19),
        ("2028-02-29", 20),
    ],
)
def test_someone_born_on_29_february_has_a_birthday_on_1_march_in_other_years(
    day: str, age: int
) -> None:
    assert age_on(date(2008, 2, 29), date.fromisoformat(day)) == age


def test_the_rule_of_29_february_holds_in_1900_and_2000() -> None:
    assert age_on(date(1896, 2, 29), date(1900, 2, 28)) == 3
    assert age_on(date(1896, 2, 29), date(1900, 3, 1)) == 4
    assert age_on(date(1996, 2, 29), date(2000, 2, 28)) == 3
    assert age_on(date(1996, 2, 29), date(2000, 2, 29)) == 4


def test_an_age_turns_on_the_birthday_itself() -> None:
    born = date(2008, 11, 20)
    assert age_on(born, date(2026, 11, 19)) == 17
    assert age_on(born, date(2026, 11, 20)) == 18


@given(born=births, day=moments)
def test_an_age_rises_by_one_a_year_and_never_falls(born: date, day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert age_on(born, tomorrow) - age_on(born, day) in {0, 1}
    assert age_on(born, born) == 0


def test_a_date_of_birth_decides_before_an_age_and_an_age_before_a_year_group() -> None:
    born = date(2011, 5, 3)
    assert age_then(someone(born=born, age=40, year_group="1"), THEN) == AgeRange(15, 15)
    assert age_then(someone(age=14, year_group="1"), THEN) == AgeRange(14, 14)
    assert age_then(someone(year_group="9"), THEN) == AgeRange(13, 14)


@pytest.mark.parametrize(
    ("group", "youngest", "oldest"),
    [("R", 4, 5), ("1", 5, 6), ("7", 11, 12), ("8", 12, 13), ("11", 15, 16), ("13", 17, 18)],
)
def test_a_year_group_bounds_the_age(group: str, youngest: int, oldest: int) -> None:
    assert age_then(someone(year_group=group), THEN) == AgeRange(youngest, oldest)


def test_a_year_group_belongs_to_the_school_year_that_the_day_lies_in() -> None:
    year_8 = someone(year_group="8")
    assert age_then(year_8, date(2026, 9, 1)) == AgeRange(12, 13)
    assert age_then(year_8, date(2027, 8, 31)) == AgeRange(13, 13)
    assert age_then(year_8, date(2027, 9, 1)) == AgeRange(12, 13)


@given(born=births, day=moments)
def test_the_bounds_of_the_pupils_own_year_group_always_hold_the_true_age(
    born: date, day: date
) -> None:
    school_year = day.year - ((day.month, day.day) < (9, 1))
    group = school_year - born.year - 5 + (born.month < 9)
    if 1 <= group <= 13:
        bounds = age_then(someone(year_group=f"Year {group}"), day)
        assert bounds.youngest is not None
        assert bounds.oldest is not None
        assert bounds.youngest <= age_on(born, day) <= bounds.oldest
        assert bounds.oldest - bounds.youngest <= 1


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("9", 9),
        ("Year 9", 9),
        ("yr 10", 10),
        ("Y7", 7),
        (" year   12 ", 12),
        ("9RS", 9),
        ("Reception", 0),
        ("R", 0),
        ("YR", 0),
        ("", None),
        ("0", None),
        ("14", None),
        ("Nursery", None),
        ("sixth form", None),
        ("9 or 10", None),
        ("-9", None),
        ("9.5", None),
        ("999", None),
    ],
)
def test_a_year_group_is_read_as_schools_write_it_and_never_guessed(
    written: str, number: int | None
) -> None:
    assert year_group_number(written) == number


def test_an_unknown_age_is_never_taken_for_a_childs_or_an_adults() -> None:
    for person in (someone(), someone(year_group="sixth form"), someone("suspected-adult")):
        bounds = age_then(person, THEN)
        assert bounds == AgeRange()
        assert not bounds.certainly_adult
        assert not bounds.certainly_under_13
        assert age_today(person, then=THEN, today=THEN) == AgeRange()


def test_what_is_certain_of_an_age_needs_every_age_that_fits() -> None:
    assert AgeRange(18, 18).certainly_adult
    assert not AgeRange(17, 18).certainly_adult
    assert AgeRange(11, 12).certainly_under_13
    assert not AgeRange(12, 13).certainly_under_13
    assert AgeRange(18, None).certainly_adult


def test_an_age_today_is_worked_out_from_the_age_when_it_happened() -> None:
    pupil = someone(age=14)
    assert age_today(pupil, then=THEN, today=THEN) == AgeRange(14, 14)
    assert age_today(pupil, then=THEN, today=date(2026, 11, 21)) == AgeRange(14, 15)
    assert age_today(pupil, then=THEN, today=date(2027, 11, 19)) == AgeRange(14, 15)
    assert age_today(pupil, then=THEN, today=date(2027, 11, 20)) == AgeRange(15, 15)
    assert age_today(pupil, then=THEN, today=date(2026, 11, 19)) == AgeRange()
    born = someone(born=date(2011, 5, 3), age=14)
    assert age_today(born, then=THEN, today=date(2030, 5, 3)) == AgeRange(19, 19)


@given(born=births, then=moments, later=st.integers(0, 6000))
def test_an_age_today_always_lies_in_the_bounds_given_for_it(
    born: date, then: date, later: int
) -> None:
    today = then + timedelta(days=later)
    known = someone(age=age_on(born, then))
    bounds = age_today(known, then=then, today=today)
    assert bounds.youngest is not None
    assert bounds.oldest is not None
    assert bounds.youngest <= age_on(born, today) <= bounds.oldest
    exact = someone(born=born)
    assert age_today(exact, then=then, today=today) == AgeRange(
        age_on(born, today), age_on(born, today)
    )


def settled(
    *people: Person, given_answers: dict[str, Answer] | None = None
) -> tuple[dict[str, Answer], set[tuple[str, tuple[str, ...]]]]:
    answers, faults = settle(
        BY_HAND.catalogue, kinds=("bullying",), given=given_answers or {}, people=people, then=THEN
    )
    return answers, {(each.where, each.about) for each in faults}


@pytest.mark.parametrize("role", ROLES)
def test_only_those_taking_part_are_held_against_adult_involved(role: str) -> None:
    answers, faults = settled(someone(role, age=18))
    assert faults == set()
    assert answers == ({"adult-involved": Answer.YES} if role in HELD else {})


@pytest.mark.parametrize("role", ROLES)
def test_only_who_is_shown_is_held_against_under_13(role: str) -> None:
    answers, faults = settled(someone(role, age=12))
    assert faults == set()
    assert answers == ({"under-13": Answer.YES} if role == "depicted" else {})


def test_an_18_year_old_pupil_is_an_adult_and_17_is_not() -> None:
    pupil = someone("sharer", born=date(2008, 11, 20), year_group="13", school="Oak Hill")
    assert settled(pupil)[0] == {"adult-involved": Answer.YES}
    day_younger = someone("sharer", born=date(2008, 11, 21), year_group="13")
    assert settled(day_younger)[0] == {}
    assert settled(someone("sharer", year_group="13"))[0] == {}


def test_an_adult_turns_what_was_left_out_or_not_known_into_yes() -> None:
    adult = someone("witness", "recipient", age=30)
    for given_answers in ({}, {"adult-involved": Answer.NOT_KNOWN}):
        assert settled(adult, given_answers=given_answers)[0] == {"adult-involved": Answer.YES}


def test_an_adult_against_no_is_a_fault_that_names_both() -> None:
    people = (someone("depicted", age=15), someone("requester", age=18))
    _, faults = settled(*people, given_answers={"adult-involved": Answer.NO})
    assert faults == {("answers.adult-involved", ("adult-involved", "people[1]"))}
    _, faults = settled(someone(age=12), given_answers={"under-13": Answer.NO})
    assert faults == {("answers.under-13", ("under-13", "people[0]"))}


def test_people_never_give_a_no_and_never_contradict_a_yes() -> None:
    people = (someone("depicted", age=15), someone("sharer", age=15))
    assert settled(*people) == ({}, set())
    yes = {"adult-involved": Answer.YES, "under-13": Answer.YES}
    assert settled(*people, given_answers=yes) == (yes, set())
    assert settled(*people, given_answers=dict.fromkeys(yes, Answer.NO))[1] == set()


def test_someone_of_unknown_age_changes_no_answer() -> None:
    for role in ROLES:
        assert settled(someone(role)) == ({}, set())
        assert settled(someone(role), given_answers={"adult-involved": Answer.NO})[1] == set()


def test_the_age_that_counts_is_the_age_when_it_happened() -> None:
    turned_18_since = someone("sharer", born=THEN.replace(year=2008) + timedelta(days=1))
    assert settled(turned_18_since)[0] == {}


def test_a_social_worker_is_one_of_a_child_or_of_someone_who_may_be_one() -> None:
    assert has_social_worker(someone(social_worker="J. Bloggs"), THEN)
    assert has_social_worker(someone("witness", age=15, status=("looked-after",)), THEN)
    assert not has_social_worker(someone(social_worker="  "), THEN)
    assert not has_social_worker(someone("sharer", age=18, social_worker="J. Bloggs"), THEN)
    assert not has_social_worker(someone("parent-carer", social_worker="J. Bloggs"), THEN)
    assert not has_social_worker(someone(status=("young-carer", "adopted")), THEN)
    with_worker = {each for each in STATUSES if has_social_worker(someone(status=(each,)), THEN)}
    assert with_worker == {"child-protection-plan", "child-in-need", "looked-after"}
    people = (someone("staff"), someone(status=("child-in-need",)))
    assert facts_of(("bullying",), {}, day=THEN, people=people, then=THEN).open_case
    assert not facts_of(("bullying",), {}, day=THEN, people=people[:1], then=THEN).open_case


def test_another_school_and_another_council_are_known_from_the_people() -> None:
    def facts(*people: Person) -> tuple[bool, bool]:
        found = facts_of(("bullying",), {}, day=THEN, people=people, then=THEN)
        return found.other_setting, found.other_area

    assert facts(someone(), someone(school="  ", lives_in="Ham")) == (False, False)
    assert facts(someone(school="Hill School")) == (True, False)
    assert facts(someone(lives_in="East  Ham"), someone(lives_in="east ham")) == (False, False)
    assert facts(someone(lives_in="East Ham"), someone(lives_in="Barking")) == (False, True)


def test_our_own_school_is_not_another_one_and_neither_is_one_that_was_not_named() -> None:
    def elsewhere(*people: Person) -> bool:
        found = facts_of(
            ("bullying",), {}, day=THEN, people=people, then=THEN, our_school="Hill  School"
        )
        return found.other_setting

    assert not elsewhere(someone(school="hill school"), someone(school=""))
    assert elsewhere(someone(school="Hill School"), someone(school="Dale School"))


def test_facts_without_people_say_nothing_about_them() -> None:
    facts = Facts(("bullying",), {}, THEN)
    assert (facts.open_case, facts.other_setting, facts.other_area) == (False, False, False)


def test_a_detail_that_was_not_given_is_an_empty_text() -> None:
    person = someone(details=(("gp", "Dr Example"),))
    assert person.detail("gp") == "Dr Example"
    assert person.detail("address") == ""


def test_an_age_is_plausible_from_nought_to_150() -> None:
    assert [plausible_age(each) for each in (-1, 0, 150, 151)] == [False, True, True, False]


@pytest.mark.parametrize("born", [THEN + timedelta(days=1), date(2062, 5, 3), date(1875, 5, 3)])
def test_a_date_of_birth_that_cannot_be_right_is_no_knowledge_of_an_age(born: date) -> None:
    impossible = someone("depicted", "sharer", born=born)
    assert age_then(impossible, THEN) == AgeRange()
    assert settled(impossible) == ({}, set())
    assert age_then(someone(born=born, age=14), THEN) == AgeRange(14, 14)


def test_someone_born_on_the_day_itself_is_nought() -> None:
    assert age_then(someone(born=THEN), THEN) == AgeRange(0, 0)
    assert age_today(someone(born=THEN), then=THEN, today=THEN) == AgeRange(0, 0)
