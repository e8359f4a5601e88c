from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import (
    ALWAYS,
    AgencyNamed,
    Aggravated,
    AllOf,
    AnswerIs,
    AnyKind,
    AnyOf,
    Condition,
    CriterionIs,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    NationIs,
    NotNo,
    OnlyKinds,
    OpenCase,
    OutcomeAtLeast,
    OutcomeIs,
    TellFamilyIs,
    Yes,
    criteria_in,
    is_rising,
    kinds_in,
    questions_in,
    walk,
)
from desktop_app.domain.kinds import Kind
from desktop_app.domain.procedure import Criterion, Outcome, ReferralRule, Strength, TellFamily
from desktop_app.domain.questions import Catalogue, Question
from desktop_app.domain.rules import Answered, Term, holds, ruleset, simplest, value
from desktop_app.domain.view import View
from tests.domain.england import BY_HAND, SOURCE

QUESTIONS = ("a", "b", "c", "d", "e")
KINDS = ("k", "l", "m")
ORDER = (Answer.NO, Answer.NOT_KNOWN, Answer.YES)
CATALOGUE = Catalogue(
    tuple(Question(each, "", "", "", ALWAYS) for each in QUESTIONS),
    tuple(Kind(each, "", "") for each in KINDS),
)
CRITERION = AnyOf((Yes("a"), AllOf((Yes("b"), Yes("c")))))

kind_sets = st.frozensets(st.sampled_from(KINDS), min_size=1)
leaves: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(QUESTIONS).map(Yes),
    st.sampled_from(QUESTIONS).map(NotNo),
    st.just(CriterionMet("one")),
    st.just(CriterionNotRuledOut("one")),
    kind_sets.map(AnyKind),
    kind_sets.map(KindBeyond),
    kind_sets.map(OnlyKinds),
    st.sampled_from(("england", "wales")).map(NationIs),
)


def _branches(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, max_size=4).map(tuple)
    return st.one_of(several.map(AnyOf), several.map(AllOf))


rising: st.SearchStrategy[Condition] = st.recursive(leaves, _branches, max_leaves=12)
answers = st.fixed_dictionaries({each: st.sampled_from(Answer) for each in QUESTIONS})


def truth(
    condition: Condition, known: Mapping[str, Answer], kinds: frozenset[str], nation: str
) -> Answer:
    """Walk the tree in Kleene's logic: and is the least, or the greatest, of no, unknown, yes."""
    again = partial(truth, known=known, kinds=kinds, nation=nation)
    certain = {True: Answer.YES, False: Answer.NO}
    match condition:
        case AnyOf(parts):
            return max(map(again, parts), key=ORDER.index, default=Answer.NO)
        case AllOf(parts):
            return min(map(again, parts), key=ORDER.index, default=Answer.YES)
        case Yes(question):
            return known[question]
        case NotNo(question):
            return certain[known[question] is not Answer.NO]
        case CriterionMet():
            return again(CRITERION)
        case CriterionNotRuledOut():
            return certain[again(CRITERION) is not Answer.NO]
        case _:
            return certain[truth_of_kind(condition, kinds, nation)]


def truth_of_kind(condition: Condition, kinds: frozenset[str], nation: str) -> bool:
    match condition:
        case AnyKind(wanted):
            return any(each in wanted for each in kinds)
        case KindBeyond(wanted):
            return any(each not in wanted for each in kinds)
        case OnlyKinds(wanted):
            return all(each in wanted for each in kinds)
        case NationIs(wanted_nation):
            return nation == wanted_nation
        case _:
            raise AssertionError(condition)


def masks(known: Mapping[str, Answer]) -> Answered:
    def mask(wanted: Answer) -> int:
        return sum(CATALOGUE.bit[name] for name, answer in known.items() if answer is wanted)

    return Answered(mask(Answer.YES), mask(Answer.NO))


@given(
    condition=rising, known=answers, kinds=kind_sets, nation=st.sampled_from(["england", "wales"])
)
@settings(max_examples=600, deadline=None)
def test_terms_have_the_value_that_walking_the_tree_in_kleenes_logic_has(
    condition: Condition, known: dict[str, Answer], kinds: frozenset[str], nation: str
) -> None:
    procedure = replace(
        BY_HAND.procedure,
        nation=nation,
        criteria=(Criterion("one", "", "", CRITERION, ALWAYS, SOURCE),),
        referral=(ReferralRule("one", ("police",), Strength.MUST, condition, "", SOURCE),),
        watches=(),
        family=(),
    )
    ((_, terms),) = ruleset(procedure, CATALOGUE, kinds).referral
    expected = truth(condition, known, kinds, nation)
    assert value(terms, masks(known)) is expected
    assert holds(terms, masks(known)) == (expected is Answer.YES)


@given(condition=rising, known=answers, kinds=kind_sets)
@settings(max_examples=300, deadline=None)
def test_a_view_holds_a_rising_condition_exactly_when_it_is_yes_for_certain(
    condition: Condition, known: dict[str, Answer], kinds: frozenset[str]
) -> None:
    statuses = {
        Answer.YES: Status.MET,
        Answer.NO: Status.NOT_MET,
        Answer.NOT_KNOWN: Status.NOT_KNOWN,
    }
    met = statuses[truth(CRITERION, known, kinds, "england")]
    left_out = {name: each for name, each in known.items() if each is not Answer.NOT_KNOWN}
    view = a_view(answers=left_out, kinds=kinds, statuses={"one": met})
    assert view.has(condition) == (truth(condition, known, kinds, "england") is Answer.YES)


