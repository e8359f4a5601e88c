"""The labels of an incident's details, and a person in one line, as the paper says them."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.wizard.moments import when


def detail_label(name: str) -> str:
    """Give the label of one of `incident.DETAILS` that the wizard asks for."""
    return {
        "where_now": _("Where the child is now"),
        "until_when": _("Until when"),
        "who_has_them_tonight": _("With whom tonight"),
        "devices": _("Device: which, and where"),
        "device_access": _("Who has access to it"),
        "logs_kept": _("Records of use to be kept"),
        "about_whom": _("Whom it is about"),
        "devices_held_by": _("Held and touched by"),
        "safe_number": _("Safe number to ring"),
        "must_not_answer": _("Who must not pick up"),
        "must_not_be_told": _("Must not be told"),
        "child_words": _("The child's own words"),
        "asked_by_whom": _("Who asked, and what"),
        "child_manner": _("How the child was"),
        "others_not_known": _("Others, not known yet"),
        "parents_told": _("Told so far"),
        "parents_agree": _("Do they agree to this?"),
        "parents_not_told_because": _("If not told: why"),
        "reach_out_of_hours": _("Reach me after 17:00"),
        "deputy_out_of_hours": _("Deputy, out of hours"),
    }[name]


def person_line(person: Mapping[str, Any]) -> str:
    """Give a person of the record in one line: name, roles, what is known of the age."""
    role = person.get("role") or ()
    roles = [role] if isinstance(role, str) else list(role)
    year = str(person.get("year_group") or "").strip()
    born = str(person.get("born") or "").strip()
    age = person.get("age")
    parts = (
        str(person.get("name") or "").strip() or _("Name not known"),
        ", ".join(role_words(roles)),
        _("Year {year}").format(year=year) if year else "",
        "" if age is None else _("aged {age} when it happened").format(age=age),
        _("born {day}").format(day=when(born)) if born else "",
    )
    return "; ".join(each for each in parts if each)


def role_words(roles: Iterable[str]) -> list[str]:
    """Give roles in words that accuse nobody."""
    words = {
        "depicted": _("person concerned, as reported"),
        "sharer": _("reported to have shared it"),
        "recipient": _("reported to have received it"),
        "requester": _("reported to have asked for it"),
        "witness": _("witness"),
        "finder": _("adult who came upon it or was shown it, and reported it"),
        "suspected-adult": _("adult alleged to be involved"),
        "parent-carer": _("parent or carer"),
        "staff": _("member of staff"),
        "other": _("other person"),
    }
    return [words[each] for each in roles if each in words]
