"""The procedure of Wales against the contract: who is told, what is due, what its source is worth."""

from datetime import date

import pytest

from desktop_app.domain.procedure import Procedure, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.desk import Desk

FRIDAY = date(2026, 11, 20)
PRESSURE = ("blackmailed", "coerced", "groomed")
EVERY_CRITERION = (
    "adult-involved",
    "coerced",
    "capacity-doubt",
    "immediate-risk",
    "offline-meeting",
    "acts-unusual",
    "acts-violent",
    "under-13 sexual-acts",
)
FROM_THE_HEAD = ("head teacher", "sign-off", "the head ")


@pytest.fixture(scope="module")
def wales() -> Procedure:
    return Library(paths.resources_folder()).get("all-wales-2021")


@pytest.fixture(scope="module")
def desk(wales: Procedure, catalogue: Catalogue) -> Desk:
    return Desk(wales, catalogue)


def told(desk: Desk, kinds: str, yes: str = "", unknown: str = "") -> dict[str, Strength]:
    found = desk.ask(kinds, yes=yes, unknown=unknown).refer_to
    return {each.agency: each.strength for each in found}


def test_it_stands_by_itself_and_knows_the_agencies_of_wales_and_no_pair(wales: Procedure) -> None:
    assert wales.nation == "wales"
    assert wales.extends == ""
    assert wales.pair == ()
    assert [each.id for each in wales.agencies] == [
        "police",
        "social-services",
        "designated-officer",
        "prevent",
    ]
    assert {each.strength for each in wales.referral} == {Strength.MUST}


@pytest.mark.parametrize("yes", EVERY_CRITERION)
def test_a_criterion_that_is_met_is_reported_to_social_services(desk: Desk, yes: str) -> None:
    assert told(desk, "nudes-shared", yes)["social-services"] is Strength.MUST


@pytest.mark.parametrize("yes", ["child-at-risk", "significant-harm"])
@pytest.mark.parametrize("kind", ["bullying", "harmful-sites", "extremism"])
def test_a_child_at_risk_is_reported_whatever_the_kind(desk: Desk, kind: str, yes: str) -> None:
    assert told(desk, kind, yes) == {"social-services": Strength.MUST}


@pytest.mark.parametrize("yes", PRESSURE)
def test_the_police_are_told_of_blackmail_coercion_and_grooming(desk: Desk, yes: str) -> None:
    assert set(told(desk, "bullying", yes)) == {"police", "social-services"}


def test_a_concern_about_a_colleague_alone_is_for_the_designated_officer(desk: Desk) -> None:
    assert set(told(desk, "colleague-concern")) == {"designated-officer"}
    with_contact = told(desk, "colleague-concern", "adult-has-contact")
    assert set(with_contact) == {"designated-officer", "social-services"}


def test_a_child_with_images_of_abuse_and_upskirting_are_for_the_police(desk: Desk) -> None:
    assert set(told(desk, "abuse-images-by-child")) == {"police", "social-services"}
    assert set(told(desk, "upskirting")) == {"police"}


def test_only_the_question_of_wales_holds_a_decision_up(desk: Desk) -> None:
    held = desk.ask("bullying", unknown="child-at-risk")
    assert (held.outcome, held.find_out) == ("hold", ("child-at-risk",))
    english = desk.ask("bullying", unknown="significant-harm")
    assert (english.outcome, english.find_out) == ("school-managed", ())


def test_the_clocks_of_wales(desk: Desk) -> None:
    found = desk.ask("bullying", yes="child-at-risk")
    due = {each.id: each.due for each in found.duties}
    assert due["refer"] == date(2026, 11, 21)
    assert due["confirm-in-writing"] == date(2026, 11, 22)
    assert due["social-care-decision"] == date(2026, 11, 23)
    assert due["chase-acknowledgement"] == date(2026, 12, 1)
    assert due["child-protection-conference"] is None
    colleague = {each.id: each.due for each in desk.ask("colleague-concern").duties}
    assert colleague["lado-contact"] == date(2026, 11, 21)


def test_no_signature_stands_before_a_report_to_social_services(
    desk: Desk, wales: Procedure
) -> None:
    for kind in desk.kinds():
        if kind == "colleague-concern":
            continue  # there the head teacher is told, not asked
        found = desk.ask(kind, yes="child-at-risk on-school-device staff-viewed")
        advice = {each.id: each.text for each in found.advice}
        assert "decide-with-the-head" not in advice
        said = [
            wales.outcome_texts[found.outcome],
            wales.family_texts[found.tell_family],
            *(each.text for each in found.duties),
            *advice.values(),
        ]
        assert [each for each in said if any(word in each for word in FROM_THE_HEAD)] == []


def test_the_source_says_that_it_is_old_that_lists_are_lost_and_what_it_is_used_with(
    wales: Procedure,
) -> None:
    assert wales.is_out_of_date(FRIDAY)
    states = {each.id: each.text for each in wales.states_on(FRIDAY)}
    assert set(states) == {"used-with", "old", "lists-lost", "recalled"}
    assert "Wales Safeguarding Procedures" in states["used-with"]
    assert "February 2021" in states["old"]
    lost = [
        f"{topic.id}/{point.id}"
        for topic in wales.topics
        for point in topic.points
        if "list lost on capture" in point.text
    ]
    assert len(lost) == 5


def test_the_five_steps_of_the_continuum_are_explained_with_the_examples_of_the_guide(
    wales: Procedure, catalogue: Catalogue
) -> None:
    terms = {each.id: each for each in wales.terms}
    for step in catalogue.by_id["continuum"].choices:
        assert "xample" in terms[f"continuum-{step}"].meaning


def test_what_is_overtaken_is_said_with_what_holds_today(wales: Procedure) -> None:
    overtaken = {each.id for each in wales.law if each.today is not None}
    overtaken |= {each.id for each in wales.services if each.today is not None}
    assert {
        "communications-act",
        "malicious-communications",
        "prevent-duty",
        "nspcc-online",
        "thinkuknow",
    } <= overtaken
