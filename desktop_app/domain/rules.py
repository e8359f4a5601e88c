"""A procedure made ready to be asked quickly: conditions as sums of products over bit masks.

A rising condition is turned, once for a procedure and a set of kinds, into terms. A term holds
when every question in `needs` is answered yes and none in `allows` is answered no. This is the
same value as working through the condition itself, since no < not known < yes is a distributive
lattice; and the terms also tell which questions can still matter (`find_out`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import (
    AllOf,
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    NotNo,
    OutcomeAtLeast,
    Yes,
    holds_of_kinds,
)
from desktop_app.domain.procedure import (
    Criterion,
    Outcome,
    Procedure,
    ReferralRule,
    TellFamily,
    Watch,
)
from desktop_app.domain.questions import Catalogue


class Term(NamedTuple):
    """A product: bits that must be yes, and bits that must not be no."""

    needs: int
    allows: int


Terms = tuple[Term, ...]

TRUE: Terms = (Term(0, 0),)
FALSE: Terms = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """One procedure for one set of kinds, in terms; compared by identity.

    `hold_bit` and `refer_bit` stand for the outcome where a rule about the family asks for it.
    """

    catalogue: Catalogue
    kinds: frozenset[str]
    criteria: tuple[tuple[Criterion, Terms, bool], ...]
    referral: tuple[tuple[ReferralRule, Terms], ...]
    watches: tuple[tuple[Watch, int], ...]
    family: tuple[tuple[TellFamily, Terms], ...]
    applies: tuple[tuple[str, int, Terms], ...]
    hold_bit: int
    refer_bit: int


class Answered(NamedTuple):
    """Answers as two bit masks; what is in neither is not known."""

    yes: int
    no: int


def holds(terms: Terms, answered: Answered) -> bool:
    """Say whether the condition holds for certain."""
    yes, no = answered
    return any(needs & yes == needs and not allows & no for needs, allows in terms)


def value(terms: Terms, answered: Answered) -> Answer:
    """Give the condition's value in Kleene's logic."""
    if holds(terms, answered):
        return Answer.YES
    no = answered.no
    if all(needs & no or allows & no for needs, allows in terms):
        return Answer.NO
    return Answer.NOT_KNOWN


@lru_cache(maxsize=512)
def ruleset(procedure: Procedure, catalogue: Catalogue, kinds: frozenset[str]) -> Ruleset:
    """Make the procedure ready for incidents of these kinds; the same objects are made once."""
    criteria_when = {each.id: each.when for each in procedure.criteria}
    maker = TermMaker(catalogue, kinds, nation=procedure.nation, criteria=criteria_when)
    criteria = tuple(
        (each, maker.terms(each.when), bool(maker.terms(each.applies)))
        for each in procedure.criteria
    )
    return Ruleset(
        catalogue=catalogue,
        kinds=kinds,
        criteria=criteria,
        referral=tuple((rule, maker.terms(rule.when)) for rule in procedure.referral),
        watches=tuple(
            (watch, catalogue.bit[watch.question])
            for watch in procedure.watches
            if maker.terms(watch.applies)
        ),
        family=tuple((rule.level, maker.terms(rule.when)) for rule in procedure.family),
        applies=tuple(
            (each.id, catalogue.bit.get(each.id, 0), maker.terms(each.applies))
            for each in catalogue.questions
        ),
        hold_bit=maker.hold_bit,
        refer_bit=maker.refer_bit,
    )


class TermMaker:
    """Turns conditions into terms for one nation's criteria and one set of kinds."""

    def __init__(
        self,
        catalogue: Catalogue,
        kinds: frozenset[str],
        *,
        nation: str,
        criteria: Mapping[str, Condition],
    ) -> None:
        self._bit = catalogue.bit
        self._kinds = kinds
        self._nation = nation
        self._by_criterion = criteria
        self.hold_bit = 1 << len(catalogue.bit)
        self.refer_bit = self.hold_bit << 1

    def terms(self, condition: Condition) -> Terms:
        """Give the terms of a rising condition; a plain one is a fault of the caller's."""
        match condition:
            case AnyOf(parts):
                return simplest(term for part in parts for term in self.terms(part))
            case AllOf(parts):
                return self._product(parts)
            case Yes(question):
                return (Term(self._bit[question], 0),)
            case NotNo(question):
                return (Term(0, self._bit[question]),)
            case CriterionMet(criterion):
                return self.terms(self._by_criterion[criterion])
            case CriterionNotRuledOut(criterion):
                met = self.terms(self._by_criterion[criterion])
                return simplest(Term(0, needs | allows) for needs, allows in met)
            case OutcomeAtLeast(outcome):
                return self._outcome(outcome)
            case _:
                held = holds_of_kinds(condition, kinds=self._kinds, nation=self._nation)
                return TRUE if held else FALSE

    def _product(self, parts: tuple[Condition, ...]) -> Terms:
        product = TRUE
        for part in parts:
            more = self.terms(part)
            product = simplest(
                Term(one.needs | other.needs, one.allows | other.allows)
                for one in product
                for other in more
            )
        return product

    def _outcome(self, outcome: str) -> Terms:
        if outcome == Outcome.REFER_TODAY:
            return (Term(self.refer_bit, 0),)
        return (Term(self.hold_bit, 0),) if outcome == Outcome.HOLD else TRUE


def simplest(terms: Iterable[Term]) -> Terms:
    """Drop every term that another one makes needless."""
    kept: list[Term] = []
    for term in sorted(set(terms), key=lambda each: (each.needs | each.allows).bit_count()):
        if not any(
            one.needs & ~term.needs == 0 and one.allows & ~(term.allows | term.needs) == 0
            for one in kept
        ):
            kept.append(term)
    return tuple(kept)
