"""When each piece of advice is given, each list shown, and each duty that one document adds.

The contract leaves these to the procedures, so this is their second statement, in another form,
so that a later slip in either is seen. It was read off the procedures, not off the documents: what
was wrong in both from the first day it cannot show. What is not named here is not held against a
procedure.
"""

from collections.abc import Callable, Mapping

from tests.domain import oracle
from tests.domain.oracle_duties import NO_CLOCK, NOT_STARTED, SAME_DAY, Due, Seen, known_to
from tests.domain.oracle_places import Place

Holds = Callable[[Seen], bool]
Statements = Mapping[str, Holds]
Duties = Mapping[str, Due]

_IMAGERY = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "abuse-images-by-child",
    "adult-depicted",
    "adult-indecent-images",
    "upskirting",
}
_BESIDE_CHILDREN = ("adult-has-contact", "own-child-shown", "suspect-close")


def _kind(*kinds: str) -> Holds:
    return lambda seen: not seen.kinds.isdisjoint(kinds)


def _yes(*questions: str) -> Holds:
    return lambda seen: seen.yes(*questions)


def _answer(question: str, *answers: str) -> Holds:
    return lambda seen: seen.settled[question] in answers


def _any(*parts: Holds) -> Holds:
    return lambda seen: any(part(seen) for part in parts)


def _all(*parts: Holds) -> Holds:
    return lambda seen: all(part(seen) for part in parts)


def _outcome(*outcomes: str) -> Holds:
    return lambda seen: seen.outcome in outcomes


def _told(*agencies: str) -> Holds:
    return lambda seen: not set(agencies).isdisjoint(seen.told)


def _aggravated(seen: Seen) -> bool:
    return bool(oracle.aggravating_of(seen.settled))


_ADULT = _yes("adult-involved")
_ADULT_POSSIBLE = _answer("adult-involved", "yes", "not-known")
_NO_ADULT = _answer("adult-involved", "no")
_CARE = _told("childrens-social-care", "social-services")
_OPEN = _outcome("hold", "refer-today")
_AMONG_CHILDREN = _all(_kind("nudes-shared"), _NO_ADULT)
_HAS_IMAGES = _any(_kind("adult-indecent-images"), _all(_kind("colleague-concern"), _ADULT))

