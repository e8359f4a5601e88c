"""The sweep of one place: every set of kinds, every combination of the answers that can matter.

Sets of kinds that a procedure and the contract both treat alike share one table. What is checked
of each is in `_Class.check`; a fault is a sentence that names the place, the kinds and the part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from desktop_app.domain.assess import assess
from desktop_app.domain.procedure import FAMILY_LEVELS, OUTCOMES, Procedure, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Ruleset, ruleset
from desktop_app.procedures.library import Library
from tests.domain import oracle_places, samples
from tests.domain.against import facts_of, procedure_of
from tests.domain.oracle_places import NATIONAL, Place
from tests.domain.samples import Sample
from tests.sweep.contract import OfKinds, Reading, of_kinds
from tests.sweep.groups import Group, groups, questions_looked_at
from tests.sweep.tables import Axes, Table, axes, below, differing, falls, table

Kinds = frozenset[str]
SAMPLES = 10_000


@dataclass
class Report:
    """What the sweep of one place found, and how much it looked at."""

    place: str
    sets_of_kinds: int = 0
    tables: int = 0
    cells: int = 0
    stands_for: int = 0
    contradictions: int = 0
    whole_groups: int = 0
    sampled: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class _Class:
    """Sets of kinds with the same table."""

    of: OfKinds
    implied: Kinds
    rules: Ruleset
    national: Ruleset | None
    kinds: list[Kinds]
    drawn: list[Sample] = field(default_factory=list)

    def groups(self, *, whole: Iterable[str] = ()) -> tuple[Group, ...]:
        """Give the groups that hold here and in the national advice beside it."""
        rulesets = (self.rules,) if self.national is None else (self.rules, self.national)
        return groups(*rulesets, whole=self.implied | set(whole))


def every_set(catalogue: Catalogue, most: int | None = None) -> Iterator[Kinds]:
    """Give every set of one kind or more, or those of at most so many."""
    names = list(catalogue.kind_by_id)
    for size in range(1, (most or len(names)) + 1):
        yield from map(frozenset, combinations(names, size))


@dataclass(frozen=True)
class Subject:
    """What is swept: a procedure as that of a place, and the national one that it may not weaken."""

    place: Place
    procedure: Procedure
    national: Procedure | None
    catalogue: Catalogue


def subject(library: Library, place: Place) -> Subject:
    """Give a place's own procedure; nothing stands beside that of Wales."""
    national = None if place.wales else procedure_of(library, NATIONAL)
    return Subject(place, procedure_of(library, place), national, library.catalogue)


def sweep(
    of: Subject, kinds: Iterable[Kinds], *, count: int = SAMPLES, whole_groups: bool = True
) -> Report:
    """Sweep these sets of kinds, with so many samples put through `assess`.

    Every set of one kind has its groups of questions swept whole as well, unless told not to.
    """
    report = Report(of.place.name)
    classes = _classes(of, kinds)
    by_kinds = {one: each for each in classes for one in each.kinds}
    for sample in samples.draw(2024, count):
        if frozenset(sample.kinds) in by_kinds:
            by_kinds[frozenset(sample.kinds)].drawn.append(sample)
    for each in classes:
        _check(each, of, report)
        if whole_groups and any(len(one) == 1 for one in each.kinds):
            _sweep_groups_whole(each, of, report)
    return report


def _classes(of: Subject, every_kinds: Iterable[Kinds]) -> list[_Class]:
    found: dict[object, _Class] = {}
    for kinds in every_kinds:
        rules = ruleset(of.procedure, of.catalogue, kinds)
        least = ruleset(of.national, of.catalogue, kinds) if of.national else None
        implied = frozenset(
            question for kind in kinds for question in of.catalogue.kind_by_id[kind].implies
        )
        key = (of_kinds(kinds), implied, _key(rules), least and _key(least))
        if key in found:
            found[key].kinds.append(kinds)
        else:
            found[key] = _Class(of_kinds(kinds), implied, rules, least, [kinds])
    return list(found.values())


