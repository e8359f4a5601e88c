"""Criteria and rules that could never do anything, or too much: slips of whoever wrote them."""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from desktop_app.domain.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    walk,
)
from desktop_app.domain.guidance import Checklist
from desktop_app.domain.procedure import Advice, DoNot, Duty, FamilyRule, Procedure, ReferralRule
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.covering import Side, Trial
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.possible import can_hold

MOST_TERMS = 256
MOST_PARTS = 64
MOST_RULES = 64
TOO_MUCH = ("too-many-items", "too-many-parts", "too-many-combinations")

_HasWhen = ReferralRule | FamilyRule | Duty | DoNot | Advice | Checklist


def note_the_impossible(
    procedure: Procedure, own: Parts, catalogue: Catalogue, faults: Faults
) -> None:
    """Note criteria that are never met or always met, and rules that no answers can make true.

    Faults: `criterion-never-met`, `criterion-always-met`, `never-holds`; and, about how many are
    allowed, `too-many-items`, `too-many-parts`, `too-many-combinations`. The procedure must be free of other faults; `own` is what its
    own files hold, without what it takes from a base.
    """
    if _too_many(own, faults):
        return
    criteria = {each.id: each.when for each in procedure.criteria}
    trial, always = Trial(catalogue, faults), Side(procedure, ALWAYS)
    for place, criterion in enumerate(own.criteria, start=1):
        where = f"criteria.toml: criterion[{place}]"
        if not can_hold(criterion.applies, procedure, catalogue):
            faults.add(f"{where}.applies", "never-holds")
        if _is_too_large(criterion.when, criteria, f"{where}.when", faults):
            continue
        if not can_hold(criterion.when, procedure, catalogue):
            faults.add(f"{where}.when", "criterion-never-met", criterion.id)
        elif trial.covers(Side(procedure, criterion.when), always, f"{where}.when"):
            faults.add(f"{where}.when", "criterion-always-met", criterion.id)
    for where, condition in _conditions(own):
        if not _is_too_large(condition, criteria, where, faults) and not can_hold(
            condition, procedure, catalogue
        ):
            faults.add(where, "never-holds")


def _too_many(own: Parts, faults: Faults) -> bool:
    """Note lists of rules that are longer than any document's."""
    lists: dict[str, Sequence[object]] = {
        "criteria.toml: criterion": own.criteria,
        "referral.toml: rule": own.referral,
        "referral.toml: watch": own.watches,
        "family.toml: rule": own.family,
    }
    for where, rules in lists.items():
        if len(rules) > MOST_RULES:
            faults.add(where, "too-many-items", str(MOST_RULES))
    return faults.has("too-many-items")


def _is_too_large(
    condition: Condition, criteria: dict[str, Condition], where: str, faults: Faults
) -> bool:
    """Note a condition that would take long to compare with others."""
    if sum(1 for _ in walk(condition)) > MOST_PARTS:
        faults.add(where, "too-many-parts", str(MOST_PARTS))
    elif _alternatives(condition, criteria) > MOST_TERMS:
        faults.add(where, "too-many-combinations", str(MOST_TERMS))
    else:
        return False
    return True


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
