"""What Kent and Medway ask for beyond the national procedure."""

from datetime import date

import pytest

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.desk import Desk

THE_SAME_DAY = {
    "tell-manager",
    "secure-computer",
    "list-access",
    "preserve-logs",
    "lado-contact",
    "police-with-lado",
    "police-at-once",
    "views-of-police",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_folder())


@pytest.fixture(scope="module")
def kent(library: Library) -> Procedure:
    return library.get("kent-medway-2016", "1")


@pytest.fixture(scope="module")
def in_kent(kent: Procedure, library: Library) -> Desk:
    return Desk(kent, library.catalogue)


def test_a_concern_about_a_colleague_goes_to_the_police_and_the_lado(in_kent: Desk) -> None:
    found = in_kent.ask("colleague-concern")
    assert {each.agency: str(each.strength) for each in found.refer_to} == {
        "police": "must",
        "lado": "must",
    }


def test_every_step_about_a_colleague_is_due_on_the_calendar_day_even_a_saturday(
    in_kent: Desk,
) -> None:
    found = in_kent.ask("colleague-concern")
    due = {each.id: each.due for each in found.duties if each.id in THE_SAME_DAY}
    assert due == dict.fromkeys(THE_SAME_DAY, date(2026, 11, 21))


def test_the_steps_about_a_colleague_are_eight_and_ticked_with_their_times(
    kent: Procedure,
) -> None:
    steps = next(each for each in kent.checklists if each.id == "colleague-steps")
    assert steps.timed
    assert [each.id for each in steps.items] == [
        "line-manager",
        "manager-is-the-concern",
        "secure-computer",
        "lado",
        "whistle-blowing",
        "police-agreed",
        "interim-action",
        "procedures-followed",
    ]
    assert [each.same_day for each in steps.items] == [True] * 6 + [False] * 2


def test_a_strategy_discussion_has_thirteen_considerations_of_the_agencies(
    kent: Procedure,
) -> None:
    considered = next(each for each in kent.checklists if each.id == "considerations")
    assert [each.id for each in considered.items] == [f"d{number}" for number in range(1, 14)]
    assert considered.owner == "childrens-social-care"


def test_the_police_are_told_at_once_wherever_the_document_names_them(in_kent: Desk) -> None:
    for kind in in_kent.kinds():
        found = in_kent.ask(kind)
        named = "police" in {each.agency for each in found.refer_to}
        assert named == ("police-at-once" in {each.id for each in found.duties})


@pytest.mark.parametrize("kind", ["bullying", "gangs-exploitation", "sexual-messages"])
def test_a_criterion_alone_leaves_the_choice_between_police_and_social_care(
    in_kent: Desk, kind: str
) -> None:
    found = in_kent.ask(kind, yes="coerced")
    assert {str(each.strength) for each in found.refer_to} == {"and-or"}
    assert "police-at-once" not in {each.id for each in found.duties}


def test_what_the_national_list_has_beyond_the_eight_steps_stands_beside_them(
    kent: Procedure,
) -> None:
    assert kent.base is not None
    national = next(each for each in kent.base.checklists if each.id == "colleague-steps")
    beside = next(each for each in kent.checklists if each.id == "colleague-beside-the-steps")
    said_by_the_steps = {
        "head",
        "instead-of-head",
        "lado",
        "police",
        "whistle-blow",
        "computer",
        "access",
    }
    left = [each for each in national.items if each.id not in said_by_the_steps]
    assert [(x.text, x.same_day) for x in beside.items] == [(x.text, x.same_day) for x in left]
    assert beside.timed
    assert beside.when == national.when


def test_in_a_school_the_manager_who_is_told_is_the_head(kent: Procedure) -> None:
    tell = next(each for each in kent.duties if each.id == "tell-manager")
    assert tell.today
    assert "head teacher" in tell.today.text


def test_the_conference_is_counted_from_the_last_strategy_discussion(kent: Procedure) -> None:
    conference = next(each for each in kent.duties if each.id == "child-protection-conference")
    assert conference.owner == "childrens-social-care"
    assert "last strategy discussion" in conference.starts_with
    assert "15 working days" in conference.text


def test_the_list_of_those_with_access_is_made_for_an_adult_s_images_too(in_kent: Desk) -> None:
    for kind in ("adult-indecent-images", "colleague-concern"):
        assert "list-access" in {each.id for each in in_kent.ask(kind).duties}
    with_device = in_kent.ask("nudes-shared", yes="on-school-device")
    assert {"list-access", "secure-computer"} <= {each.id for each in with_device.duties}


def test_a_child_said_to_have_made_images_or_groomed_brings_the_procedure_on_behaviour(
    in_kent: Desk,
) -> None:
    for kind in ("nudes-shared", "grooming", "abuse-images-by-child"):
        by_child = {each.id for each in in_kent.ask(kind).duties}
        by_adult = {each.id for each in in_kent.ask(kind, yes="adult-involved").duties}
        assert "harmful-behaviour-procedure" in by_child - by_adult


def test_a_document_of_2016_is_out_of_date_on_any_day_and_says_why(kent: Procedure) -> None:
    assert kent.is_out_of_date(date(2016, 11, 1))
    assert {each.id for each in kent.states_on(date(2026, 11, 21))} >= {
        "old",
        "names-out-of-date",
        "lists-lost",
    }


def test_two_contacts_are_one_today_and_no_result_is_promised(kent: Procedure) -> None:
    meeting = next(each for each in kent.law if each.id == "kent-meeting")
    assert "at least twice" in meeting.text
    assert meeting.today
    assert "One earlier contact" in meeting.today.text
    interest = next(each for each in kent.advice if each.id == "public-interest")
    assert "Promise no result" in interest.text


def test_old_names_stand_beside_those_of_today(kent: Procedure) -> None:
    names = next(each for each in kent.topics if each.id == "kent-names")
    assert all(each.today for each in names.points)
    assert "Kent Front Door" in kent.agency_name("childrens-social-care")


def test_nothing_of_the_national_procedure_is_lost(kent: Procedure) -> None:
    base = kent.base
    assert base is not None
    for part in ("referral", "duties", "do_not", "advice", "law", "terms", "services", "topics"):
        ids = {each.id for each in getattr(kent, part)}
        assert {each.id for each in getattr(base, part)} <= ids
