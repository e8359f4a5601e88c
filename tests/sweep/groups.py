"""Which questions a procedure looks at only together, so that a group has one value.

Questions that stand for each other in every condition enter through one any-of; questions that
always stand side by side, through one all-of. In Kleene's logic the group's value is then the
greatest, or the least, of its answers, and nothing else about them matters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Ruleset, Term, Terms

Functions = tuple[frozenset[Term], ...]
RANKS = ("no", "not-known", "yes")


@dataclass(frozen=True)
class Group:
    """Questions with one value; `how` is `any` or `all`, the first question stands for them."""

    how: str
    questions: tuple[str, ...]

    def value(self, answers: Mapping[str, str]) -> int:
        """Give the group's value for one case: 0 no, 1 not known, 2 yes."""
        ranks = [RANKS.index(answers[each]) for each in self.questions]
        return max(ranks) if self.how == "any" else min(ranks)


def conditions(rules: Ruleset) -> Iterator[Terms]:
    """Give every condition over answers that outcome, agencies and family are made of."""
    for _, terms, _ in rules.criteria:
        yield terms
    for _, terms in rules.referral:
        yield terms
    for _, terms in rules.family:
        yield terms


def questions_looked_at(rules: Ruleset) -> frozenset[str]:
    """Give the ids of the questions that can matter to this set of kinds."""
    mask = 0
    for terms in conditions(rules):
        for needs, allows in terms:
            mask |= needs | allows
    for _, bit in rules.watches:
        mask |= bit
    return frozenset(rules.catalogue.in_asking_order(mask))


def groups(*procedures: Ruleset, whole: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """Divide every yes-no question into groups that hold in each procedure, in asking order.

    The questions of `whole` are kept apart, each a group of its own.
    """
    catalogue = procedures[0].catalogue
    functions = tuple({frozenset(terms) for rules in procedures for terms in conditions(rules)})
    watched = {bit for rules in procedures for _, bit in rules.watches}
    looked_at = frozenset[str]().union(*(questions_looked_at(rules) for rules in procedures))
    free = [
        name
        for name, bit in catalogue.bit.items()
        if name in looked_at and bit not in watched and name not in whole
    ]
    any_of = _classes(free, _stands_for_each_other(functions, catalogue))
    alone = [found[0] for found in any_of if len(found) == 1]
    all_of = _classes(alone, _stand_side_by_side(functions, catalogue))
    found = {each: Group("any", of) for of in any_of if len(of) > 1 for each in of}
    found |= {each: Group("all", of) for of in all_of if len(of) > 1 for each in of}
    every = (found.get(each, Group("any", (each,))) for each in catalogue.bit)
    return tuple(dict.fromkeys(every))


def _classes(names: Iterable[str], alike: Callable[[str, str], bool]) -> list[tuple[str, ...]]:
    found: list[list[str]] = []
    for name in names:
        for each in found:
            if alike(each[0], name):
                each.append(name)
                break
        else:
            found.append([name])
    return [tuple(each) for each in found]


def _stands_for_each_other(
    functions: Functions, catalogue: Catalogue
) -> Callable[[str, str], bool]:
    def alike(one: str, other: str) -> bool:
        first, second = catalogue.bit[one], catalogue.bit[other]
        return all(
            not any(_has(term, first) and _has(term, second) for term in terms)
            and {_instead(term, first, second) for term in terms if _has(term, first)}
            == {term for term in terms if _has(term, second)}
            for terms in functions
        )

    return alike


def _stand_side_by_side(functions: Functions, catalogue: Catalogue) -> Callable[[str, str], bool]:
    def alike(one: str, other: str) -> bool:
        first, second = catalogue.bit[one], catalogue.bit[other]
        return all(
            bool(mask & first) == bool(mask & second)
            for terms in functions
            for term in terms
            for mask in term
        )

    return alike


def _has(term: Term, bit: int) -> bool:
    return bool((term.needs | term.allows) & bit)


def _instead(term: Term, bit: int, by: int) -> Term:
    def swapped(mask: int) -> int:
        return mask & ~bit | by if mask & bit else mask

    return Term(swapped(term.needs), swapped(term.allows))
