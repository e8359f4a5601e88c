"""Every piece of advice, and which lists are shown, read a second time.

For the national procedure and for Derby and Derbyshire. The contract leaves most of this to the
procedures; what they mean is written here once more, without a look at how they say it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.domain.oracle_duties import Seen

_IMAGERY = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "abuse-images-by-child",
    "adult-depicted",
    "adult-indecent-images",
    "colleague-concern",
    "upskirting",
}
_CARE = "childrens-social-care"


@dataclass(frozen=True)
class Case:
    """What advice may look at: what duties see, and two things more."""

    seen: Seen
    aggravated: bool = False
    open_case: bool = False

    def yes(self, *questions: str) -> bool:
        return self.seen.yes(*questions)

    def kind(self, *kinds: str) -> bool:
        return bool(self.seen.kinds & set(kinds))

    @property
    def adult(self) -> str:
        return self.seen.settled["adult-involved"]

    @property
    def at_home(self) -> bool:
        """Say whether an adult with images, or one near the family, is in it."""
        near = self.adult == "yes" and self.yes("suspect-close")
        return self.kind("adult-indecent-images") or near

    @property
    def urgent(self) -> bool:
        return self.yes("life-in-danger", "immediate-risk", "offline-meeting", "evidence-at-risk")


Readings = Mapping[str, Callable[[Case], bool]]

FIRST: Readings = {
    "under-13": lambda case: case.yes("under-13") and not case.yes("sexual-acts"),
    "both-children": lambda case: case.adult == "no",
    "open-case": lambda case: case.open_case,
    "known-only-online": lambda case: case.adult == "not-known",
    "sextortion": lambda case: case.kind("sextortion") or case.yes("blackmailed"),
    "grooming": lambda case: case.kind("grooming") or case.yes("groomed"),
    "ai-made": lambda case: case.kind(
        "nudes-shared", "sextortion", "adult-depicted", "abuse-images-by-child"
    ),
    "child-with-abuse-images": lambda case: case.kind("abuse-images-by-child"),
    "concern-about-colleague": lambda case: case.kind("colleague-concern"),
    "support-for-those-told": lambda case: case.kind("adult-indecent-images", "colleague-concern"),
    "adult-shown": lambda case: case.kind("adult-depicted"),
    "victim-may-be-staff": lambda case: case.kind("upskirting"),
    "bullying": lambda case: case.kind("bullying"),
    "extremism": lambda case: case.kind("extremism"),
    "exploitation": lambda case: case.kind("gangs-exploitation"),
    "harmful-sites": lambda case: case.kind("harmful-sites"),
    "exposure": lambda case: case.kind("exposure"),
    "help-with-removal": lambda case: case.kind("nudes-shared", "sextortion", "grooming"),
    "decide-with-the-head": lambda case: (
        case.seen.outcome == "school-managed" and case.kind(*_IMAGERY)
    ),
    "amber": lambda case: case.seen.outcome == "school-managed" and case.aggravated,
    "not-the-end": lambda case: case.seen.outcome != "school-managed",
}
SECOND: Readings = {
    **{name: reads for name, reads in FIRST.items() if name != "support-for-those-told"},
    "adult-with-images": lambda case: case.kind("adult-indecent-images"),
    "sexual-messages": lambda case: case.kind("sexual-messages"),
}
_DERBYSHIRE: Readings = {
    **SECOND,
    "not-in-sexual-interest": lambda case: (
        case.kind("nudes-shared") and case.adult == "no" and case.seen.outcome == "refer-today"
    ),
    "adults-behind-it": lambda case: case.kind(
        "nudes-shared", "sextortion", "grooming", "exposure"
    ),
    "looks-like-consent": lambda case: case.yes(
        "coerced", "blackmailed", "groomed", "capacity-doubt"
    ),
    "other-children-at-home": lambda case: case.kind("abuse-images-by-child"),
    "managing-individuals": lambda case: case.adult == "yes",
    "before-the-meeting": lambda case: case.adult == "yes" and case.urgent,
    "leaving-the-home": lambda case: case.at_home,
    "partner-first": lambda case: case.at_home,
    "low-risk-may-be-high": lambda case: case.kind("adult-indecent-images"),
}
CHAPTER: Readings = {
    **_DERBYSHIRE,
    "money": lambda case: case.kind("sextortion", "gangs-exploitation") or case.yes("blackmailed"),
    "abuse-at-home-by-technology": lambda case: case.yes(
        "suspect-close", "telling-family-risks-harm"
    ),
    "crimes-in-bullying": lambda case: case.kind("bullying"),
    "violence-set-off-online": lambda case: case.kind(
        "gangs-exploitation", "bullying", "extremism"
    ),
    "screen-time": lambda case: case.kind("harmful-sites", "exposure"),
    "dark-web": lambda case: case.kind("harmful-sites", "exposure", "extremism"),
}
DRAFT: Readings = {
    **_DERBYSHIRE,
    "money": lambda case: case.kind("sextortion") or case.yes("blackmailed"),
}
_BY_PLACE: Mapping[tuple[str, str], Readings] = {
    ("ukcis-2024", "1"): FIRST,
    ("ukcis-2024", "2"): SECOND,
    ("derby-derbyshire-2024", "1"): CHAPTER,
    ("derbyshire-2016-draft", "1"): DRAFT,
}


def expected(case: Case) -> frozenset[str] | None:
    """Give all the advice there is to be, or None for a place that is not read here."""
    readings = _BY_PLACE.get((case.seen.place.id, case.seen.place.version))
    if readings is None:
        return None
    return frozenset(name for name, reads in readings.items() if reads(case))


def checklists(case: Case) -> frozenset[str]:
    """Give the lists of the national procedure's second version that are to be shown."""
    told = case.seen.told
    found = {"colleague-steps"} if case.kind("colleague-concern") else set()
    if {_CARE, "lado"} & set(told):
        found.add("strategy-discussion")
    near = case.yes("adult-has-contact", "own-child-shown", "suspect-close")
    if _CARE in told and case.adult == "yes" and (near or case.kind("adult-indecent-images")):
        found |= {"early-indicators", "risk-information"}
    return frozenset(found)
