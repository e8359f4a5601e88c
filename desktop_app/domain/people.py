"""People in an incident: roles, and age when it happened, age today, or not known."""

import re
from dataclasses import dataclass
from datetime import date

ROLES = (
    "depicted",
    "sharer",
    "recipient",
    "requester",
    "witness",
    "finder",
    "suspected-adult",
    "parent-carer",
    "staff",
    "other",
)
STATUSES = (
    "child-protection-plan",
    "child-in-need",
    "looked-after",
    "care-leaver",
    "adopted",
    "private-fostering",
    "young-carer",
)
WITH_SOCIAL_WORKER = frozenset({"child-protection-plan", "child-in-need", "looked-after"})
HELD_AGAINST_ADULT = frozenset({"sharer", "requester", "recipient", "suspected-adult"})
ADULT_ROLES = frozenset({"suspected-adult", "parent-carer", "staff", "finder"})
PERSON_DETAILS = (
    "other_names",
    "relationship",
    "address",
    "other_address",
    "phone",
    "safe_to_ring",
    "parental_responsibility",
    "gender",
    "ethnicity",
    "religion",
    "first_language",
    "interpreter",
    "send",
    "disability",
    "gp",
    "usernames",
    "how_known_to_child",
    "last_contact",
    "demands",
    "employer",
    "own_children",
    "told_of_concern",
    "views",
)

ADULT_AT = 18
YOUNG_UNDER = 13
OLDEST = 150
_LEAP_MONTH, _LEAP_DAY = 2, 29
_YEAR_GROUP = re.compile(r"(?:year|yr|y)?\s*(\d{1,2})[a-z]{0,2}", re.IGNORECASE)
_RECEPTION = frozenset({"r", "reception", "yr", "year r"})
_LAST_YEAR_GROUP = 13
_AGE_BEFORE_YEAR_ONE = 4
_TERM_STARTS = (9, 1)


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The ages (whole years) that fit what is known; None means no bound on that side."""

    youngest: int | None = None
    oldest: int | None = None

    @property
    def certainly_adult(self) -> bool:
        """Say whether every age that fits is 18 or over."""
        return self.youngest is not None and self.youngest >= ADULT_AT

    @property
    def certainly_under_13(self) -> bool:
        """Say whether every age that fits is under 13."""
        return self.oldest is not None and self.oldest < YOUNG_UNDER


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in an incident. `age` is the age when it happened, as it was given."""

    id: str
    roles: tuple[str, ...]
    name: str = ""
    born: date | None = None
    age: int | None = None
    year_group: str = ""
    status: tuple[str, ...] = ()
    school: str = ""
    lives_in: str = ""
    social_worker: str = ""
    details: tuple[tuple[str, str], ...] = ()

    def detail(self, name: str) -> str:
        """Give one of PERSON_DETAILS, or an empty text."""
        return dict(self.details).get(name, "")


def age_on(born: date, day: date) -> int:
    """Give the whole years from birth to `day`; someone born on 29 February has 1 March."""
    birthday = (
        (3, 1)
        if (born.month, born.day) == (_LEAP_MONTH, _LEAP_DAY) and not _is_leap(day.year)
        else (born.month, born.day)
    )
    return day.year - born.year - ((day.month, day.day) < birthday)


def age_then(person: Person, day: date) -> AgeRange:
    """Give the ages that the person may have had on `day`, when it happened.

    A date of birth decides; else the age that was given; else the year group bounds it (England
    and Wales: Year 1 is entered in the school year after the fifth birthday). Otherwise nothing
    is known, and nothing is assumed; nor is anything of a date of birth that cannot be right.
    """
    if (exact := _age_by_birth(person, day)) is not None:
        return AgeRange(exact, exact)
    if person.age is not None:
        return AgeRange(person.age, person.age)
    return _age_by_year_group(person.year_group, day)


def age_today(person: Person, *, then: date, today: date) -> AgeRange:
    """Give the ages that the person may have on `today`, from what was known of `then`."""
    if (exact := _age_by_birth(person, today)) is not None:
        return AgeRange(exact, exact)
    at_first = age_then(person, then)
    if at_first.youngest is None or at_first.oldest is None or today < then:
        return AgeRange()
    fewest = age_on(then, today)
    exactly = (today.month, today.day) == (then.month, then.day)
    return AgeRange(at_first.youngest + fewest, at_first.oldest + fewest + (not exactly))


def has_social_worker(person: Person, then: date) -> bool:
    """Say whether this is a child (or someone who may be one) with a social worker."""
    if age_then(person, then).certainly_adult or set(person.roles) <= ADULT_ROLES:
        return False
    return bool(person.social_worker.strip()) or bool(WITH_SOCIAL_WORKER & set(person.status))


def year_group_number(text: str) -> int | None:
    """Give 0 for Reception, 1 to 13 for a year group, None for anything else."""
    plain = " ".join(text.lower().split())
    if plain in _RECEPTION:
        return 0
    found = _YEAR_GROUP.fullmatch(plain)
    number = int(found.group(1)) if found else None
    return number if number is not None and 1 <= number <= _LAST_YEAR_GROUP else None


def _age_by_birth(person: Person, day: date) -> int | None:
    exact = age_on(person.born, day) if person.born is not None else None
    return exact if exact is not None and plausible_age(exact) else None


def _age_by_year_group(text: str, day: date) -> AgeRange:
    number = year_group_number(text)
    if number is None:
        return AgeRange()
    term_year = day.year if (day.month, day.day) >= _TERM_STARTS else day.year - 1
    turns = term_year - number - _AGE_BEFORE_YEAR_ONE
    eldest_born, youngest_born = date(turns - 1, *_TERM_STARTS), date(turns, 8, 31)
    return AgeRange(age_on(youngest_born, day), age_on(eldest_born, day))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def plausible_age(age: int) -> bool:
    """Say whether a number can be a person's age."""
    return 0 <= age <= OLDEST