@given(condition=rising, known=answers, kinds=kind_sets, question=st.sampled_from(QUESTIONS))
@settings(max_examples=300, deadline=None)
def test_a_rising_condition_never_falls_when_an_answer_rises(
    condition: Condition, known: dict[str, Answer], kinds: frozenset[str], question: str
) -> None:
    assert is_rising(condition)
    values = [truth(condition, {**known, question: each}, kinds, "england") for each in ORDER]
    assert values == sorted(values, key=ORDER.index)


@given(terms=st.lists(st.tuples(st.integers(0, 31), st.integers(0, 31)), max_size=8), known=answers)
@settings(max_examples=300, deadline=None)
def test_dropping_needless_terms_changes_no_value(
    terms: list[tuple[int, int]], known: dict[str, Answer]
) -> None:
    given_terms = tuple(Term(needs, allows) for needs, allows in terms)
    kept = simplest(given_terms)
    assert set(kept) <= set(given_terms)
    assert value(kept, masks(known)) is value(given_terms, masks(known))


def a_view(
    *,
    answers: Mapping[str, Answer] | None = None,
    kinds: frozenset[str] = frozenset({"k"}),
    statuses: Mapping[str, Status] | None = None,
    outcome: Outcome = Outcome.HOLD,
    certain: bool = False,
) -> View:
    return View(
        answers=answers or {},
        kinds=kinds,
        nation="england",
        statuses=statuses or {},
        outcome=outcome,
        agencies=frozenset({"police"}),
        tell_family=TellFamily.ASK_FIRST,
        aggravated=certain,
        open_case=certain,
    )


PLAIN: tuple[Condition, ...] = (
    AnswerIs("a", frozenset({Answer.NO})),
    CriterionIs("one", frozenset({Status.NOT_MET})),
    AgencyNamed("police"),
    TellFamilyIs("ask-first"),
    OutcomeIs("hold"),
    Aggravated(),
    OpenCase(),
)


@pytest.mark.parametrize("plain", PLAIN, ids=lambda each: type(each).__name__)
def test_a_plain_condition_is_not_rising_however_deep_it_stands(plain: Condition) -> None:
    assert not is_rising(plain)
    assert not is_rising(AnyOf((Yes("a"), AllOf((NotNo("b"), AnyOf((plain,)))))))


@pytest.mark.parametrize("plain", PLAIN, ids=lambda each: type(each).__name__)
def test_a_plain_condition_has_no_terms(plain: Condition) -> None:
    rule = ReferralRule("one", ("police",), Strength.MUST, plain, "", SOURCE)
    procedure = replace(BY_HAND.procedure, referral=(rule,))
    with pytest.raises(TypeError, match=type(plain).__name__):
        ruleset(procedure, BY_HAND.catalogue, frozenset({"bullying"}))


def test_an_answer_is_one_of_those_asked_for_and_left_out_is_not_known() -> None:
    view = a_view(answers={"a": Answer.NO})
    assert view.has(AnswerIs("a", frozenset({Answer.NO, Answer.YES})))
    assert not view.has(AnswerIs("a", frozenset({Answer.NOT_KNOWN})))
    assert view.has(AnswerIs("b", frozenset({Answer.NOT_KNOWN})))


def test_a_criterions_status_is_one_of_those_asked_for() -> None:
    view = a_view(statuses={"one": Status.NOT_KNOWN})
    assert view.has(CriterionIs("one", frozenset({Status.NOT_KNOWN})))
    assert not view.has(CriterionIs("one", frozenset({Status.MET, Status.NOT_MET})))


def test_an_outcome_is_at_least_itself_and_what_is_weaker() -> None:
    view = a_view(outcome=Outcome.HOLD)
    assert view.has(OutcomeIs("hold"))
    assert not view.has(OutcomeIs("refer-today"))
    found = {each: view.has(OutcomeAtLeast(each)) for each in Outcome}
    assert found == {
        Outcome.SCHOOL_MANAGED: True,
        Outcome.HOLD: True,
        Outcome.REFER_TODAY: False,
    }


def test_what_the_rules_made_of_the_answers_can_be_asked_for() -> None:
    calm, grave = a_view(), a_view(certain=True)
    assert calm.has(AgencyNamed("police"))
    assert not calm.has(AgencyNamed("lado"))
    assert calm.has(TellFamilyIs("ask-first"))
    assert not calm.has(TellFamilyIs("inform-early"))
    assert [calm.has(Aggravated()), grave.has(Aggravated())] == [False, True]
    assert [calm.has(OpenCase()), grave.has(OpenCase())] == [False, True]
    assert calm.has(NationIs("england"))
    assert not calm.has(NationIs("wales"))


def test_what_is_no_condition_is_refused_by_a_view() -> None:
    with pytest.raises(TypeError, match="str"):
        a_view().has("a")  # type: ignore[arg-type]  # this is what is tested


def test_always_holds_and_nothing_of_nothing_does_not() -> None:
    assert a_view().has(ALWAYS)
    assert not a_view().has(AnyOf(()))


def test_a_condition_names_its_questions_criteria_and_kinds() -> None:
    condition = AllOf(
        (
            AnyOf((Yes("a"), NotNo("b"), AnswerIs("c", frozenset({Answer.NO})))),
            CriterionMet("one"),
            CriterionNotRuledOut("two"),
            CriterionIs("three", frozenset({Status.MET})),
            AnyKind(frozenset({"k"})),
            AnyOf((KindBeyond(frozenset({"l"})), OnlyKinds(frozenset({"m"})))),
        )
    )
    assert questions_in(condition) == {"a", "b", "c"}
    assert criteria_in(condition) == {"one", "two", "three"}
    assert kinds_in(condition) == {"k", "l", "m"}
    assert len(list(walk(condition))) == 12
