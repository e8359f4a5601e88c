"""The duties by name, read a second time: who owns each, when it is there, and by when it is due.

The fixed ones are those of contract section 5; the others were settled by name for the second
version of the national procedure, and hold in every procedure but its first version.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.domain import oracle
from tests.domain.oracle_places import Place

SAME_DAY = 0
NEXT_DAY = "24 hours"
NO_CLOCK = None
NOT_STARTED = "starts with something that has not happened"
_CARE = "childrens-social-care"


@dataclass(frozen=True)
class Seen:
    """What a duty may look at."""

    place: Place
    kinds: frozenset[str]
    settled: Mapping[str, str]
    outcome: str
    told: Mapping[str, str]
    other_setting: bool = False
    other_area: bool = False

    def yes(self, *questions: str) -> bool:
        return any(self.settled[each] == "yes" for each in questions)

    @property
    def care(self) -> bool:
        return bool({_CARE, "social-services"} & set(self.told))

    @property
    def officer(self) -> bool:
        return bool({"lado", "designated-officer"} & set(self.told))

    @property
    def colleague(self) -> bool:
        return "colleague-concern" in self.kinds

    @property
    def consult(self) -> bool:
        severe = "bullying" in self.kinds and self.settled["severe"] != "no"
        return self.yes("under-13") or bool(oracle.aggravating_of(self.settled)) or severe

    @property
    def harmful_behaviour(self) -> bool:
        by_kind = self.kinds & {"upskirting", "abuse-images-by-child", "adult-depicted"}
        by_answer = self.yes(
            "coerced",
            "blackmailed",
            "groomed",
            "acts-violent",
            "malice-or-pressure",
            "without-consent",
        )
        bullied = "bullying" in self.kinds and self.yes("severe")
        return self.settled["adult-involved"] == "no" and (bool(by_kind) or by_answer or bullied)


@dataclass(frozen=True)
class Due:
    """A duty's owner (`school`, or the agency in England) and clock, in working days or as named."""

    owner: str
    clock: int | str | None
    holds: Callable[[Seen], bool]


def _always(_: Seen) -> bool:
    return True


def _never(_: Seen) -> bool:
    return False


def _school(clock: int | str | None, holds: Callable[[Seen], bool]) -> Due:
    return Due("school", clock, holds)


def _care_owns(clock: int | str | None) -> Due:
    return Due(_CARE, clock, lambda seen: seen.care)


FIXED = {
    "refer": _school(SAME_DAY, lambda seen: seen.outcome == "refer-today"),
    "find-out-or-consult": _school(SAME_DAY, lambda seen: seen.outcome == "hold"),
    "consult": _school(SAME_DAY, lambda seen: seen.consult),
    "safe-tonight": _school(
        SAME_DAY, lambda seen: seen.yes("life-in-danger", "immediate-risk", "blackmailed")
    ),
    "viewing-record": _school(SAME_DAY, lambda seen: seen.yes("staff-viewed")),
    "talk-to-prevent-lead": _school(SAME_DAY, lambda seen: "extremism" in seen.kinds),
    "lado-contact": _school(SAME_DAY, lambda seen: seen.officer),
    "lado-meeting": Due("lado", 5, lambda seen: seen.place.derby and "lado" in seen.told),
}
NAMED = {
    "confirm-in-writing": _school(NEXT_DAY, lambda seen: seen.care or seen.officer),
    "chase-acknowledgement": _school(1, lambda seen: seen.care),
    "social-care-decision": _care_owns(1),
    "preserve-logs": _school(SAME_DAY, lambda seen: seen.yes("on-school-device") or seen.colleague),
    "tell-child-of-helplines": _school(
        SAME_DAY,
        lambda seen: bool(seen.kinds - {"colleague-concern", "adult-indecent-images"}),
    ),
    "support-plan-each-child": _school(NO_CLOCK, _always),
    "support-for-those-told": _school(
        NO_CLOCK,
        lambda seen: bool(seen.kinds & {"colleague-concern", "adult-indecent-images"}),
    ),
    "other-setting": _school(NO_CLOCK, lambda seen: seen.other_setting),
    "tell-other-areas": _school(SAME_DAY, lambda seen: seen.other_area),
    "harmful-behaviour-procedure": _school(NO_CLOCK, lambda seen: seen.harmful_behaviour),
    "review": _school(NOT_STARTED, _always),
    "strategy-discussion": _care_owns(NOT_STARTED),
    "child-protection-conference": _care_owns(NOT_STARTED),
    "single-assessment": _care_owns(NOT_STARTED),
    "exploitation-procedure": _school(SAME_DAY, lambda seen: "gangs-exploitation" in seen.kinds),
    "tell-head-or-chair": _school(SAME_DAY, lambda seen: seen.colleague),
    "list-access": _school(SAME_DAY, lambda seen: seen.colleague),
    "police-with-lado": _school(SAME_DAY, lambda seen: seen.colleague),
}
OF_DERBYSHIRE = {
    "strategy-same-day": Due(
        _CARE, SAME_DAY, lambda seen: seen.yes("adult-involved") and seen.yes("own-child-shown")
    ),
    "strategy-on-arrest": Due(
        _CARE, NOT_STARTED, lambda seen: seen.yes("adult-involved") and "police" in seen.told
    ),
    "radicalisation-procedure": _school(NO_CLOCK, lambda seen: "extremism" in seen.kinds),
}
# Where a local document asks for more than the national advice, the duty holds there too.
_CHILD_SUSPECTED = {"nudes-shared", "grooming", "abuse-images-by-child"}
WIDER: dict[tuple[str, str], Callable[[Seen], bool]] = {
    ("kent-medway-2016", "list-access"): lambda seen: (
        "adult-indecent-images" in seen.kinds or seen.yes("on-school-device")
    ),
    ("kent-medway-2016", "harmful-behaviour-procedure"): lambda seen: (
        seen.settled["adult-involved"] == "no" and bool(seen.kinds & _CHILD_SUSPECTED)
    ),
}
WALES_CHASES_AFTER = 7
IN_WALES = {_CARE: "social-services", "lado": "designated-officer"}


def known_to(place: Place) -> dict[str, Due]:
    """Give the duties that this reading knows of the place; a procedure may have more."""
    known = dict(FIXED)
    if (place.id, place.version) != ("ukcis-2024", "1"):
        known |= NAMED
    if place.derby:
        known |= OF_DERBYSHIRE
    if place.wales:
        known["chase-acknowledgement"] = _school(WALES_CHASES_AFTER, lambda seen: seen.care)
    return known


def expected(
    known: Mapping[str, Due], seen: Seen, day: date
) -> dict[str, tuple[str, date | None, bool]]:
    """Give owner, day, and whether something starts the clock, of every such duty that holds.

    There are no bank holidays in between.
    """
    names = IN_WALES if seen.place.wales else {}
    return {
        name: (names.get(each.owner, each.owner), _day(each.clock, day), each.clock == NOT_STARTED)
        for name, each in known.items()
        if each.holds(seen) or WIDER.get((seen.place.id, name), _never)(seen)
    }


def _day(clock: int | str | None, day: date) -> date | None:
    if clock in {NO_CLOCK, NOT_STARTED}:
        return None
    if clock == NEXT_DAY:
        return day + timedelta(days=1)
    assert isinstance(clock, int)
    for _ in range(clock):
        day += timedelta(days=1)
        while day.isoweekday() > 5:
            day += timedelta(days=1)
    return day
