"""The way through the wizard, with no window."""

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.drafting.draft import Draft, Way, from_content
from desktop_app.domain.drafting.look import Look, look
from desktop_app.domain.drafting.steps import ASK, SECTIONS, next_step, step_before, steps
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder

NOW = datetime(2026, 11, 20, 17, 40)  # noqa: DTZ001  # as a person gives it: local
LIBRARY = Library(resources_folder())
CATALOGUE: Catalogue = LIBRARY.catalogue
PROCEDURE: Procedure = LIBRARY.get("ukcis-2024")
KINDS = [kind.id for kind in CATALOGUE.kinds]
QUESTIONS = [question.id for question in CATALOGUE.questions if question.id in CATALOGUE.bit]


def seen(draft: Draft) -> Look:
    return look(
        draft, procedure=PROCEDURE, catalogue=CATALOGUE, now=NOW, holidays=lambda _day: frozenset()
    )


def a_draft(way: Way, *kinds: str, **answers: str) -> Draft:
    draft = Draft("d", way)
    draft.record["kinds"] = list(kinds)
    draft.record["aware_at"] = "2026-11-20T17:40"
    for question, answer in answers.items():
        draft.answer(question.replace("_", "-"), answer)
    return draft


def walked(draft: Draft, answer: str) -> list[str]:
    """Go from the first page to the last, giving every question of the quick way one answer."""
    draft.place = steps(draft, seen(draft))[0].id
    been = [draft.place]
    for _ in range(100):
        if draft.place.startswith(ASK):
            draft.answer(draft.place.removeprefix(ASK), answer)
        following = next_step(draft, seen(draft))
        draft.pass_step(draft.place)
        following = next_step(draft, seen(draft)) if following is None else following
        if following is None:
            return been
        draft.place = following.id
        been.append(draft.place)
    raise AssertionError(been)


def test_sextortion_is_enough_by_its_kind_alone_and_nothing_is_asked_before_the_result() -> None:
    draft = a_draft(Way.NOW, "sextortion")
    assert seen(draft).enough
    way = [step.id for step in steps(draft, seen(draft))]
    assert way[:3] == ["kinds", "matter:safety", "result"]


def test_the_quick_way_asks_first_what_needs_no_child_to_be_asked() -> None:
    draft = a_draft(Way.NOW, "nudes-shared")
    asked = [step.id for step in steps(draft, seen(draft)) if step.id.startswith(ASK)]
    assert asked == ["ask:under-13"]


@pytest.mark.parametrize("answer", ["no", "not-known"])
def test_the_quick_way_asks_every_question_that_matters_once_and_ends(answer: str) -> None:
    draft = a_draft(Way.NOW, "nudes-shared")
    been = walked(draft, answer)
    asked = [each for each in been if each.startswith(ASK)]
    assert len(asked) == len(set(asked)) > 3
    assert been.index("result") > been.index(asked[-1])
    assert been[-1] == "check"


def test_a_yes_that_is_enough_ends_the_questions_of_the_quick_way_at_once() -> None:
    draft = a_draft(Way.NOW, "nudes-shared")
    been = walked(draft, "yes")
    asked = [each for each in been if each.startswith(ASK)]
    assert been[been.index(asked[-1]) + 1] == "result"
    assert seen(draft).enough


def test_the_answer_to_the_question_in_view_does_not_take_its_page_away() -> None:
    draft = a_draft(Way.NOW, "nudes-shared")
    draft.passed = ["kinds", "matter:safety"]
    draft.place = "ask:under-13"
    draft.answer("under-13", "no")
    way = [step.id for step in steps(draft, seen(draft))]
    assert "ask:under-13" in way
    following = next_step(draft, seen(draft))
    assert following is not None
    assert following.id != "ask:under-13"


def test_a_concern_about_staff_settles_who_may_read_it_before_anything_is_typed() -> None:
    for way in Way:
        draft = a_draft(way, "colleague-concern")
        ids = [step.id for step in steps(draft, seen(draft))]
        assert ids.index("readers") < ids.index("account")


