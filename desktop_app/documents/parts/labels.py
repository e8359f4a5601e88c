"""The label of every detail that a person or an incident can have, in one place."""

from desktop_app.documents.words import not_known
from desktop_app.runtime.i18n import gettext as _


def person_label(name: str) -> str:
    """Give the label of one of `people.PERSON_DETAILS`."""
    return {
        "other_names": _("Other names"),
        "relationship": _("Relationship"),
        "address": _("Home address"),
        "other_address": _("Other address"),
        "phone": _("Phone"),
        "safe_to_ring": _("Safe to ring?"),
        "parental_responsibility": _("Parental responsibility"),
        "gender": _("Gender"),
        "ethnicity": _("Ethnicity"),
        "religion": _("Religion"),
        "first_language": _("First language"),
        "interpreter": _("Interpreter"),
        "send": _("Special needs (SEND)"),
        "disability": _("Disability"),
        "gp": _("GP"),
        "usernames": _("Exact user names"),
        "how_known_to_child": _("How known to the child"),
        "last_contact": _("Last contact"),
        "demands": _("Demands"),
        "employer": _("Works or volunteers at"),
        "own_children": _("Own children"),
        "told_of_concern": _("Told of the concern?"),
        "views": _("Own views"),
    }.get(name, not_known())


def incident_label(name: str) -> str:
    """Give the label of one of `incident.DETAILS`."""
    return (_asked_and_tonight() | _account() | _family_and_school()).get(name, not_known())


def _asked_and_tonight() -> dict[str, str]:
    return {
        "asked_for": _("What we ask for"),
        "why_today": _("Why today"),
        "threshold": _("Threshold level"),
        "where_now": _("Where the child is now"),
        "until_when": _("Until when"),
        "who_has_them_tonight": _("With whom tonight"),
        "safe_number": _("Safe number to ring"),
        "must_not_answer": _("Who must not pick up"),
        "must_not_be_told": _("Must not be told"),
        "form_goes_to": _("This form goes to"),
    }


def _account() -> dict[str, str]:
    return {
        "child_words": _("The child's own words"),
        "asked_by_whom": _("Who asked, and what"),
        "child_manner": _("How the child was"),
        "child_views": _("The child's own views"),
        "worry": _("Our worry"),
        "impact": _("Impact on the child"),
        "history": _("History, earlier concerns"),
        "strengths": _("Strengths, safe adults"),
        "spread": _("How far it has spread"),
        "others_not_known": _("Others, not known yet"),
        "threats_and_demands": _("Threats and demands"),
        "meeting_place": _("Meeting in person"),
        "devices": _("Devices: whose, where"),
        "devices_held_by": _("Held and touched by"),
        "evidence_kept": _("Evidence kept"),
        "about_whom": _("Whom it is about"),
        "device_access": _("Who has access to it"),
        "logs_kept": _("Records of use to be kept"),
        "done_so_far": _("Done, and due tonight"),
        "not_done": _("Not done, on purpose"),
        "disagreement": _("Disagreement"),
    }


def _family_and_school() -> dict[str, str]:
    return {
        "parents_told": _("Told so far"),
        "parents_agree": _("Do they agree to this?"),
        "parents_not_told_because": _("If not told: why"),
        "school_name": _("School"),
        "school_address": _("School address"),
        "school_phone": _("School phone"),
        "referrer_name": _("Referrer"),
        "referrer_role": _("Referrer's role"),
        "referrer_phone": _("Referrer's phone"),
        "referrer_email": _("Referrer's email"),
        "reach_out_of_hours": _("Reach me after 17:00"),
        "deputy_out_of_hours": _("Deputy, out of hours"),
    }
