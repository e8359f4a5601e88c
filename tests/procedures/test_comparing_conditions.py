"""Comparing conditions, against every combination of a small catalogue."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import (
    ALWAYS,
    AllOf,
    AnswerIs,
    AnyKind,
    AnyOf,
    Condition,
    KindBeyond,
    NotNo,
    OnlyKinds,
    Yes,
)
from desktop_app.domain.kinds import Kind
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue, Question
from desktop_app.procedures import covering
from desktop_app.procedures.covering import Side, TooManyKindSetsError, Trial, covers
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.possible import can_hold
from tests.procedures import strategies

QUESTIONS = ["danger", "risk", "adult", "threat"]
KINDS = ["images", "blackmail", "messages", "teasing"]
IMPLIED = {"blackmail": "threat"}
SMALL = Catalogue(
    tuple(
        Question(each, each, "", "", ALWAYS, implied_by=("danger",) if each == "risk" else ())
        for each in QUESTIONS
    ),
    tuple(Kind(each, each, "", tuple(filter(None, [IMPLIED.get(each)]))) for each in KINDS),
)

Answers = dict[str, Answer]

leaves = strategies.leaves(QUESTIONS, KINDS)
plain = st.builds(
    AnswerIs, st.sampled_from(QUESTIONS), st.frozensets(st.sampled_from(Answer), min_size=1)
)


def conditions(leaf: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return strategies.conditions(leaf, most=6)


@pytest.fixture(scope="module")
def bare(procedure: Procedure) -> Procedure:
    return replace(procedure, criteria=(), referral=(), watches=(), family=())


def cases(*, settled: bool = True) -> Iterator[tuple[frozenset[str], Answers]]:
    """Every set of kinds with all answers that agree with it, and with each other if `settled`."""
    for size in range(1, len(KINDS) + 1):
        for chosen in combinations(KINDS, size):
            for said in product(Answer, repeat=len(QUESTIONS)):
                answers = dict(zip(QUESTIONS, said, strict=True))
                implied = [IMPLIED[each] for each in chosen if each in IMPLIED]
                if settled and answers["danger"] is Answer.YES:
                    implied.append("risk")
                if all(answers[each] is Answer.YES for each in implied):
                    yield frozenset(chosen), answers


SETTLED = list(cases())


def holds(condition: Condition, chosen: frozenset[str], answers: Answers) -> bool:
    match condition:
        case AnyOf(parts):
            return any(holds(part, chosen, answers) for part in parts)
        case AllOf(parts):
            return all(holds(part, chosen, answers) for part in parts)
        case Yes(question):
            return answers[question] is Answer.YES
        case NotNo(question):
            return answers[question] is not Answer.NO
        case AnswerIs(question, among):
            return answers[question] in among
        case AnyKind(among):
            return bool(chosen & among)
        case KindBeyond(among):
            return bool(chosen - among)
        case OnlyKinds(among):
            return chosen <= among
        case _:
            raise AssertionError(condition)


@settings(deadline=None, max_examples=150)
@given(wide=conditions(leaves), narrow=conditions(leaves))
def test_one_condition_covers_another_exactly_when_no_case_says_otherwise(
    bare: Procedure, wide: Condition, narrow: Condition
) -> None:
    expected = all(holds(wide, *case) for case in SETTLED if holds(narrow, *case))
    assert covers(Side(bare, wide), Side(bare, narrow), SMALL) is expected


@settings(deadline=None, max_examples=150)
@given(more=conditions(leaves), narrow=conditions(leaves))
def test_what_was_widened_covers_what_it_was(
    bare: Procedure, more: Condition, narrow: Condition
) -> None:
    assert covers(Side(bare, AnyOf((more, narrow))), Side(bare, narrow), SMALL)


@settings(deadline=None, max_examples=150)
@given(condition=conditions(st.one_of(leaves, plain)))
def test_a_condition_can_hold_exactly_when_it_does_in_some_case(
    bare: Procedure, condition: Condition
) -> None:
    expected = any(holds(condition, *case) for case in SETTLED)
    assert can_hold(condition, bare, SMALL) is expected


def test_a_condition_that_asks_for_two_kinds_at_once_is_tried_with_two(bare: Procedure) -> None:
    both = AllOf((AnyKind(frozenset({"images"})), AnyKind(frozenset({"teasing"}))))
    beyond = AllOf((KindBeyond(frozenset({"images"})), KindBeyond(frozenset({"teasing"}))))
    one, other = AnyKind(frozenset({"images"})), AnyKind(frozenset({"messages"}))
    assert covers(Side(bare, one), Side(bare, both), SMALL)
    assert not covers(Side(bare, other), Side(bare, both), SMALL)
    assert not covers(Side(bare, both), Side(bare, beyond), SMALL)


def test_a_criterion_that_waits_for_what_would_imply_another_answer_covers_only_itself(
    bare: Procedure,
) -> None:
    both, risk = AnyOf((Yes("danger"), Yes("risk"))), Yes("risk")
    assert covers(Side(bare, risk), Side(bare, both), SMALL)
    assert not covers(Side(bare, risk), Side(bare, both), SMALL, unknown_too=True)


def test_more_sets_of_kinds_than_can_be_tried_are_told_not_tried(
    bare: Procedure, catalogue: Catalogue
) -> None:
    names = list(catalogue.kind_by_id)
    alone = AnyOf(tuple(OnlyKinds(frozenset({each})) for each in names))
    with pytest.raises(TooManyKindSetsError):
        covers(Side(bare, alone), Side(bare, ALWAYS), catalogue)
    faults = Faults()
    assert not Trial(catalogue, faults).covers(Side(bare, alone), Side(bare, ALWAYS), "here")
    (fault,) = faults.found()
    assert (fault.where, fault.problem) == ("here", "too-many-combinations")
    assert fault.about == (str(covering.MOST_KIND_SETS),)
