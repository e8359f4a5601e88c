"""Criteria and rules that could never do anything, or too much: slips of whoever wrote them."""

from collections.abc import Iterable, Iterator
from math import prod

from desktop_app.domain.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
)
from desktop_app.domain.guidance import Checklist
from desktop_app.domain.procedure import Advice, DoNot, Duty, FamilyRule, Procedure, ReferralRule
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.covering import Side, Trial
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.possible import can_hold

MOST_TERMS = 256

_HasWhen = ReferralRule | FamilyRule | Duty | DoNot | Advice | Checklist


def note_the_impossible(
    procedure: Procedure, own: Parts, catalogue: Catalogue, faults: Faults
) -> None:
    """Note criteria that are never met or always met, and rules that no answers can make true.

    Faults: `criterion-never-met`, `criterion-always-met`, `never-holds`, `too-many-combinations`
    (about: how many are allowed). The procedure must be free of other faults; `own` is what its
    own files hold, without what it takes from a base.
    """
    criteria = {each.id: each.when for each in procedure.criteria}
    trial, always = Trial(catalogue, faults), Side(procedure, ALWAYS)
    for place, criterion in enumerate(own.criteria, start=1):
        where = f"criteria.toml: criterion[{place}]"
        if not can_hold(criterion.applies, procedure, catalogue):
            faults.add(f"{where}.applies", "never-holds")
        if _alternatives(criterion.when, criteria) > MOST_TERMS:
            faults.add(f"{where}.when", "too-many-combinations", str(MOST_TERMS))
        elif not can_hold(criterion.when, procedure, catalogue):
            faults.add(f"{where}.when", "criterion-never-met", criterion.id)
        elif trial.covers(Side(procedure, criterion.when), always, f"{where}.when"):
            faults.add(f"{where}.when", "criterion-always-met", criterion.id)
    for where, condition in _conditions(own):
        if _alternatives(condition, criteria) > MOST_TERMS:
            faults.add(where, "too-many-combinations", str(MOST_TERMS))
        elif not can_hold(condition, procedure, catalogue):
            faults.add(where, "never-holds")


def _conditions(own: Parts) -> Iterator[tuple[str, Condition]]:
    """Give every condition with its place, but for those of criteria."""
    for place, watch in enumerate(own.watches, start=1):
        yield f"referral.toml: watch[{place}].applies", watch.applies
    for place, rule in enumerate(own.referral, start=1):
        if rule.when_switched_off is not None:
            yield f"referral.toml: rule[{place}].when_switched_off", rule.when_switched_off
    files: dict[str, Iterable[_HasWhen]] = {
        "referral.toml: rule": own.referral,
        "family.toml: rule": own.family,
        "duties.toml: duty": own.duties,
        "do_not.toml: do_not": own.do_not,
        "advice.toml: advice": own.advice,
        "checklists.toml: checklist": own.checklists,
    }
    for where, tables in files.items():
        for place, table in enumerate(tables, start=1):
            yield f"{where}[{place}].when", table.when


def _alternatives(condition: Condition, criteria: dict[str, Condition]) -> int:
    """Count the alternatives that the condition comes to when it is multiplied out."""
    match condition:
        case AnyOf(parts):
            return sum(_alternatives(part, criteria) for part in parts)
        case AllOf(parts):
            return prod(_alternatives(part, criteria) for part in parts)
        case CriterionMet(criterion) | CriterionNotRuledOut(criterion):
            return _alternatives(criteria[criterion], criteria)
        case _:
            return 1
