"""Ages as people say them: a year group, a date of birth or an age, and what follows from it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.people import (
    ADULT_AT,
    HELD_AGAINST_ADULT,
    YOUNG_UNDER,
    AgeRange,
    Person,
    age_on,
    age_then,
    plausible_age,
    year_group_number,
)
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.widgets.fields import read_day
from desktop_app.ui.wizard.typed_days import shown_day

_AGE = re.compile(
    r"(?:aged?|oed)\s*(\d{1,3})|(\d{1,3})\s*(?:years?(?:\s+old)?|yrs?(?:\s+old)?|y\.?o\.?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")
_FIELDS = ("born", "age", "year_group")


def day_it_happened(draft: Draft, today: date) -> date:
    """Give the day for which ages are worked out: when it happened, else when it was known."""
    for name in ("occurred_at", "aware_at"):
        try:
            return datetime.fromisoformat(draft.text(name)).date()
        except ValueError:
            continue
    return today


def read_age(text: str) -> dict[str, Any] | None:
    """Give what was typed as `born`, `age` or `year_group`; {} for nothing, None if unreadable.

    A number alone is a year group up to 13, an age above.
    """
    plain = " ".join(text.split())
    if not plain:
        return {}
    if found := _AGE.fullmatch(plain):
        age = int(found.group(1) or found.group(2))
        return {"age": age} if plausible_age(age) else None
    if (year := year_group_number(plain)) is not None:
        return {"year_group": str(year) if year else "Reception"}
    if _NUMBER.fullmatch(plain):
        return {"age": int(plain)} if plausible_age(int(plain)) else None
    born = read_day(plain)
    return {"born": born} if born else None


def keep_age(row: dict[str, Any], text: str) -> None:
    """Keep what was typed in a row of `people`; what cannot be read yet stays as it was typed."""
    for name in _FIELDS:
        row.pop(name, None)
    found = read_age(text)
    row.update({"born": text} if found is None else found)


def shown_age(row: Mapping[str, Any]) -> str:
    """Give the text of a row's age, as `read_age` reads it again."""
    if row.get("born"):
        return shown_day(str(row["born"]))
    if row.get("age") is not None:
        return _("age {0}").format(row["age"])
    year = str(row.get("year_group") or "")
    return _("Year {0}").format(year) if year.isdecimal() else year


def range_of(row: Mapping[str, Any], then: date) -> AgeRange:
    """Give the ages that the person of a row may have had on that day."""
    born = str(row.get("born") or "")
    age = row.get("age")
    person = Person(
        id="",
        roles=(),
        born=date.fromisoformat(born) if read_day(born) == born and born else None,
        age=age if isinstance(age, int) else None,
        year_group=str(row.get("year_group") or ""),
    )
    return age_then(person, then)


def age_problem(text: str, then: date) -> str:
    """Say what is wrong with an age as it was typed, or nothing."""
    found = read_age(text)
    if found is None:
        return _("Write it as Year 9, age 14 or 3 May 2011, or leave it empty if nobody knows.")
    if "born" in found and not plausible_age(age_on(date.fromisoformat(found["born"]), then)):
        return _(
            "With this date of birth, the person was not yet born, or over 150, when it happened."
        )
    return ""


def age_words(ages: AgeRange) -> str:
    """Say how old someone was, or nothing where that is not known."""
    if ages.youngest is None or ages.oldest is None:
        return ""
    if ages.youngest == ages.oldest:
        return ngettext(
            "{0} year old when it happened", "{0} years old when it happened", ages.oldest
        ).format(ages.oldest)
    return _("{0} or {1} when it happened").format(ages.youngest, ages.oldest)


def consequence(roles: list[str], ages: AgeRange) -> str:
    """Say at once what an age means for the rules, or nothing."""
    taking_part = bool(HELD_AGAINST_ADULT & set(roles))
    shown = "depicted" in roles
    if ages.certainly_adult and taking_part:
        return _("18 or over: this counts as an adult taking part.")
    if ages.certainly_adult and shown:
        return _("18 or over: an image of an adult. Check that this kind of incident is ticked.")
    if ages.certainly_under_13 and shown:
        return _("Under 13: this counts as a child under 13 being shown.")
    if ages.youngest is None or ages.oldest is None:
        if taking_part:
            return _("Age not known: this counts neither as a child nor as an adult.")
        return ""
    if shown and ages.youngest < YOUNG_UNDER <= ages.oldest:
        return _("Under 13, or not? The date of birth decides, and the office has it.")
    if taking_part and ages.youngest < ADULT_AT <= ages.oldest:
        return _("Under 18, or not? The date of birth decides, and the office has it.")
    return ""