EVERYWHERE: Statements = {
    "known-only-online": _answer("adult-involved", "not-known"),
    "sextortion": _any(_kind("sextortion"), _yes("blackmailed")),
    "grooming": _any(_kind("grooming"), _yes("groomed")),
    "ai-made": _kind("nudes-shared", "sextortion", "adult-depicted", "abuse-images-by-child"),
    "child-with-abuse-images": _kind("abuse-images-by-child"),
    "concern-about-colleague": _kind("colleague-concern"),
    "adult-shown": _kind("adult-depicted"),
    "victim-may-be-staff": _kind("upskirting"),
    "bullying": _kind("bullying"),
    "extremism": _kind("extremism"),
    "exploitation": _kind("gangs-exploitation"),
    "harmful-sites": _kind("harmful-sites"),
    "exposure": _kind("exposure"),
    "help-with-removal": _kind("nudes-shared", "sextortion", "grooming"),
    "decide-with-the-head": _all(_outcome("school-managed"), _kind(*_IMAGERY)),
    "amber": _all(_outcome("school-managed"), _aggravated),
    "not-the-end": _OPEN,
}
FIRST_VERSION: Statements = {
    **EVERYWHERE,
    "support-for-those-told": _kind("adult-indecent-images", "colleague-concern"),
}
ENGLAND: Statements = {
    **EVERYWHERE,
    "adult-with-images": _kind("adult-indecent-images"),
    "sexual-messages": _kind("sexual-messages"),
}
WALES: Statements = {
    **EVERYWHERE,
    "how-we-respond": _kind(
        "nudes-shared", "sextortion", "sexual-messages", "grooming", "exposure", "upskirting"
    ),
    "least-intrusive": _outcome("school-managed"),
    "language": _OPEN,
    "authority-form": _told("social-services"),
}
BOTH_DERBY: Statements = {
    **ENGLAND,
    "not-in-sexual-interest": _all(_AMONG_CHILDREN, _outcome("refer-today")),
    "adults-behind-it": _kind("nudes-shared", "sextortion", "grooming", "exposure"),
    "looks-like-consent": _yes("coerced", "blackmailed", "groomed", "capacity-doubt"),
    "money": _any(_kind("sextortion"), _yes("blackmailed")),
    "other-children-at-home": _kind("abuse-images-by-child"),
    "managing-individuals": _ADULT,
    "before-the-meeting": _all(
        _ADULT, _yes("life-in-danger", "immediate-risk", "offline-meeting", "evidence-at-risk")
    ),
    "leaving-the-home": _any(_kind("adult-indecent-images"), _all(_ADULT, _yes("suspect-close"))),
    "partner-first": _any(_kind("adult-indecent-images"), _all(_ADULT, _yes("suspect-close"))),
    "low-risk-may-be-high": _kind("adult-indecent-images"),
}
DERBY: Statements = {
    **BOTH_DERBY,
    "money": _any(_kind("sextortion", "gangs-exploitation"), _yes("blackmailed")),
    "abuse-at-home-by-technology": _yes("suspect-close", "telling-family-risks-harm"),
    "crimes-in-bullying": _kind("bullying"),
    "violence-set-off-online": _kind("gangs-exploitation", "bullying", "extremism"),
    "screen-time": _kind("harmful-sites", "exposure"),
    "dark-web": _kind("harmful-sites", "exposure", "extremism"),
}
HARINGEY: Statements = {
    **ENGLAND,
    "front-door": _CARE,
    "explain-sexting": _kind("nudes-shared", "sexual-messages", "sextortion"),
    "messages-count": _kind("sexual-messages"),
    "possession-and-contact": _HAS_IMAGES,
    "out-of-the-blue": _kind("adult-indecent-images", "colleague-concern"),
    "adult-behind-it": _all(
        _kind("nudes-shared", "sextortion", "sexual-messages"), _ADULT_POSSIBLE
    ),
    "who-harms": _ADULT_POSSIBLE,
    "police-may-record": _AMONG_CHILDREN,
    "note-the-signs": _kind("grooming", "exposure", "extremism", "gangs-exploitation"),
    "severe-bullying": _all(_kind("bullying"), _answer("severe", "yes", "not-known")),
    "once-sent": _kind("nudes-shared", "sextortion"),
}
KENT: Statements = {
    **ENGLAND,
    "which-front-door": _CARE,
    "manager-is-the-concern": _kind("colleague-concern"),
    "say-abuse-images": _kind(
        "adult-indecent-images", "abuse-images-by-child", "colleague-concern"
    ),
    "access-to-children": _HAS_IMAGES,
    "contact-elsewhere": _all(_ADULT, _yes("adult-in-trust", "adult-has-contact")),
    "intent-to-meet": _all(
        _kind("grooming", "sextortion", "nudes-shared", "sexual-messages"), _ADULT_POSSIBLE
    ),
    "live-requests": _kind("grooming", "sextortion"),
    "harm-of-sharing": _kind("nudes-shared", "sextortion"),
    "public-interest": _AMONG_CHILDREN,
}
_ADVICE: Mapping[str, Statements] = {
    "ukcis-2024": ENGLAND,
    "all-wales-2021": WALES,
    "haringey-2023": HARINGEY,
    "derby-derbyshire-2024": DERBY,
    "kent-medway-2016": KENT,
    "derbyshire-2016-draft": BOTH_DERBY,
}

