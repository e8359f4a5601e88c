"""Criteria and rules that could never do anything, or too much: slips of whoever wrote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

from desktop_app.domain.conditions import (
    AllOf,
    AnyKind,
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    NationIs,
    OnlyKinds,
    walk,
)
from desktop_app.domain.guidance import Checklist
from desktop_app.domain.procedure import Advice, DoNot, Duty, FamilyRule, Procedure, ReferralRule
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts

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
    trial = _Trial(
        nation=procedure.nation,
        all_kinds=frozenset(catalogue.kind_by_id),
        criteria={each.id: each.when for each in procedure.criteria},
    )
    for place, criterion in enumerate(own.criteria, start=1):
        where = f"criteria.toml: criterion[{place}]"
        if not trial.can_hold(criterion.when):
            faults.add(f"{where}.when", "criterion-never-met", criterion.id)
        if trial.must_hold(criterion.when):
            faults.add(f"{where}.when", "criterion-always-met", criterion.id)
        if not trial.can_hold(criterion.applies):
            faults.add(f"{where}.applies", "never-holds")
        if trial.terms(criterion.when) > MOST_TERMS:
            faults.add(f"{where}.when", "too-many-combinations", str(MOST_TERMS))
    for where, condition in _conditions(own):
        if not trial.can_hold(condition):
            faults.add(where, "never-holds")
        if trial.terms(condition) > MOST_TERMS:
            faults.add(where, "too-many-combinations", str(MOST_TERMS))


def _conditions(own: Parts) -> Iterator[tuple[str, Condition]]:
    """Give every condition with its place, but for those of criteria."""
    for place, watch in enumerate(own.watches, start=1):
        yield f"referral.toml: watch[{place}].applies", watch.applies
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


@dataclass(frozen=True, slots=True)
class _Trial:
    """Tries the answers that favour a condition most, or least.

    In the rising language those are yes to everything and no to everything. Plain parts are
    taken to be free, so nothing that could hold is ever called impossible.
    """

    nation: str
    all_kinds: frozenset[str]
    criteria: dict[str, Condition]

    def can_hold(self, condition: Condition) -> bool:
        """Say whether some kinds and answers make the condition hold."""
        return any(self._at_most(condition, kinds) for kinds in self._choices(condition))

    def must_hold(self, condition: Condition) -> bool:
        """Say whether a criterion's condition holds with every answer no, whatever the kinds."""
        match condition:
            case AnyOf(parts):
                return any(map(self.must_hold, parts))
            case AllOf(parts):
                return all(map(self.must_hold, parts))
            case NationIs(nation):
                return nation == self.nation
            case AnyKind(kinds) | OnlyKinds(kinds):
                return kinds >= self.all_kinds
            case _:
                return False

    def terms(self, condition: Condition) -> int:
        """Count the alternatives that the condition comes to when it is multiplied out."""
        match condition:
            case AnyOf(parts):
                return sum(map(self.terms, parts))
            case AllOf(parts):
                return prod(map(self.terms, parts))
            case CriterionMet(criterion) | CriterionNotRuledOut(criterion):
                return self.terms(self.criteria[criterion])
            case _:
                return 1

    def _at_most(self, condition: Condition, kinds: frozenset[str]) -> bool:
        match condition:
            case AnyOf(parts):
                return any(self._at_most(part, kinds) for part in parts)
            case AllOf(parts):
                return all(self._at_most(part, kinds) for part in parts)
            case CriterionMet(criterion) | CriterionNotRuledOut(criterion):
                return self._at_most(self.criteria[criterion], kinds)
            case NationIs(nation):
                return nation == self.nation
            case AnyKind(among):
                return bool(kinds & among)
            case KindBeyond(among):
                return not kinds <= among
            case OnlyKinds(among):
                return kinds <= among
            case _:
                return True

    def _choices(self, condition: Condition) -> set[frozenset[str]]:
        """Give the sets of kinds worth trying: all, and what lists of only-kinds leave of them.

        Whichever of those lists are to be kept to, the kinds they have in common are the best
        choice, since every other condition on kinds gains by more of them.
        """
        choices = {self.all_kinds}
        for each in self._walk(condition):
            if isinstance(each, OnlyKinds) and len(choices) < MOST_TERMS:
                choices |= {choice & each.kinds for choice in choices}
        return choices - {frozenset()}

    def _walk(self, condition: Condition) -> Iterator[Condition]:
        for each in walk(condition):
            yield each
            if isinstance(each, CriterionMet | CriterionNotRuledOut):
                yield from walk(self.criteria[each.criterion])