def test_a_kind_ticked_late_takes_the_person_to_the_readers_first_and_then_on() -> None:
    draft = a_draft(Way.TIME, "nudes-shared")
    for step in ("start", "safe", "kinds"):
        draft.pass_step(step)
    draft.place = "kinds"
    draft.record["kinds"] = ["colleague-concern"]
    walked = []
    for _turn in range(3):
        following = next_step(draft, seen(draft))
        assert following is not None
        draft.pass_step(draft.place)
        draft.place = following.id
        walked.append(following.id)
    assert walked == ["about-whom", "readers", "device"]


def test_further_review_comes_only_before_a_decision_not_to_refer_about_imagery() -> None:
    every_no = dict.fromkeys(QUESTIONS, "no")
    managed = a_draft(Way.TIME, "nudes-shared")
    managed.record["answers"] = dict(every_no)
    assert seen(managed).outcome == "school-managed"
    ids = [step.id for step in steps(managed, seen(managed))]
    assert ids.index("review") == ids.index("decision") - 1
    text_only = a_draft(Way.TIME, "sexual-messages")
    text_only.record["answers"] = dict(every_no)
    assert "review" not in [step.id for step in steps(text_only, seen(text_only))]
    refer = a_draft(Way.TIME, "sextortion")
    assert "review" not in [step.id for step in steps(refer, seen(refer))]


def test_a_contradiction_is_told_and_never_makes_it_look_safer() -> None:
    draft = a_draft(Way.TIME, "sextortion", blackmailed="no")
    found = seen(draft)
    assert [fault.problem for fault in found.faults] == ["no-against-kind"]
    assert found.outcome == "refer-today"


def test_what_cannot_be_read_yet_is_left_out_and_not_refused() -> None:
    draft = a_draft(Way.TIME, "nudes-shared")
    draft.record["occurred_at"] = "some time yes"
    draft.record["people"] = [
        {"role": "sharer", "name": "A", "born": "3/5/20"},
        {"role": ["depicted"], "born": "2015-05-03", "age": "ten"},
        {"name": "only a name"},
    ]
    found = seen(draft)
    assert found.facts is not None
    assert found.facts.answers["under-13"] == "yes"


@given(
    way=st.sampled_from(list(Way)),
    kinds=st.lists(st.sampled_from(KINDS), max_size=3, unique=True),
    answers=st.dictionaries(
        st.sampled_from(QUESTIONS), st.sampled_from(["yes", "no", "not-known"]), max_size=20
    ),
)
def test_every_way_can_be_walked_to_its_end_and_back_whatever_is_known(
    way: Way, kinds: list[str], answers: dict[str, str]
) -> None:
    draft = a_draft(way, *kinds)
    draft.record["answers"] = answers
    found = seen(draft)
    ids = [step.id for step in steps(draft, found)]
    assert len(ids) == len(set(ids))
    assert {step.section for step in steps(draft, found)} <= set(SECTIONS)
    for here, following in pairwise(ids):
        draft.place = following
        back = step_before(draft, found)
        assert back is not None
        if not following.startswith(ASK):
            assert back.id == here


def test_a_draft_comes_back_from_the_vault_as_it_was() -> None:
    draft = a_draft(Way.NOW, "sextortion", coerced="yes")
    draft.pass_step("kinds")
    draft.place = "matter:safety"
    draft.ticks["phones"] = "17:45"
    draft.notes["about_staff"] = "no"
    assert from_content("d", draft.content()) == draft


def test_what_the_first_page_asked_is_not_asked_again() -> None:
    draft = a_draft(Way.TIME, "nudes-shared", staff_viewed="yes")
    imagery = next(step for step in steps(draft, seen(draft)) if step.matter == "imagery")
    assert "staff-viewed" in imagery.questions
    draft.pass_step("start")
    imagery = next(step for step in steps(draft, seen(draft)) if step.matter == "imagery")
    assert imagery.questions == ("on-school-device",)
