"""Words for people: their parts in it, their standing, and what forms ask about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.people import ROLES, STATUSES
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.wizard.ages import age_words, range_of, shown_age


@dataclass(frozen=True, slots=True)
class Group:
    """Details that belong together: (name of the detail, label, hint)."""

    title: str
    details: tuple[tuple[str, str, str], ...]


def role_options() -> list[tuple[str, str]]:
    """Give every part that a person can have, in words that accuse nobody."""
    words = {
        "depicted": _("Shown in it, or harmed by it"),
        "sharer": _("Said to have shared or made it"),
        "recipient": _("Received it"),
        "requester": _("Said to have asked for it"),
        "witness": _("Saw or heard of it"),
        "suspected-adult": _("Adult said to be involved"),
        "parent-carer": _("Parent or carer"),
        "staff": _("Member of staff"),
        "finder": _("Adult who came upon it and told"),
        "other": _("Someone else"),
    }
    return [(role, words[role]) for role in words if role in ROLES]


def status_options() -> list[tuple[str, str]]:
    """Give every standing that a child can have with social care."""
    words = {
        "child-protection-plan": _("On a child protection plan"),
        "child-in-need": _("Child in need"),
        "looked-after": _("Looked after"),
        "care-leaver": _("Care leaver"),
        "adopted": _("Adopted"),
        "private-fostering": _("Privately fostered"),
        "young-carer": _("Young carer"),
    }
    return [(status, words[status]) for status in STATUSES]


def roles_of(row: Mapping[str, Any]) -> list[str]:
    """Give the parts of a row; a single one may be a text."""
    given = row.get("role") or []
    return [given] if isinstance(given, str) else list(given)


def name_of(row: Mapping[str, Any]) -> str:
    """Give the name of a row, or words for someone without one."""
    return str(row.get("name") or "").strip() or _("Someone whose name is not known")


def summary_of(row: Mapping[str, Any], then: date) -> str:
    """Give a row in one line: year or birth, age when it happened, parts."""
    words = dict(role_options())
    parts = [words[role] for role in roles_of(row) if role in words]
    ages = age_words(range_of(row, then)) or _("age not known")
    shown = shown_age(row)
    age = ages if not shown or shown.startswith(_("age {0}").format("")) else f"{shown}: {ages}"
    return " · ".join([age, *parts]) if parts else f"{age} · {_('part not said yet')}"


def detail_groups(roles: Sequence[str]) -> list[Group]:
    """Give what forms ask about a person, in groups; which ones come follows from the parts."""
    adult = bool({"suspected-adult", "staff"} & set(roles))
    online = _online()
    return [online, _work(), _home(), _self()] if adult else [online, _self(), _home(), _view()]


def _online() -> Group:
    return Group(
        _("Online"),
        (
            (
                "usernames",
                _("Exact user names"),
                _("App and name, letter by letter. A profile's address helps; never an image's."),
            ),
            ("how_known_to_child", _("How they know the child"), ""),
            ("last_contact", _("Last contact"), ""),
            ("demands", _("What they have demanded"), _("Money, more images, a meeting, silence.")),
        ),
    )


def _home() -> Group:
    return Group(
        _("Where they live, and how to reach them"),
        (
            ("address", _("Home address"), ""),
            ("other_address", _("Another address"), ""),
            ("phone", _("Telephone"), ""),
            ("safe_to_ring", _("Is it safe to ring?"), _("Who may pick up.")),
            ("relationship", _("Relationship to the child"), ""),
            ("parental_responsibility", _("Who has parental responsibility"), ""),
            ("gp", _("Doctor (GP)"), ""),
        ),
    )


def _self() -> Group:
    return Group(
        _("About them"),
        (
            ("other_names", _("Other names"), ""),
            ("gender", _("Gender"), ""),
            ("ethnicity", _("Ethnicity"), ""),
            ("religion", _("Religion"), ""),
            ("first_language", _("First language"), ""),
            ("interpreter", _("Is an interpreter needed, and for whom?"), ""),
            ("send", _("Special educational needs"), _("Capacity to consent may turn on it.")),
            ("disability", _("Disability"), ""),
        ),
    )


def _work() -> Group:
    return Group(
        _("Work and own children"),
        (
            (
                "employer",
                _("Works or volunteers at"),
                _("Write “not asked, on purpose” where asking would warn the person."),
            ),
            ("own_children", _("Own children, or children at home"), ""),
            ("told_of_concern", _("Do they know of the concern?"), ""),
        ),
    )


def _view() -> Group:
    return Group(_("Their own view"), (("views", _("What they want to happen"), ""),))