_CARE_MEETS: Statements = {
    "early-indicators": _all(
        _ADULT, _CARE, _any(_kind("adult-indecent-images"), _yes(*_BESIDE_CHILDREN))
    ),
    "risk-information": _all(
        _ADULT, _CARE, _any(_kind("adult-indecent-images"), _yes(*_BESIDE_CHILDREN))
    ),
    "strategy-discussion": _any(_CARE, _told("lado")),
}
_COLLEAGUE: Statements = {"colleague-steps": _kind("colleague-concern")}
_LISTS: Mapping[str, Statements] = {
    "all-wales-2021": {
        **_COLLEAGUE,
        "report-information": _CARE,
        "after-the-call": _CARE,
        "strategy-discussion": _CARE,
        "professional-strategy": _kind("colleague-concern"),
    },
    "haringey-2023": {**_CARE_MEETS, **_COLLEAGUE, "haringey-access": _ADULT},
    "kent-medway-2016": {
        **_CARE_MEETS,
        **_COLLEAGUE,
        "considerations": _CARE,
        "colleague-beside-the-steps": _kind("colleague-concern"),
    },
}
_LISTS_OF_ENGLAND: Statements = {**_CARE_MEETS, **_COLLEAGUE}

_CARE_ID = "childrens-social-care"
_BOTH_DERBY_DUTIES: Duties = {
    "strategy-same-day": Due(_CARE_ID, SAME_DAY, _all(_ADULT, _yes("own-child-shown"))),
    "strategy-on-arrest": Due(_CARE_ID, NOT_STARTED, _all(_ADULT, _told("police"))),
    "radicalisation-procedure": Due("school", NO_CLOCK, _kind("extremism")),
}
# Kent's own words on the police are about images, grooming, exposure and colleagues.
_KENT_NAMES_THE_POLICE = _any(
    _kind(
        "nudes-shared",
        "sextortion",
        "grooming",
        "exposure",
        "upskirting",
        "abuse-images-by-child",
        "adult-indecent-images",
        "colleague-concern",
    ),
    _all(_kind("sexual-messages"), _ADULT_POSSIBLE),
)
_COLLEAGUE_OR_DEVICE = _any(_kind("colleague-concern"), _yes("on-school-device"))
_DUTIES: Mapping[str, Duties] = {
    "derby-derbyshire-2024": {
        **_BOTH_DERBY_DUTIES,
        "exploitation-procedure": Due(
            "school", SAME_DAY, _any(_kind("gangs-exploitation"), _yes("groomed", "blackmailed"))
        ),
    },
    "derbyshire-2016-draft": _BOTH_DERBY_DUTIES,
    "kent-medway-2016": {
        "police-at-once": Due("school", SAME_DAY, _all(_told("police"), _KENT_NAMES_THE_POLICE)),
        "tell-manager": Due("school", SAME_DAY, _kind("colleague-concern")),
        "secure-computer": Due("school", SAME_DAY, _COLLEAGUE_OR_DEVICE),
        "views-of-police": Due("school", SAME_DAY, _kind("colleague-concern")),
    },
}
_OWNERS: Mapping[str, tuple[str, ...]] = {
    "strategy-discussion": (_CARE_ID, "social-services"),
    "early-indicators": (_CARE_ID,),
    "risk-information": (_CARE_ID,),
    "considerations": (_CARE_ID,),
    "haringey-access": (_CARE_ID,),
    "professional-strategy": ("designated-officer",),
}


def _is_first(place: Place) -> bool:
    return (place.id, place.version) == ("ukcis-2024", "1")


def advice(place: Place) -> Statements:
    """Give when each piece of advice is given, but for those that the contract names."""
    return FIRST_VERSION if _is_first(place) else _ADVICE[place.id]


def lists(place: Place) -> Statements:
    """Give when each list is shown."""
    return {} if _is_first(place) else _LISTS.get(place.id, _LISTS_OF_ENGLAND)


def is_owner(owner: str, checklist: str) -> bool:
    """Say whether a list is this agency's, or the school's where none is named."""
    return owner in _OWNERS.get(checklist, ("school",))


def duties(place: Place) -> Duties:
    """Give every duty that is stated a second time, those that this document adds included."""
    return {**known_to(place), **_DUTIES.get(place.id, {})}


def holding(statements: Statements, seen: Seen) -> set[str]:
    """Give the ids of what holds."""
    return {name for name, holds in statements.items() if holds(seen)}
