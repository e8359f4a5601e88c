"""Outcome, agencies and family for every combination of answers at once.

An answer is 0 (no), 1 (not known) or 2 (yes). Every question that varies has an axis of length
three, in this order; an array has length one along what it does not depend on, so a table is as
large as what it looks at and no larger.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.procedure import FAMILY_LEVELS, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Ruleset, Terms
from tests.domain.oracle_places import AGENCIES
from tests.sweep.groups import RANKS, Group

Values = NDArray[np.uint8]
Truth = NDArray[np.bool_]
NO, NOT_KNOWN, YES = 0, 1, 2
MOST_CELLS = 200_000_000


@dataclass(frozen=True)
class Axes:
    """Every yes-no question as an array, and the groups whose values vary along the axes."""

    varying: tuple[Group, ...]
    values: Mapping[str, Values]


@dataclass(frozen=True)
class Table:
    """The ranks of each part of the result: by name, each an array over the axes."""

    parts: Mapping[str, Values]

    @property
    def cells(self) -> int:
        """Give how many combinations the table tells apart, along the axes that matter."""
        shape = np.broadcast_shapes(*(each.shape for each in self.parts.values()))
        return int(np.prod(shape, dtype=np.int64))

    def is_total(self) -> bool:
        """Say whether every combination has a result that there is."""
        return all(bool((part <= 2).all()) for part in self.parts.values())

    def at(self, laid: Axes, answers: Mapping[str, str]) -> tuple[int, ...]:
        """Give the ranks for one case's answers."""
        where = [group.value(answers) for group in laid.varying]
        return tuple(
            int(part[tuple(min(at, size - 1) for at, size in zip(where, part.shape, strict=True))])
            for part in self.parts.values()
        )

    def read_by(self, laid: Axes, apart: Axes) -> "Table":
        """Give this table over axes that take some of its groups apart, by the groups' values."""
        indices = [_value_of(group, apart) for group in laid.varying]
        still = np.zeros((1,) * len(apart.varying), dtype=np.uint8)
        return Table(
            {
                name: part[
                    tuple(
                        index if size > 1 else still
                        for index, size in zip(indices, part.shape, strict=True)
                    )
                ]
                for name, part in self.parts.items()
            }
        )


def _value_of(group: Group, apart: Axes) -> Values:
    answers = [apart.values[each] for each in group.questions]
    return reduce(np.maximum if group.how == "any" else np.minimum, answers)


def axes(catalogue: Catalogue, found: tuple[Group, ...], implied: frozenset[str]) -> Axes:
    """Lay out every question: groups along an axis, what kinds answer fixed at yes.

    What a kind answers must be a group of its own. Where one answer brings another, the other is
    laid out as settled, so a contradiction repeats the combination that it would be.
    """
    varying = tuple(each for each in found if not set(each.questions) & implied)
    one = (1,) * len(varying)
    values: dict[str, Values] = dict.fromkeys(implied, np.full(one, YES, dtype=np.uint8))
    for axis, group in enumerate(varying):
        shape = (*one[:axis], 3, *one[axis + 1 :])
        others = np.full(one, YES if group.how == "all" else NO, dtype=np.uint8)
        values |= dict.fromkeys(group.questions, others)
        values[group.questions[0]] = np.arange(3, dtype=np.uint8).reshape(shape)
    for question in catalogue.questions:
        for implying in question.implied_by:
            brought = (values[implying] == YES) * np.uint8(YES)
            values[question.id] = np.maximum(values[question.id], brought)
    return Axes(varying, values)


class Sheet:
    """Works out conditions over laid-out questions."""

    def __init__(self, rules: Ruleset, values: Mapping[str, Values]) -> None:
        bits = rules.catalogue.bit
        self._yes = {bits[name]: each == YES for name, each in values.items()}
        self._not_no = {bits[name]: each != NO for name, each in values.items()}
        self._nothing = np.zeros((1,) * next(iter(values.values())).ndim, dtype=np.bool_)

    def add(self, bit: int, truth: Truth) -> None:
        """Let a bit stand for something that is not an answer."""
        self._yes[bit] = self._not_no[bit] = truth

    def holds(self, terms: Terms) -> Truth:
        found = self._nothing
        for needs, allows in terms:
            found = found | self._product(needs, allows)
        return found

    def not_ruled_out(self, terms: Terms) -> Truth:
        found = self._nothing
        for needs, allows in terms:
            found = found | self._product(0, needs | allows)
        return found

    def _product(self, needs: int, allows: int) -> Truth:
        found = ~self._nothing
        for bit in _bits(needs):
            found = found & self._yes[bit]
        for bit in _bits(allows):
            found = found & self._not_no[bit]
        return found


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def table(rules: Ruleset, laid: Axes) -> Table:
    """Give the table of a procedure for one set of kinds."""
    sheet = Sheet(rules, laid.values)
    nothing = np.zeros((1,) * len(laid.varying), dtype=np.bool_)
    strengths = {each: nothing.astype(np.uint8) for each in AGENCIES}
    refer = nothing
    for rule, terms in rules.referral:
        held = sheet.holds(terms)
        refer = refer | held
        rank = np.uint8(2 if rule.strength is Strength.MUST else 1)
        for agency in rule.agencies:
            strengths[agency] = np.maximum(strengths[agency], held * rank)
    unknown = nothing
    for _, terms, applies in rules.criteria:
        held = sheet.holds(terms)
        refer = refer | held
        if applies:
            unknown = unknown | (sheet.not_ruled_out(terms) & ~held)
    for name, bit in ((each.question, bit) for each, bit in rules.watches):
        unknown = unknown | (laid.values[name] == NOT_KNOWN)
        assert rules.catalogue.bit[name] == bit
    sheet.add(rules.refer_bit, refer)
    sheet.add(rules.hold_bit, refer | unknown)
    family = nothing.astype(np.uint8)
    for level, terms in rules.family:
        family = np.maximum(family, sheet.holds(terms) * np.uint8(FAMILY_LEVELS.index(level)))
    outcome = np.maximum(refer * np.uint8(2), unknown * np.uint8(1))
    return _checked(Table({"outcome": outcome, **strengths, "tell_family": family}))


def _checked(found: Table) -> Table:
    if found.cells > MOST_CELLS:
        raise ValueError(found.cells)
    return found


def falls(found: Table) -> list[tuple[str, int]]:
    """Give each part and axis along which a step towards yes makes something weaker."""
    return [
        (name, axis)
        for name, part in found.parts.items()
        for axis, length in enumerate(part.shape)
        if length == len(RANKS) and _falls_along(part, axis)
    ]


def _falls_along(part: Values, axis: int) -> bool:
    """Say whether any value is below the one before it along the axis."""
    before = part[(slice(None),) * axis + (slice(None, -1),)]
    after = part[(slice(None),) * axis + (slice(1, None),)]
    return bool((after < before).any())


def differing(one: Table, other: Table) -> list[str]:
    """Give the parts in which two tables over the same axes differ anywhere."""
    return [name for name in one.parts if bool((one.parts[name] != other.parts[name]).any())]


def below(one: Table, least: Table) -> list[str]:
    """Give the parts in which a table is anywhere weaker than another over the same axes."""
    return [name for name in one.parts if bool((one.parts[name] < least.parts[name]).any())]
