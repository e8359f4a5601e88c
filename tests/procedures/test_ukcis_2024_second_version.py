"""What the second version of the national procedure adds: nothing is decided otherwise."""

from collections.abc import Iterator

import pytest

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import checklists
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.source import Source
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.desk import SATURDAY, Desk

LIBRARY = Library(paths.resources_folder())
SECOND = LIBRARY.get("ukcis-2024", "2")
DESK = Desk(SECOND, LIBRARY.catalogue)

ON_ADULTS = {"early-indicators", "risk-information"}


def shown(kind: str, *yes: str) -> set[str]:
    """Give the checklists of an incident with these answers and no others."""
    given = dict.fromkeys(yes, Answer.YES)
    answers, faults = settle(
        LIBRARY.catalogue, kinds=(kind,), given=given, people=(), then=SATURDAY
    )
    assert faults == ()
    facts = Facts((kind,), answers, SATURDAY)
    return {each.id for each in checklists(SECOND, LIBRARY.catalogue, facts)}


def recalled() -> Iterator[Source]:
    points = [each for topic in SECOND.topics for each in topic.points]
    for part in (SECOND.duties, SECOND.law, SECOND.terms, SECOND.services, points):
        yield from (each.source for each in part if each.source.recalled)


@pytest.mark.parametrize("kind", sorted(LIBRARY.catalogue.kind_by_id))
def test_every_kind_has_advice_of_its_own(kind: str) -> None:
    of_kind = {each.id for each in DESK.ask(kind).advice}
    of_others = [
        {each.id for each in DESK.ask(other).advice}
        for other in LIBRARY.catalogue.kind_by_id
        if other != kind
    ]
    everywhere = set.intersection(*of_others)
    assert of_kind - everywhere - {"both-children", "decide-with-the-head", "not-the-end"}


def test_the_lists_on_adults_are_shown_where_a_child_may_be_near_one() -> None:
    assert shown("adult-indecent-images", "significant-harm") >= ON_ADULTS
    assert shown("grooming", "adult-involved", "suspect-close") >= ON_ADULTS
    assert shown("grooming", "adult-involved", "adult-has-contact") >= ON_ADULTS
    assert not shown("grooming", "adult-involved") & ON_ADULTS
    assert not shown("sextortion") & ON_ADULTS


def test_the_list_of_the_strategy_discussion_follows_social_care_or_the_lado() -> None:
    assert "strategy-discussion" in shown("sextortion")
    assert "strategy-discussion" in shown("colleague-concern")
    assert "strategy-discussion" not in shown("upskirting")
    assert "strategy-discussion" not in shown("bullying")


def test_the_steps_about_a_colleague_are_ticked_with_their_times_and_shown_for_nothing_else() -> (
    None
):
    assert "colleague-steps" in shown("colleague-concern")
    assert "colleague-steps" not in shown("adult-indecent-images")
    steps = next(each for each in SECOND.checklists if each.id == "colleague-steps")
    assert steps.timed
    assert [each.id for each in steps.items][:3] == ["danger", "seal", "head"]
    told_instead = {"instead-of-head", "instead-of-dsl", "whistle-blow"}
    assert told_instead <= {each.id for each in steps.items}


def test_what_was_recalled_says_so_wherever_it_stands() -> None:
    found = list(recalled())
    assert found
    assert all(each.label.endswith("(to be checked against the document)") for each in found)


@pytest.mark.parametrize("procedure", ["ukcis-2024", "all-wales-2021"])
def test_nobody_finds_that_images_are_deleted_without_when(procedure: str) -> None:
    topics = {each.id: each for each in LIBRARY.get(procedure).topics}
    who = next(each for each in topics["deletion"].points if each.id == "who")
    assert who.text.startswith("Once a decision not to re")
    assert "is signed, the child is asked to delete" in who.text


def test_words_are_listed_as_a_reader_looks_them_up() -> None:
    ids = [each.id for each in SECOND.terms]
    assert ids == sorted(ids)


def test_a_law_that_is_not_in_force_says_that_no_date_is_known() -> None:
    law = {each.id: each for each in SECOND.law}
    assert "no date" in law["duty-to-report"].in_force
    assert "does not hold yet" in law["duty-to-report"].text
