"""A local procedure put together with the one it extends: it adds and sharpens, never takes away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from desktop_app.domain.conditions import Condition
from desktop_app.domain.guidance import Topic
from desktop_app.domain.procedure import (
    Agency,
    Clock,
    Criterion,
    Duty,
    Procedure,
    ReferralRule,
    Strength,
    Watch,
)
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.covering import covers
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.table import note_repeats


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)
_HOURS_A_DAY = 24


def merged(base: Procedure, own: Parts) -> Parts:
    """Give everything that holds under a local procedure, the base's included."""
    return Parts(
        criteria=_joined(base.criteria, own.criteria),
        referral=_joined(base.referral, own.referral),
        watches=_watches(base.watches, own.watches),
        family=(*base.family, *own.family),
        family_texts=_texts(own.family_texts, base.family_texts),
        outcome_texts=_texts(own.outcome_texts, base.outcome_texts),
        duties=_joined(base.duties, own.duties),
        do_not=_joined(base.do_not, own.do_not),
        advice=_joined(base.advice, own.advice, first=True),
        topics=_topics(base.topics, own.topics),
        services=_joined(base.services, own.services, first=True),
        law=_joined(base.law, own.law, first=True),
        terms=_joined(base.terms, own.terms, first=True),
        checklists=_joined(base.checklists, own.checklists, first=True),
        contacts=(*own.contacts, *base.contacts),
    )


def merged_agencies(base: Sequence[Agency], own: Sequence[Agency]) -> tuple[Agency, ...]:
    """Give the base's agencies, by their local names where they have one, and those added."""
    return _joined(base, own)


def note_what_is_taken_away(
    base: Procedure, own: Parts, catalogue: Catalogue, faults: Faults
) -> None:
    """Note every local rule that would take away what the base requires.

    Faults: `takes-away` (about: the id), `weaker-than-base`, `later-than-base`.
    """
    whole = merged(base, own)
    criteria = {each.id: each.when for each in whole.criteria}
    floor = _Floor(base, catalogue, criteria, faults)
    floor.criteria(own.criteria)
    floor.referral(own.referral)
    floor.duties(own.duties)
    for place, topic in enumerate(own.topics, start=1):
        of_base = next((each for each in base.topics if each.id == topic.id), None)
        points = [*(each.id for each in topic.points), *_ids(of_base.points if of_base else ())]
        note_repeats(f"guidance.toml: topic[{place}].point", points, faults)


class _Floor:
    """What the base requires, to hold local rules of the same ids against."""

    def __init__(
        self,
        base: Procedure,
        catalogue: Catalogue,
        criteria: Mapping[str, Condition],
        faults: Faults,
    ) -> None:
        self._base = base
        self._catalogue = catalogue
        self._criteria = criteria
        self._faults = faults

    def criteria(self, own: Iterable[Criterion]) -> None:
        of_base = {each.id: each for each in self._base.criteria}
        for place, each in enumerate(own, start=1):
            if (former := of_base.get(each.id)) is not None:
                where = f"criteria.toml: criterion[{place}]"
                self._covered(f"{where}.when", each.when, former.when, each.id)
                self._covered(f"{where}.applies", each.applies, former.applies, each.id)

    def referral(self, own: Iterable[ReferralRule]) -> None:
        of_base = {each.id: each for each in self._base.referral}
        for place, each in enumerate(own, start=1):
            where = f"referral.toml: rule[{place}]"
            if each.when_switched_off is not None:
                self._covered(f"{where}.when", each.when, each.when_switched_off, each.id)
            if (former := of_base.get(each.id)) is None:
                continue
            self._covered(f"{where}.when", each.when, former.when, each.id)
            if not set(former.agencies) <= set(each.agencies):
                self._faults.add(f"{where}.agencies", "takes-away", each.id)
            if former.strength is Strength.MUST and each.strength is not Strength.MUST:
                self._faults.add(f"{where}.strength", "weaker-than-base", each.id)
            if each.when_switched_off is not None and former.when_switched_off is None:
                self._faults.add(f"{where}.when_switched_off", "takes-away", each.id)

    def duties(self, own: Iterable[Duty]) -> None:
        of_base = {each.id: each for each in self._base.duties}
        for place, each in enumerate(own, start=1):
            former = of_base.get(each.id)
            if former is not None and is_later(each, former):
                self._faults.add(f"duties.toml: duty[{place}].due", "later-than-base", each.id)

    def _covered(self, where: str, wide: Condition, narrow: Condition, about: str) -> None:
        covered = covers(
            wide,
            narrow,
            catalogue=self._catalogue,
            nation=self._base.nation,
            criteria=self._criteria,
        )
        if not covered:
            self._faults.add(where, "takes-away", about)


def is_later(duty: Duty, former: Duty) -> bool:
    """Say whether a duty falls due later, on some day of the year, than the one it replaces.

    A working day is never sooner than the calendar day after, and may be three or more days after.
    """
    if duty.clock is Clock.HOURS and former.clock is Clock.WORKING_DAYS:
        return -(-duty.days // _HOURS_A_DAY) > former.days
    return _lateness(duty) > _lateness(former)


def _lateness(duty: Duty) -> tuple[int, int]:
    if duty.clock is Clock.SAME_DAY:
        return (0, 0)
    if duty.clock is Clock.HOURS:
        return (1, -(-duty.days // _HOURS_A_DAY))
    if duty.clock is Clock.WORKING_DAYS:
        return (2, duty.days)
    return (3, 0)


def _joined(
    base: Sequence[_Item], own: Sequence[_Item], *, first: bool = False
) -> tuple[_Item, ...]:
    """Give the base's items, those of the same id replaced, and the new ones before or after."""
    by_id = {each.id: each for each in own}
    known = set(_ids(base))
    kept = tuple(by_id.get(each.id, each) for each in base)
    new = tuple(each for each in own if each.id not in known)
    return (*new, *kept) if first else (*kept, *new)


def _ids(items: Iterable[Any]) -> list[str]:
    return [each.id for each in items]


def _watches(base: Sequence[Watch], own: Sequence[Watch]) -> tuple[Watch, ...]:
    """Give every watch: one that the base has stays as it is, for as many kinds and more."""
    return (*base, *own)


def _texts(own: Mapping[str, str], base: Mapping[str, str]) -> dict[str, str]:
    """Give the base's words with the local paragraph before them."""
    return {
        name: f"{own[name].strip()}\n{text}" if own.get(name) else text
        for name, text in base.items()
    }


def _topics(base: Sequence[Topic], own: Sequence[Topic]) -> tuple[Topic, ...]:
    by_id = {each.id: each for each in own}
    kept = tuple(_topic(each, by_id.get(each.id)) for each in base)
    new = tuple(each for each in own if each.id not in set(_ids(base)))
    return (*new, *kept)


def _topic(base: Topic, own: Topic | None) -> Topic:
    if own is None:
        return base
    return replace(base, title=own.title or base.title, points=(*own.points, *base.points))
