"""Haringey's own words and rules on top of the national ones."""

from datetime import date

import pytest

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.desk import Desk

ABOUT_IMAGES = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
    "adult-indecent-images",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_folder())


@pytest.fixture(scope="module")
def haringey(library: Library) -> Procedure:
    return library.get("haringey-2023", "1")


@pytest.fixture(scope="module")
def at_haringey(haringey: Procedure, library: Library) -> Desk:
    return Desk(haringey, library.catalogue)


def rules_that_refer(desk: Desk, kinds: str, unknown: str = "") -> dict[str, str]:
    return {each.agency: str(each.strength) for each in desk.ask(kinds, unknown=unknown).refer_to}


def test_every_kind_about_images_goes_to_both_agencies_whatever_is_answered(
    at_haringey: Desk,
) -> None:
    both = {"police": "must", "childrens-social-care": "must"}
    found = {kind for kind in at_haringey.kinds() if rules_that_refer(at_haringey, kind) == both}
    assert found == ABOUT_IMAGES


def test_messages_without_an_image_are_referred_while_an_adult_is_not_ruled_out(
    at_haringey: Desk,
) -> None:
    both = {"police": "must", "childrens-social-care": "must"}
    assert rules_that_refer(at_haringey, "sexual-messages") == {}
    assert rules_that_refer(at_haringey, "sexual-messages", unknown="adult-involved") == both


def test_a_kind_that_does_not_bring_the_rule_is_no_reason_for_it(at_haringey: Desk) -> None:
    for unknown, messages in (("", ()), ("adult-involved", ("kind:sexual-messages",))):
        found = at_haringey.ask("exposure sexual-messages", unknown=unknown)
        assert found.refer_to[0].because == ("kind:exposure", *messages)


def test_switching_the_rule_off_touches_nothing_but_images_among_children(
    haringey: Procedure, library: Library, at_haringey: Desk
) -> None:
    desk = Desk(library.switched_off(haringey, frozenset({"every-image"})), library.catalogue)
    for kind in desk.kinds():
        expected = {} if kind == "nudes-shared" else rules_that_refer(at_haringey, kind)
        assert rules_that_refer(desk, kind) == expected


@pytest.mark.parametrize(
    "open_question",
    [
        "adult-involved",
        "blackmailed",
        "coerced",
        "groomed",
        "capacity-doubt",
        "life-in-danger",
        "immediate-risk",
        "offline-meeting",
        "acts-unusual",
        "acts-violent",
    ],
)
def test_the_rule_cannot_be_switched_off_while_a_criterion_is_open(
    haringey: Procedure, library: Library, open_question: str
) -> None:
    desk = Desk(library.switched_off(haringey, frozenset({"every-image"})), library.catalogue)
    found = desk.ask("nudes-shared", unknown=open_question)
    assert found.outcome == "refer-today"
    assert found.switched_off == ("every-image",)


def test_the_family_waits_for_the_agencies_whenever_a_referral_is_due(
    at_haringey: Desk, haringey: Procedure
) -> None:
    for kind in at_haringey.kinds():
        found = at_haringey.ask(kind)
        waits = found.tell_family == "not-until-agreed"
        assert waits == (found.outcome == "refer-today")
    local, national = haringey.family_texts["not-until-agreed"].split("\n", 1)
    assert "In Haringey" in local
    assert "safe tonight" in national


def test_the_page_is_out_of_date_from_the_day_after_its_review(haringey: Procedure) -> None:
    assert not haringey.is_out_of_date(date(2024, 12, 31))
    assert haringey.is_out_of_date(date(2025, 1, 1))


def test_what_is_overtaken_says_what_holds_today(haringey: Procedure) -> None:
    law = {each.id: each.today for each in haringey.law}
    for name in ("haringey-meeting", "haringey-intimate-images", "haringey-sexual-communication"):
        assert law[name]
    police = next(each for each in haringey.advice if each.id == "police-may-record")
    assert police.today
    assert "Promise it to nobody" in police.text


def test_nothing_of_the_national_procedure_is_lost(haringey: Procedure) -> None:
    base = haringey.base
    assert base is not None
    for part in ("referral", "duties", "do_not", "advice", "law", "terms", "services", "topics"):
        ids = {each.id for each in getattr(haringey, part)}
        assert {each.id for each in getattr(base, part)} <= ids


def test_messages_under_pressure_are_never_called_a_matter_for_the_school(
    at_haringey: Desk,
) -> None:
    found = at_haringey.ask("sexual-messages", yes="coerced")
    assert str(found.outcome) == "refer-today"
    said = next(each for each in found.advice if each.id == "messages-count")
    assert "for the school" not in said.text
    assert "the criteria" in said.text
