"""Whatever a procedure of one's own says: if it can be used, it is never below the one it extends."""

import math
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import Verdict, verdict
from desktop_app.domain.conditions import (
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    Yes,
)
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.procedure import (
    FAMILY_LEVELS,
    OUTCOMES,
    Clock,
    Criterion,
    Procedure,
    ReferralRule,
    Strength,
)
from desktop_app.domain.working_days import add_working_days
from desktop_app.procedures.extending import is_later, merged, note_what_is_taken_away
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts
from tests.procedures import strategies
from tests.procedures.desk import SATURDAY
from tests.procedures.westmarsh import LIBRARY

CATALOGUE = LIBRARY.catalogue
BASE = LIBRARY.get("ukcis-2024", "2")
ASKED = ["life-in-danger", "immediate-risk", "adult-involved", "blackmailed", "capacity-doubt",
         "under-13", "sexual-acts", "significant-harm", "adult-in-trust"]  # fmt: skip
KINDS = ["nudes-shared", "sextortion", "colleague-concern", "bullying", "upskirting"]

leaves = strategies.leaves(ASKED, KINDS)


def conditions(leaf: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return strategies.conditions(leaf, most=4)


def near(former: Condition, more: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Conditions that are, or nearly are, as wide as a former one."""
    parts = former.parts if isinstance(former, AnyOf) else (former,)
    return st.one_of(
        st.just(former),
        more.map(lambda extra: AnyOf((former, extra))),
        st.tuples(st.lists(st.sampled_from(parts), unique=True), more).map(
            lambda found: AnyOf((*found[0], found[1]))
        ),
        more,
    )


criterion_names = st.sampled_from([each.id for each in BASE.criteria])
in_rules = conditions(
    st.one_of(
        leaves,
        st.builds(CriterionMet, criterion_names),
        st.builds(CriterionNotRuledOut, criterion_names),
    )
)


@st.composite
def criteria(draw: st.DrawFn) -> Criterion:
    former = draw(st.sampled_from(BASE.criteria))
    return replace(former, when=draw(near(former.when, conditions(leaves))))


@st.composite
def rules(draw: st.DrawFn) -> ReferralRule:
    former = draw(st.sampled_from(BASE.referral))
    when = draw(near(former.when, in_rules))
    left = draw(st.one_of(st.none(), near(former.when, in_rules)))
    agencies = draw(st.sampled_from([former.agencies, former.agencies[:1], ("prevent",)]))
    strength = draw(st.sampled_from([former.strength, Strength.MUST, Strength.AND_OR]))
    return replace(former, when=when, when_switched_off=left, agencies=agencies, strength=strength)


def unique(items: tuple[Criterion, ...] | tuple[ReferralRule, ...]) -> bool:
    return len({each.id for each in items}) == len(items)


some_criteria = st.lists(criteria(), max_size=2).map(tuple).filter(unique)
some_rules = st.lists(rules(), max_size=2).map(tuple).filter(unique)


def extended(own_criteria: tuple[Criterion, ...], own_rules: tuple[ReferralRule, ...]) -> Procedure:
    """Give what the loader makes of the base with these in a folder of its own, or the base."""
    nothing: dict[str, Any] = {
        each.name: {} if each.name.endswith("texts") else () for each in fields(Parts)
    }
    own = Parts(**nothing | {"criteria": own_criteria, "referral": own_rules})
    whole = merged(BASE, own)
    made = replace(BASE, criteria=whole.criteria, referral=whole.referral, base=BASE)
    faults = Faults()
    note_what_is_taken_away(made, own, CATALOGUE, faults)
    return made if not len(faults) else BASE


def rank(found: Verdict) -> tuple[int, ...]:
    strength = {None: 0, Strength.AND_OR: 1, Strength.MUST: 2}
    return (
        OUTCOMES.index(found.outcome),
        FAMILY_LEVELS.index(found.tell_family),
        *(strength[found.refer_to.get(each.id)] for each in BASE.agencies),
    )


def every_case() -> list[Facts]:
    """Each pair of kinds with each answer to four questions, and the others all alike."""
    found = []
    for chosen in product(KINDS, KINDS):
        names = tuple(dict.fromkeys(chosen))
        implied = {q for kind in names for q in CATALOGUE.kind_by_id[kind].implies}
        for others, said in product(Answer, product(Answer, repeat=3)):
            given = dict.fromkeys(CATALOGUE.bit, others)
            given |= dict(zip(("life-in-danger", "adult-involved", "under-13"), said, strict=True))
            if given["life-in-danger"] is Answer.YES:
                given["immediate-risk"] = Answer.YES
            given |= dict.fromkeys(implied, Answer.YES)
            answers, faults = settle(CATALOGUE, kinds=names, given=given, people=(), then=SATURDAY)
            assert faults == ()
            found.append(Facts(names, answers, SATURDAY))
    return found


CASES = every_case()
FLOOR = [rank(verdict(BASE, CATALOGUE, each)) for each in CASES]


@settings(deadline=None, max_examples=120)
@given(own_criteria=some_criteria, own_rules=some_rules, data=st.data())
def test_a_procedure_that_can_be_used_is_never_below_its_base(
    own_criteria: tuple[Criterion, ...], own_rules: tuple[ReferralRule, ...], data: st.DataObject
) -> None:
    made = extended(own_criteria, own_rules)
    event("refused" if made is BASE else "used")
    off = made.switched_off({each.id for each in made.switchable})
    for each in {id(made): made, id(off): off}.values():
        start = data.draw(st.integers(0, 9))
        for facts, floor in zip(CASES[start::10], FLOOR[start::10], strict=True):
            for above, below in zip(rank(verdict(each, CATALOGUE, facts)), floor, strict=True):
                assert above >= below


def test_the_property_has_something_to_find() -> None:
    former = BASE.referral[0]
    weak = replace(former, when=CriterionMet("adult"))
    assert extended((), (weak,)) is BASE
    wider = replace(former, when=AnyOf((former.when, Yes("under-13"))))
    assert extended((), (wider,)) is not BASE


@pytest.mark.parametrize("dropped", ["life-in-danger", "immediate-risk", "offline-meeting"])
def test_a_criterion_cannot_lose_a_question_that_another_one_would_imply(dropped: str) -> None:
    former = next(each for each in BASE.criteria if each.id == "immediate-risk")
    assert isinstance(former.when, AnyOf)
    left = AnyOf(tuple(part for part in former.when.parts if part != Yes(dropped)))
    assert extended((replace(former, when=left),), ()) is BASE


CLOCKS = [
    (Clock.SAME_DAY, 0),
    *((Clock.HOURS, hours) for hours in (1, 24, 25, 48, 120, 121, 168, 192)),
    *((Clock.WORKING_DAYS, days) for days in (1, 2, 3, 4, 5, 6, 7, 10, 11)),
]


def due(clock: Clock, days: int, start: date) -> date:
    """Give the day on which a duty is due (`docs/formats.md`, `due`)."""
    if clock is Clock.WORKING_DAYS:
        return add_working_days(start, days, frozenset())
    return start + timedelta(days=math.ceil(days / 24))


@pytest.mark.parametrize(("clock", "days"), CLOCKS)
@pytest.mark.parametrize(("former_clock", "former_days"), CLOCKS)
def test_a_clock_is_later_exactly_when_it_is_on_some_day(
    clock: Clock, days: int, former_clock: Clock, former_days: int
) -> None:
    duty, former = (
        replace(BASE.duties[0], clock=which, days=many)
        for which, many in ((clock, days), (former_clock, former_days))
    )
    starts = [SATURDAY + timedelta(days=each) for each in range(7)]
    on_some_day = any(
        due(clock, days, start) > due(former_clock, former_days, start) for start in starts
    )
    # Without bank holidays; with them working days only come later, so a clock in hours that
    # takes the place of one in working days is told of on the strictest week.
    by_holiday = clock is Clock.WORKING_DAYS and former_clock is Clock.HOURS
    assert is_later(duty, former) is (on_some_day or by_holiday)


@pytest.mark.parametrize("clock", [Clock.SAME_DAY, Clock.HOURS, Clock.WORKING_DAYS])
def test_a_clock_that_something_else_starts_cannot_take_the_place_of_one_that_runs(
    clock: Clock,
) -> None:
    running = replace(BASE.duties[0], clock=clock, days=1)
    waiting = replace(running, clock=Clock.OTHER_START, days=0, starts_with="the answer")
    assert is_later(waiting, running)
    assert not is_later(running, waiting)
