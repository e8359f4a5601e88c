"""Words for contacts: what a role is called, when a number answers, and who stands for it."""

from datetime import datetime, timedelta

from desktop_app.domain.contacts import Answering, Contact, Origin
from desktop_app.domain.opening_hours import Hours, grouped, never_closes, range_text
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.days import weekday_names
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services.casework_words import short_day

_THIS_WEEK = timedelta(days=6)


def role_words(role: str) -> str:
    """Give what a role of a contact is called."""
    return {
        "front-door": _(
            "The council's front door: children's social care; in Wales, social services"
        ),
        "out-of-hours": _("Out of hours: the council's emergency duty team"),
        "police": _("Police: local unit or safer schools officer"),
        "lado": _("Local authority designated officer (LADO)"),
        "designated-officer": _("Designated officer for safeguarding (Wales)"),
        "prevent": _("Prevent: the council's or the police's team"),
        "police-prevent": _("Prevent: the police's own contact"),
        "channel": _("Channel panel"),
        "dsl": _("Designated safeguarding lead or person"),
        "deputy": _("Deputy safeguarding lead or person"),
        "head-teacher": _("Head teacher"),
        "chair-of-governors": _("Chair of governors"),
        "trust": _("Trust or proprietor"),
        "school-nurse": _("School nurse"),
        "it-lead": _("IT lead"),
        "virtual-school": _("Virtual school head"),
        "early-help": _("Early help"),
        "education-adviser": _("The council's education safeguarding adviser"),
        "send": _("Special educational needs team"),
        "other-setting": _("Safeguarding lead or person of another school"),
        "insurer": _("Insurer"),
    }.get(role, role)


def agency_title(procedure: Procedure, agency: str) -> str:
    """Give an agency's name as it stands at the head of a line, never its id."""
    called = {
        "lado": _("The LADO (local authority designated officer)"),
        "designated-officer": _("The designated officer"),
        "prevent": (
            _("The police's contact for Prevent") if procedure.nation == "wales" else _("Prevent")
        ),
    }.get(agency) or procedure.agency_name(agency)
    return called[:1].upper() + called[1:]


def contact_title(contact: Contact) -> str:
    """Give what a contact is called in a list: its name, else its role, with its area."""
    called = contact.name or role_words(contact.role)
    if not contact.area or contact.area in called:
        return called
    return _("{name}, {area}").format(name=called, area=contact.area)


def day_words() -> tuple[str, ...]:
    """Give the days of the week from Monday, and bank holidays last."""
    return (*weekday_names(), _("Bank holidays"))


def hours_words(hours: Hours) -> str:
    """Give opening hours as one reads them; empty where nobody said them."""
    if not hours:
        return ""
    if never_closes(hours):
        return _("day and night")
    names = day_words()
    parts = []
    for first, last, spans in grouped(hours):
        days = names[first]
        if first != last:
            days = _("{first} to {last}").format(first=names[first], last=names[last])
        parts.append(f"{days} {', '.join(range_text(span) for span in spans)}")
    return "; ".join(parts)


def when_words(found: Answering, now: datetime) -> str:
    """Say whether a number answers now, and when the other one does."""
    other = found.other_number
    if not found.number:
        return ""
    if found.open_now is None:
        elsewhere = other and other != found.number
        return _("Out of hours: {number}.").format(number=other) if elsewhere else ""
    if not found.open_now:
        if found.opens_at is None:
            return _("Closed now. No number for out of hours is set.")
        said = _("Closed now, opens {when}. No number for out of hours is set.")
        return said.format(when=moment_words(found.opens_at, now))
    if found.opens_at is not None:
        said = _("Out of hours. The office, {number}, opens {when}.")
        return said.format(number=other, when=moment_words(found.opens_at, now))
    if found.closes_at is None:
        return _("Answers day and night.")
    until = moment_words(found.closes_at, now)
    if other:
        return _("Answers now, until {when}; then {number}.").format(when=until, number=other)
    return _("Answers now, until {when}.").format(when=until)


def way_words(contact: Contact) -> str:
    """Say how else a contact is reached, and what a number that stands alone is for."""
    only_evening = is_only_for_evenings(contact)
    if only_evening and contact.web:
        said = _("This number is for out of hours; in office hours: {web}.")
        return said.format(web=contact.web)
    if only_evening:
        return _("This number is for out of hours.")
    return _("Or: {web}.").format(web=contact.web) if contact.web else ""


def is_only_for_evenings(contact: Contact) -> bool:
    """Say whether all that is known of a contact is its number for out of hours."""
    return bool(contact.out_of_hours) and not contact.number


def brief_words(found: Answering, now: datetime) -> str:
    """Say when a number answers in a few words, for a strip; empty where there is nothing to say."""
    if found.open_now and found.opens_at is not None:
        said = _("out of hours; office opens {when}")
        return said.format(when=moment_words(found.opens_at, now))
    if found.open_now is False and found.opens_at is not None:
        return _("closed, opens {when}").format(when=moment_words(found.opens_at, now))
    if found.closes_at is not None:
        return _("until {when}").format(when=moment_words(found.closes_at, now))
    return ""


def trust_words(contact: Contact) -> str:
    """Say who stands for a number: nobody yet, for an example."""
    if contact.origin is Origin.EXAMPLE:
        if contact.source:
            said = _("To be confirmed: an example from {source}.")
            return said.format(source=contact.source)
        return _("To be confirmed: an example.")
    checked = checked_words(contact)
    if contact.origin is Origin.IT:
        by_it = _("Set by your school's IT.")
        return f"{by_it} {checked}" if checked else by_it
    return checked


def checked_words(contact: Contact) -> str:
    """Say when a number was last checked, and by whom; empty where that is not known."""
    day = short_day(contact.checked_on) if contact.checked_on else ""
    if day and contact.checked_by:
        said = _("Last checked {day} by {name}.")
        return said.format(day=day, name=contact.checked_by.rstrip("."))
    if day:
        return _("Last checked {day}.").format(day=day)
    return ""


def moment_words(moment: datetime, now: datetime) -> str:
    """Give a time of the coming days as one says it: the hour today, else the day as well."""
    clock = f"{moment:%H:%M}"
    today = now.date()
    if moment.date() == today:
        return clock
    weekday = day_words()[moment.weekday()]
    if moment.date() - today <= _THIS_WEEK:
        return pgettext("weekday and time", "{day} {clock}").format(day=weekday, clock=clock)
    return pgettext("weekday, day and time", "{day} {date}, {clock}").format(
        day=weekday, date=short_day(moment.date()), clock=clock
    )
