"""The rules of a procedure applied to what is known (contract section 5)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.answers import STATUS_OF, Answer, Status
from desktop_app.domain.assessment import (
    Assessment,
    CriterionResult,
    DueDuty,
    GivenAdvice,
    Referral,
)
from desktop_app.domain.conditions import kinds_in
from desktop_app.domain.facts import Facts
from desktop_app.domain.find_out import mask_of_find_out
from desktop_app.domain.guidance import Checklist
from desktop_app.domain.procedure import (
    FAMILY_LEVELS,
    Clock,
    Duty,
    Outcome,
    Procedure,
    Strength,
    TellFamily,
)
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Answered, Ruleset, Terms, holds, ruleset, value
from desktop_app.domain.source import Today
from desktop_app.domain.view import View
from desktop_app.domain.working_days import add_working_days

EMERGENCY = "life-in-danger"
_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Verdict:
    """The three parts of the answer that decide what happens now."""

    outcome: Outcome
    refer_to: dict[str, Strength]
    tell_family: TellFamily


@dataclass(frozen=True, slots=True)
class _Seen:
    """What duties, advice, prohibitions and lists are judged by, worked out once."""

    rules: Ruleset
    answered: Answered
    verdict: Verdict
    view: View
    aggravating: tuple[str, ...]


def verdict(procedure: Procedure, catalogue: Catalogue, facts: Facts) -> Verdict:
    """Give outcome, agencies and what to tell the family; quick enough for every key press."""
    rules = ruleset(procedure, catalogue, frozenset(facts.kinds))
    return _verdict(rules, facts.answered(catalogue))


def assess(
    procedure: Procedure,
    catalogue: Catalogue,
    facts: Facts,
    *,
    holidays: AbstractSet[date] = frozenset(),
) -> Assessment:
    """Apply the procedure to the facts; the same facts always give the same answer.

    `holidays` are the bank holidays that working-day clocks step over.
    """
    seen = _seen(procedure, catalogue, facts)
    rules, answered, found, view = seen.rules, seen.answered, seen.verdict, seen.view
    return Assessment(
        procedure=procedure.id,
        version=procedure.version,
        outcome=found.outcome,
        emergency=facts.answers.get(EMERGENCY) is Answer.YES,
        criteria=_criteria(rules, answered, view.statuses),
        refer_to=_refer_to(procedure, rules, answered, found),
        tell_family=found.tell_family,
        duties=tuple(
            _due_duty(each, facts, holidays) for each in procedure.duties if view.has(each.when)
        ),
        do_not=tuple(each.id for each in procedure.do_not if view.has(each.when)),
        find_out=_find_out(rules, answered),
        aggravating=seen.aggravating,
        advice=tuple(
            GivenAdvice(each.id, each.text, each.source.label, _today(each.today))
            for each in procedure.advice
            if view.has(each.when)
        ),
        switched_off=procedure.switched,
    )


def checklists(procedure: Procedure, catalogue: Catalogue, facts: Facts) -> tuple[Checklist, ...]:
    """Give the lists of the procedure that these facts call for, in its order."""
    if not procedure.checklists:
        return ()
    view = _seen(procedure, catalogue, facts).view
    return tuple(each for each in procedure.checklists if view.has(each.when))


def _seen(procedure: Procedure, catalogue: Catalogue, facts: Facts) -> _Seen:
    rules = ruleset(procedure, catalogue, frozenset(facts.kinds))
    answered = facts.answered(catalogue)
    found = _verdict(rules, answered)
    aggravating = _aggravating(catalogue, facts)
    view = View(
        answers=facts.answers,
        kinds=rules.kinds,
        nation=procedure.nation,
        statuses={each.id: STATUS_OF[value(terms, answered)] for each, terms, _ in rules.criteria},
        outcome=found.outcome,
        agencies=frozenset(found.refer_to),
        tell_family=found.tell_family,
        aggravated=bool(aggravating),
        open_case=facts.open_case,
        rules=frozenset(rule.id for rule, terms in rules.referral if holds(terms, answered)),
        other_setting=facts.other_setting,
        other_area=facts.other_area,
    )
    return _Seen(rules, answered, found, view, aggravating)


def _due_duty(duty: Duty, facts: Facts, holidays: AbstractSet[date]) -> DueDuty:
    return DueDuty(
        duty.id,
        duty.owner,
        _due(duty, facts, holidays),
        duty.text,
        duty.source.label,
        duty.starts_with,
        _today(duty.today),
    )


def _today(today: Today | None) -> str:
    """Give what holds today with where that comes from, in one text."""
    return f"{today.text} ({today.source.label})" if today else ""


def _verdict(rules: Ruleset, answered: Answered) -> Verdict:
    refer_to: dict[str, Strength] = {}
    for rule, terms in rules.referral:
        if holds(terms, answered):
            for agency in rule.agencies:
                if refer_to.get(agency) is not Strength.MUST:
                    refer_to[agency] = rule.strength
    outcome = _outcome(rules, answered, named=bool(refer_to))
    reached = answered.yes
    if outcome is not Outcome.SCHOOL_MANAGED:
        reached |= rules.hold_bit
    if outcome is Outcome.REFER_TODAY:
        reached |= rules.refer_bit
    seen = Answered(reached, answered.no)
    level = 0
    for at_least, terms in rules.family:
        place = FAMILY_LEVELS.index(at_least)
        if place > level and holds(terms, seen):
            level = place
    return Verdict(outcome, refer_to, FAMILY_LEVELS[level])


def _outcome(rules: Ruleset, answered: Answered, *, named: bool) -> Outcome:
    """Give the outcome: a met criterion refers by itself, whether or not it applies."""
    if named or any(holds(terms, answered) for _, terms, _ in rules.criteria):
        return Outcome.REFER_TODAY
    known = answered.yes | answered.no
    if any(not bit & known for _, bit in rules.watches) or any(
        applies and value(terms, answered) is Answer.NOT_KNOWN
        for _, terms, applies in rules.criteria
    ):
        return Outcome.HOLD
    return Outcome.SCHOOL_MANAGED


def _criteria(
    rules: Ruleset, answered: Answered, statuses: Mapping[str, Status]
) -> tuple[CriterionResult, ...]:
    return tuple(
        CriterionResult(
            each.id,
            statuses[each.id],
            _because(rules.catalogue, terms, answered, statuses[each.id]),
            each.source.label,
        )
        for each, terms, applies in rules.criteria
        if applies or statuses[each.id] is Status.MET
    )


def _because(
    catalogue: Catalogue, terms: Terms, answered: Answered, status: Status
) -> tuple[str, ...]:
    """Give the answers that decide a status, in asking order."""
    mask = 0
    for one in terms:
        term = one.needs | one.allows
        if status is Status.MET:
            mask |= term & answered.yes if holds((one,), answered) else 0
        elif status is Status.NOT_MET:
            mask |= term & answered.no
        elif not term & answered.no:
            mask |= term & ~answered.yes
    return catalogue.in_asking_order(mask)


def _refer_to(
    procedure: Procedure, rules: Ruleset, answered: Answered, found: Verdict
) -> tuple[Referral, ...]:
    """Give one entry an agency, with the reasons of the rules that name it as firmly as that."""
    referrals = []
    for agency in (each.id for each in procedure.agencies if each.id in found.refer_to):
        strength = found.refer_to[agency]
        because: dict[str, None] = {}
        sources: dict[str, None] = {}
        for place, (rule, terms) in enumerate(rules.referral):
            if agency in rule.agencies and rule.strength is strength and holds(terms, answered):
                answers = _because(rules.catalogue, terms, answered, Status.MET)
                because |= dict.fromkeys(
                    answers or _kinds_that_bring(procedure, rules, place, answered)
                )
                sources[rule.source.label] = None
        referrals.append(Referral(agency, strength, _ordered(rules, because), "; ".join(sources)))
    return tuple(referrals)


def _kinds_that_bring(
    procedure: Procedure, rules: Ruleset, place: int, answered: Answered
) -> list[str]:
    """Give the kinds that bring the rule at this place each by itself, else all that it names."""
    asked = kinds_in(procedure.referral[place].when)
    one_kind = (
        (kind, ruleset(procedure, rules.catalogue, frozenset({kind})))
        for kind in sorted(rules.kinds if asked else ())
    )
    alone = [kind for kind, own in one_kind if holds(own.referral[place][1], answered)]
    return [f"kind:{kind}" for kind in alone or sorted(asked & rules.kinds)]


def _ordered(rules: Ruleset, because: dict[str, None]) -> tuple[str, ...]:
    """Put reasons in asking order, kinds after answers."""
    places = {name: place for place, name in enumerate(rules.catalogue.bit)}
    return tuple(sorted(because, key=lambda each: places.get(each, len(places))))


def _due(duty: Duty, facts: Facts, holidays: AbstractSet[date]) -> date | None:
    """Give the day a duty is due; the school's own never move to the next working day.

    Hours end on a calendar day: 24 hours after the report is the day after it, whatever day that
    is, and so never later than one working day.
    """
    if duty.clock is Clock.SAME_DAY:
        return facts.day
    if duty.clock is Clock.HOURS:
        return facts.day + timedelta(days=-(-duty.days // _HOURS_A_DAY))
    if duty.clock is Clock.WORKING_DAYS:
        return add_working_days(facts.day, duty.days, holidays)
    return None


def _find_out(rules: Ruleset, answered: Answered) -> tuple[str, ...]:
    mask = mask_of_find_out(rules, answered)
    return tuple(
        question for question, bit, terms in rules.applies if bit & mask and holds(terms, answered)
    )


def _aggravating(catalogue: Catalogue, facts: Facts) -> tuple[str, ...]:
    return tuple(
        each.id
        for each in catalogue.questions
        if each.aggravates_when is not None and facts.answers.get(each.id) is each.aggravates_when
    )
