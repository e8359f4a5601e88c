"""Rules that change nothing, and rules that contradict each other: slips nobody would notice.

A referral rule is needless where each of its agencies is named at least as firmly by other rules
whenever it holds; one that can be switched off is taken as it is while it is on, the others as
they are while they are off. A rule about the family is needless where stricter or equal rules
hold whenever it does (`inform-early`, the mildest level, is what holds where nothing else does).
Of rules that make each other needless the first one stays.

Two rules contradict each other where they hold for exactly the same kinds and answers and yet
name an agency with different strengths, or different levels. Two duties do where they have the
same owner, the same condition and the same words, and different dates. An id that is both a
prohibition and a duty or advice contradicts itself where both can hold at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from desktop_app.domain.conditions import AllOf, AnyOf, Condition
from desktop_app.domain.procedure import (
    FAMILY_LEVELS,
    DoNot,
    Duty,
    FamilyRule,
    Procedure,
    ReferralRule,
    Strength,
)
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.covering import Side, Trial
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.possible import can_hold

_Rule = TypeVar("_Rule", ReferralRule, FamilyRule)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a procedure's own files by its place; what it inherits is not in it."""

    rules: dict[str, ReferralRule]
    family: dict[str, FamilyRule]
    duties: dict[str, Duty]
    do_not: dict[str, DoNot]


def note_what_changes_nothing(
    procedure: Procedure, written: Written, catalogue: Catalogue, faults: Faults
) -> None:
    """Note every needless and every contradictory rule among those `written`.

    Faults: `changes-nothing` (about: the rule), `contradicts` (about: the place of the other),
    `required-and-forbidden` (about: the id), `too-many-combinations`. The procedure must be free
    of other faults.
    """
    seeker = _Seeker(procedure, written, Trial(catalogue, faults))
    quarrelling = seeker.contradictions()
    seeker.needless_rules(quarrelling)
    seeker.needless_levels(quarrelling)
    seeker.unclear_duties()
    seeker.required_and_forbidden()


@dataclass(frozen=True, slots=True)
class _Seeker:
    """Compares the rules of one procedure with each other."""

    procedure: Procedure
    written: Written
    trial: Trial

    def contradictions(self) -> set[str]:
        """Note rules that hold alike and say different things; give the places of both."""
        found = dict(self._pairs(self.written.rules, _name_otherwise))
        found |= dict(self._pairs(self.written.family, _of_other_level))
        for place, other in found.items():
            self.trial.faults.add(place, "contradicts", other)
        return {*found, *found.values()}

    def needless_rules(self, quarrelling: set[str]) -> None:
        """Note referral rules that name nobody whom others do not name as firmly."""
        others = list(self.procedure.referral)
        for place, rule in reversed(self.written.rules.items()):
            others.remove(rule)
            if place in quarrelling:
                continue
            if all(self._named(agency, rule, others, place) for agency in rule.agencies):
                self.trial.faults.add(place, "changes-nothing", rule.id)
            else:
                others.append(rule)

    def _named(
        self, agency: str, rule: ReferralRule, others: Iterable[ReferralRule], place: str
    ) -> bool:
        as_firm = [
            each.when if each.when_switched_off is None else each.when_switched_off
            for each in others
            if agency in each.agencies and each.strength in {rule.strength, Strength.MUST}
        ]
        # One alone is far quicker to compare, and is what it mostly is.
        alone = any(self._covers(each, rule.when, place) for each in as_firm)
        return alone or self._covers(AnyOf(tuple(as_firm)), rule.when, place)

    def needless_levels(self, quarrelling: set[str]) -> None:
        """Note rules about the family that are never stricter than the others."""
        others = list(self.procedure.family)
        for place, rule in reversed(self.written.family.items()):
            level = FAMILY_LEVELS.index(rule.level)
            if not level or place in quarrelling:
                continue
            others.remove(rule)
            as_strict = tuple(each.when for each in others if each.level in FAMILY_LEVELS[level:])
            if self._covers(AnyOf(as_strict), rule.when, place):
                self.trial.faults.add(place, "changes-nothing", rule.level)
            else:
                others.append(rule)

    def unclear_duties(self) -> None:
        """Note duties that say the same by different dates."""
        for (other, one), (place, two) in combinations(self.written.duties.items(), 2):
            alike = (one.owner, one.when, one.text) == (two.owner, two.when, two.text)
            if alike and (one.clock, one.days) != (two.clock, two.days):
                self.trial.faults.add(place, "contradicts", other)

    def required_and_forbidden(self) -> None:
        """Note an id that is something to do and something not to do at one time."""
        duties = {each.id: each.when for each in self.procedure.duties}
        forbidden = {each.id: each.when for each in self.procedure.do_not}
        for place, one in (self.written.duties | self.written.do_not).items():
            if one.id in duties and one.id in forbidden:
                both = AllOf((duties[one.id], forbidden[one.id]))
                if can_hold(both, self.procedure, self.trial.catalogue):
                    self.trial.faults.add(place, "required-and-forbidden", one.id)

    def _pairs(
        self, rules: Mapping[str, _Rule], differ: Callable[[_Rule, _Rule], bool]
    ) -> Iterator[tuple[str, str]]:
        """Give the places of each two rules that differ although they hold alike, later first."""
        for (place, one), (other_place, other) in combinations(rules.items(), 2):
            if differ(one, other) and self._same(one.when, other.when, other_place):
                yield other_place, place

    def _same(self, one: Condition, other: Condition, place: str) -> bool:
        return self._covers(one, other, place) and self._covers(other, one, place)

    def _covers(self, wide: Condition, narrow: Condition, place: str) -> bool:
        return self.trial.covers(Side(self.procedure, wide), Side(self.procedure, narrow), place)


def _name_otherwise(one: ReferralRule, other: ReferralRule) -> bool:
    return one.strength is not other.strength and not set(one.agencies).isdisjoint(other.agencies)


def _of_other_level(one: FamilyRule, other: FamilyRule) -> bool:
    return one.level is not other.level
