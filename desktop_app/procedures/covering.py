"""Whether one condition holds wherever another one does: exactly, and without trying answers.

A term holds least often where its own answers are yes, those it only allows are not known, and
all others are no. A sum of terms holds there only if one of its terms does, and then that one
holds wherever the first does. Kinds that stand in the same lists of both conditions behave alike,
so one of each sort is enough to try.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from desktop_app.domain.conditions import (
    AnyKind,
    Condition,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    OnlyKinds,
    walk,
)
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import TermMaker, Terms


def covers(
    wide: Condition,
    narrow: Condition,
    *,
    catalogue: Catalogue,
    nation: str,
    criteria: Mapping[str, Condition],
) -> bool:
    """Say whether `wide` holds wherever `narrow` does; both must be rising."""
    for kinds in sets_of_kinds((wide, narrow), catalogue, criteria):
        maker = TermMaker(catalogue, kinds, nation=nation, criteria=criteria)
        if not implied(maker.terms(narrow), maker.terms(wide)):
            return False
    return True


def implied(narrow: Terms, wide: Terms) -> bool:
    """Say whether the sum of terms `wide` holds wherever the sum `narrow` does."""
    return all(
        any(
            other.needs & ~one.needs == 0 and other.allows & ~(one.allows | one.needs) == 0
            for other in wide
        )
        for one in narrow
    )


def sets_of_kinds(
    conditions: tuple[Condition, ...], catalogue: Catalogue, criteria: Mapping[str, Condition]
) -> Iterator[frozenset[str]]:
    """Give one set of kinds for each that the conditions could tell from another."""
    lists = [
        each.kinds
        for condition in conditions
        for each in _everything(condition, criteria)
        if isinstance(each, AnyKind | KindBeyond | OnlyKinds)
    ]
    sorts: dict[tuple[bool, ...], str] = {}
    for kind in catalogue.kind_by_id:
        sorts.setdefault(tuple(kind in each for each in lists), kind)
    some = tuple(sorts.values())
    sizes = range(1, len(some) + 1)
    for chosen in chain.from_iterable(combinations(some, size) for size in sizes):
        yield frozenset(chosen)


def _everything(condition: Condition, criteria: Mapping[str, Condition]) -> Iterator[Condition]:
    for each in walk(condition):
        yield each
        if isinstance(each, CriterionMet | CriterionNotRuledOut) and each.criterion in criteria:
            yield from walk(criteria[each.criterion])
