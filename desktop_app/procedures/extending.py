"""A local procedure put together with the one it extends: it adds and sharpens, never takes away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from desktop_app.procedures.covering import Side, Trial
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.table import note_repeats


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)
_HOURS_A_DAY = 24
_WORKING_DAYS_A_WEEK = 5


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
    procedure: Procedure, own: Parts, catalogue: Catalogue, faults: Faults
) -> None:
    """Note every local rule that would take away what the base requires.

    `own` is what stands in the files of `procedure` itself. What its rules of the base's ids say
    of kinds and answers is compared exactly (`covering`). Faults: `takes-away` (about: the id),
    `weaker-than-base`, `later-than-base`, `too-many-combinations`, and `same-id-twice` for points
    of guidance.
    """
    if procedure.base is None:
        return
    floor = _Floor(procedure, procedure.base, Trial(catalogue, faults))
    for place, criterion in enumerate(own.criteria, start=1):
        floor.criterion(criterion, f"criteria.toml: criterion[{place}]")
    for place, rule in enumerate(own.referral, start=1):
        floor.rule(rule, f"referral.toml: rule[{place}]")
    for place, duty in enumerate(own.duties, start=1):
        floor.duty(duty, f"duties.toml: duty[{place}]")
    for place, topic in enumerate(own.topics, start=1):
        floor.topic(topic, f"guidance.toml: topic[{place}]")


@dataclass(frozen=True, slots=True)
class _Floor:
    """What the base requires, to hold local rules of the same ids against."""

    procedure: Procedure
    base: Procedure
    trial: Trial

    def criterion(self, own: Criterion, where: str) -> None:
        """Let a criterion be met or in doubt more often, and apply to more kinds; never less."""
        former = _find(self.base.criteria, own.id)
        if former is not None:
            self._covered(f"{where}.when", own.when, former.when, own.id, unknown_too=True)
            self._covered(f"{where}.applies", own.applies, former.applies, own.id)

    def rule(self, own: ReferralRule, where: str) -> None:
        """Let a referral rule hold more often and name more agencies, more firmly; never less."""
        left = own.when_switched_off
        if left is not None:
            wide, narrow = Side(self.procedure, own.when), Side(self.procedure, left)
            if not self.trial.covers(wide, narrow, f"{where}.when"):
                self.trial.faults.add(f"{where}.when", "takes-away", own.id)
        former = _find(self.base.referral, own.id)
        if former is None:
            return
        self._covered(f"{where}.when", own.when, former.when, own.id)
        if not set(former.agencies) <= set(own.agencies):
            self.trial.faults.add(f"{where}.agencies", "takes-away", own.id)
        if former.strength is Strength.MUST and own.strength is not Strength.MUST:
            self.trial.faults.add(f"{where}.strength", "weaker-than-base", own.id)
        if left is not None:
            still = former.when if former.when_switched_off is None else former.when_switched_off
            self._covered(f"{where}.when_switched_off", left, still, own.id)

    def duty(self, own: Duty, where: str) -> None:
        """Let a duty be due sooner, never later; it stays with its owner."""
        former = _find(self.base.duties, own.id)
        if former is not None and is_later(own, former):
            self.trial.faults.add(f"{where}.due", "later-than-base", own.id)
        if former is not None and own.owner != former.owner:
            self.trial.faults.add(f"{where}.owner", "takes-away", own.id)

    def topic(self, own: Topic, where: str) -> None:
        """Let a topic have more points, under ids of their own."""
        former = _find(self.base.topics, own.id)
        points = [*_ids(own.points), *_ids(former.points if former else ())]
        note_repeats(f"{where}.point", points, self.trial.faults)

    def _covered(
        self,
        where: str,
        own: Condition,
        former: Condition,
        about: str,
        *,
        unknown_too: bool = False,
    ) -> None:
        wide, narrow = Side(self.procedure, own), Side(self.base, former)
        if not self.trial.covers(wide, narrow, where, unknown_too=unknown_too):
            self.trial.faults.add(where, "takes-away", about)


def is_later(duty: Duty, former: Duty) -> bool:
    """Say whether a duty falls due later, on some day of the year, than the one it replaces.

    A working day is never sooner than the calendar day after, and may be three or more days after;
    five of them are soonest over when they begin on a Sunday.
    """
    if duty.clock is Clock.HOURS and former.clock is Clock.WORKING_DAYS:
        weekends = (former.days - 1) // _WORKING_DAYS_A_WEEK
        return -(-duty.days // _HOURS_A_DAY) > former.days + 2 * weekends
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


def _find(items: Iterable[_Item], name: str) -> _Item | None:
    """Give the item of this id, if there is one."""
    return next((each for each in items if each.id == name), None)


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
