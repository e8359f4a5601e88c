"""Whether one rising condition holds wherever another does: exact, and without trying all answers.

Of all answers that make one term hold there is a lowest: yes to what it needs, not known to what
it allows, no to the rest. A rising condition that holds there holds wherever the term does. So
two conditions are compared at one point a term, for every set of kinds that they can tell apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from desktop_app.domain.conditions import (
    AllOf,
    AnyKind,
    AnyOf,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    OnlyKinds,
    walk,
)
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Answered, Term, TermMaker, Terms, holds
from desktop_app.procedures.faults import Faults

MOST_KIND_SETS = 512


class TooManyKindSetsError(Exception):
    """Two conditions tell more sets of kinds apart than can be tried in reasonable time."""


@dataclass(frozen=True, slots=True)
class Side:
    """A rising condition, and the procedure whose criteria and nation it speaks of."""

    procedure: Procedure
    condition: Condition

    def terms(self, catalogue: Catalogue, kinds: frozenset[str]) -> Terms:
        """Give the condition's terms for these kinds."""
        nation, criteria = self.procedure.nation, self.criteria()
        return TermMaker(catalogue, kinds, nation=nation, criteria=criteria).terms(self.condition)

    def criteria(self) -> dict[str, Condition]:
        """Give the conditions of the criteria that may be named, by their ids."""
        return {each.id: each.when for each in self.procedure.criteria}

    def parts(self) -> Iterator[Condition]:
        """Give every part of the condition, those of the criteria it names included."""
        criteria = self.criteria()
        for part in walk(self.condition):
            yield part
            if isinstance(part, CriterionMet | CriterionNotRuledOut):
                yield from walk(criteria[part.criterion])

    def width(self) -> int:
        """Count the kinds that one alternative of the condition can ask for at once."""
        return _width(self.condition, self.criteria())


def covers(wide: Side, narrow: Side, catalogue: Catalogue, *, unknown_too: bool = False) -> bool:
    """Say whether `wide` holds for all kinds and answers for which `narrow` does.

    Answers that follow from kinds are taken as given, and so are those that follow from other
    answers, unless `unknown_too`: then `wide` is also not ruled out wherever `narrow` is not,
    even while the answer from which another would follow is not known. Raises
    TooManyKindSetsError for conditions that no procedure needs.
    """
    for kinds in kind_sets(wide, narrow, catalogue):
        terms = wide.terms(catalogue, kinds)
        for term in narrow.terms(catalogue, kinds):
            if not holds(terms, _lowest(term, kinds, catalogue, follow=not unknown_too)):
                return False
    return True


@dataclass(frozen=True, slots=True)
class Trial:
    """Compares conditions, and notes where there is too much to try."""

    catalogue: Catalogue
    faults: Faults

    def covers(self, wide: Side, narrow: Side, where: str, *, unknown_too: bool = False) -> bool:
        """Say whether `wide` holds wherever `narrow` does, as `covers` does.

        Where that cannot be tried the fault `too-many-combinations` stands at `where` (about: how
        many sets of kinds are allowed), and the answer is no.
        """
        try:
            return covers(wide, narrow, self.catalogue, unknown_too=unknown_too)
        except TooManyKindSetsError:
            self.faults.add(where, "too-many-combinations", str(MOST_KIND_SETS))
            return False


def kind_sets(wide: Side, narrow: Side, catalogue: Catalogue) -> Iterator[frozenset[str]]:
    """Give the sets of kinds to try, one kind standing for all that are treated alike.

    Further kinds can only make a condition truer, unless it asks that there be no others. So sets
    need be no larger than what an alternative of `narrow` asks for, if `wide` never asks that.
    """
    falls = any(isinstance(part, OnlyKinds) for part in wide.parts())
    alike = _standing_for_all(wide, narrow, catalogue)
    largest = len(alike) if falls else min(len(alike), max(1, narrow.width()))
    sizes = range(1, largest + 1)
    if sum(comb(len(alike), size) for size in sizes) > MOST_KIND_SETS:
        raise TooManyKindSetsError
    return (frozenset(chosen) for size in sizes for chosen in combinations(alike, size))


def _standing_for_all(wide: Side, narrow: Side, catalogue: Catalogue) -> list[str]:
    """Give one kind of each group that no list of kinds, and no answer implied, tells apart."""
    lists = [
        part.kinds
        for part in (*wide.parts(), *narrow.parts())
        if isinstance(part, AnyKind | KindBeyond | OnlyKinds)
    ]
    groups: dict[tuple[object, ...], str] = {}
    for kind in catalogue.kinds:
        groups.setdefault((kind.implies, *(kind.id in each for each in lists)), kind.id)
    return list(groups.values())


def _width(condition: Condition, criteria: dict[str, Condition]) -> int:
    match condition:
        case AnyOf(parts):
            return max((_width(part, criteria) for part in parts), default=0)
        case AllOf(parts):
            return sum(_width(part, criteria) for part in parts)
        case CriterionMet(criterion) | CriterionNotRuledOut(criterion):
            return _width(criteria[criterion], criteria)
        case AnyKind() | KindBeyond():
            return 1
        case _:
            return 0


def _lowest(term: Term, kinds: frozenset[str], catalogue: Catalogue, *, follow: bool) -> Answered:
    """Give the lowest answers with which the term holds in an incident of these kinds."""
    yes = term.needs | _bits(
        (name for kind in kinds for name in catalogue.kind_by_id[kind].implies), catalogue
    )
    before = -1
    while follow and before != yes:
        before = yes
        for each in catalogue.questions:
            if yes & _bits(each.implied_by, catalogue):
                yes |= _bits((each.id,), catalogue)
    # All bits, those that stand for the outcome included; a referral is at least a hold.
    hold = 1 << len(catalogue.bit)
    if yes & hold << 1:
        yes |= hold
    every = (hold << 2) - 1
    return Answered(yes, every & ~(yes | term.allows))


def _bits(names: Iterable[str], catalogue: Catalogue) -> int:
    found = 0
    for name in names:
        found |= catalogue.bit.get(name, 0)
    return found