def _key(rules: Ruleset) -> tuple[Any, ...]:
    """Give all of a ruleset that its table is made of."""
    return (
        tuple((terms, applies) for _, terms, applies in rules.criteria),
        tuple((each.agencies, each.strength, terms) for each, terms in rules.referral if terms),
        tuple(bit for _, bit in rules.watches),
        tuple((level, terms) for level, terms in rules.family if terms),
    )


def _check(each: _Class, of: Subject, report: Report) -> None:
    """Sweep one table: total, kept promise, the contract's, not below the nation's, as `assess`."""
    laid = axes(of.catalogue, each.groups(), each.implied)
    found = table(each.rules, laid)
    _compare(each, of.place, laid, found, report)
    report.sets_of_kinds += len(each.kinds)
    report.tables += 1
    report.cells += found.cells
    for sample in each.drawn:
        if not found.at(laid, sample.answers) == _assessed(sample, of) == _read(sample, of.place):
            report.faults.append(f"{of.place.name}: a sample of {'+'.join(sample.kinds)} differs")
        report.sampled += 1
    raw, contradicting = _raw(each, of.catalogue)
    report.stands_for += (raw - contradicting) * len(each.kinds)
    report.contradictions += contradicting * len(each.kinds)


def _compare(each: _Class, place: Place, laid: Axes, found: Table, report: Report) -> None:
    where = f"{place.name}, {'+'.join(sorted(each.kinds[0]))}"
    if not found.is_total():
        report.faults.append(f"{where}: a combination without a result")
    if differing(table(each.rules, laid), found):
        report.faults.append(f"{where}: not the same result twice")
    for part, axis in falls(found):
        question = laid.varying[axis].questions[0]
        report.faults.append(f"{where}: a step towards yes of {question} weakens {part}")
    for part in differing(found, Reading(place, each.of, laid.values).table()):
        report.faults.append(f"{where}: {part} is not what the contract says")
    if each.national is None:
        return
    least = table(each.national, laid)
    for part in below(found, least):
        report.faults.append(f"{where}: {part} is below the national advice")
    if place.id == NATIONAL.id:
        for part in differing(found, least):
            report.faults.append(f"{where}: {part} differs between two versions")


def _sweep_groups_whole(each: _Class, of: Subject, report: Report) -> None:
    """Take each group apart in turn, so that its questions are swept one by one."""
    together = axes(of.catalogue, each.groups(), each.implied)
    by_value = table(each.rules, together)
    for group in together.varying:
        if len(group.questions) > 1:
            apart = axes(of.catalogue, each.groups(whole=group.questions), each.implied)
            whole = table(each.rules, apart)
            _compare(each, of.place, apart, whole, report)
            if differing(whole, by_value.read_by(together, apart)):
                report.faults.append(
                    f"{of.place.name}: {group.questions} do not enter as one value"
                )
            report.whole_groups += 1
            report.cells += whole.cells


def _read(sample: Sample, place: Place) -> tuple[int, ...]:
    """Give the ranks that the second reading of the contract gives."""
    return oracle_places.ranks(oracle_places.result_of(place, sample.kinds, sample.answers))


def _assessed(sample: Sample, of: Subject) -> tuple[int, ...]:
    """Give the ranks that the program gives."""
    found = assess(of.procedure, of.catalogue, facts_of(sample))
    strengths = {each.agency: _RANK[each.strength] for each in found.refer_to}
    return (
        OUTCOMES.index(found.outcome),
        *(strengths.get(each, 0) for each in oracle_places.AGENCIES),
        FAMILY_LEVELS.index(found.tell_family),
    )


_RANK = {Strength.MUST: 2, Strength.AND_OR: 1}


def _raw(each: _Class, catalogue: Catalogue) -> tuple[int, int]:
    """Give the combinations of all questions that can matter, and how many are contradictions."""
    looked_at = questions_looked_at(each.rules) | each.implied
    count = 3 ** len(looked_at)
    sound = count * 2 ** len(each.implied) // 3 ** len(each.implied)
    for question in catalogue.questions:
        for implying in question.implied_by:
            if {question.id, implying} <= looked_at and question.id not in each.implied:
                sound = sound * 8 // 9
    return count, count - sound
