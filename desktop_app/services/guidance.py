"""A procedure to be read: every rule, duty, word and number in it, in sections, each with its source.

An anchor names a place that can be gone to: `rule:ID`, `criterion:ID`, `question:ID`, `kind:ID`,
`family:LEVEL`, `outcome:ID`, `duty:ID`, `do-not:ID`, `advice:ID`, `checklist:ID[/ITEM]`,
`topic:ID[/POINT]`, `law:ID`, `service:ID`, `term:ID`, `contact:ROLE`, `state:ID`.
"""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.guidance import Checklist, ExampleContact, Law, Service, Topic
from desktop_app.domain.procedure import SCHOOL, Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.source import Today
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.guidance_entries import Entry, Section, owner_name, said_today
from desktop_app.services.guidance_questions import kind_entries
from desktop_app.services.guidance_rules import rule_sections

ABOUT = "about"


def sections(procedure: Procedure, catalogue: Catalogue, *, on: date) -> tuple[Section, ...]:
    """Give the whole procedure, as it is read on a day; a section without entries is left out."""
    found = (
        _about(procedure, on),
        *rule_sections(procedure, catalogue),
        _checklists(procedure),
        *(_topic(each) for each in procedure.topics),
        Section("kinds", _("Kinds of incident"), "", kind_entries(procedure, catalogue)),
        _law(procedure),
        _services(procedure),
        _contacts(procedure),
        _terms(procedure),
    )
    return tuple(each for each in found if each.entries)


def section_of(found: Iterable[Section], anchor: str) -> Section | None:
    """Give the section that holds an anchor, or is named by it; None where there is none."""
    for section in found:
        names = {section.id, *(entry.anchor for entry in section.entries)}
        if anchor in names or any(each.startswith(f"{anchor}/") for each in names):
            return section
    return None


def _about(procedure: Procedure, on: date) -> Section:
    """Say what document this is, and everything that is to be known of it on the day."""
    entries = [
        Entry(
            "state",
            procedure.title,
            procedure.state_of_source,
            details=tuple(_particulars(procedure)),
        ),
        *(
            Entry(f"state:{each.id}", _("Out of date") if each.warns else "", each.text)
            for each in procedure.states_on(on)
        ),
    ]
    return Section(ABOUT, _("These rules and their source"), "", tuple(entries))


def _particulars(procedure: Procedure) -> Iterable[str]:
    yield _("Area: {area}").format(area=procedure.area)
    yield _("Published by: {publisher}").format(publisher=procedure.publisher)
    yield _("Date of the source: {day}").format(day=month_words(procedure.source_date))
    yield _("Rules: {id}, version {version}").format(id=procedure.id, version=procedure.version)
    if procedure.base is not None:
        yield _("Adds to: {title}, version {version}").format(
            title=procedure.base.title, version=procedure.base.version
        )
    if not procedure.offered:
        yield _("Kept to read old decisions; not offered for a new incident.")


def _checklists(procedure: Procedure) -> Section:
    entries = [entry for each in procedure.checklists for entry in _checklist(each, procedure)]
    return Section("checklists", _("Lists to work through"), "", tuple(entries))


def _checklist(found: Checklist, procedure: Procedure) -> Iterable[Entry]:
    whose = owner_name(procedure, found.owner)
    caption = "" if found.owner == SCHOOL else _("For: {owner}").format(owner=whose)
    yield Entry(
        f"checklist:{found.id}",
        found.title,
        found.text,
        caption=caption,
        source=found.source.label,
    )
    for place, item in enumerate(found.items, 1):
        yield Entry(
            f"checklist:{found.id}/{item.id}",
            "",
            _("{number}. {text}").format(number=place, text=item.text),
            source=item.source.label,
            **said_today(item.today),
        )


def _topic(topic: Topic) -> Section:
    entries = tuple(
        Entry(
            f"topic:{topic.id}/{each.id}",
            "",
            each.text,
            source=each.source.label,
            **said_today(each.today),
        )
        for each in topic.points
    )
    return Section(f"topic:{topic.id}", topic.title, "", entries)


def _law(procedure: Procedure) -> Section:
    lead = _("What the documents name. It is no legal advice; no penalty is given here.")
    return Section("law", _("Law"), lead, tuple(_act(each) for each in procedure.law))


def _act(law: Law) -> Entry:
    since = (_("In force: {since}").format(since=law.in_force),) if law.in_force else ()
    return Entry(
        f"law:{law.id}",
        law.act,
        law.text,
        details=since,
        source=law.source.label,
        **said_today(law.today),
    )


def _services(procedure: Procedure) -> Section:
    lead = _("Numbers and addresses are to be confirmed before they are used.")
    found = tuple(_service(each, each.today) for each in procedure.services)
    return Section("services", _("Support and removal services"), lead, found)


def _service(service: Service, today: Today | None) -> Entry:
    details = (
        _("For: {who}").format(who=service.who) if service.who else "",
        _("Number: {number}").format(number=service.number) if service.number else "",
        _("On the web: {web}").format(web=service.web) if service.web else "",
    )
    return Entry(
        f"service:{service.id}",
        service.name,
        service.purpose,
        details=tuple(each for each in details if each),
        source=service.source.label,
        **said_today(today),
    )


def _contacts(procedure: Procedure) -> Section:
    lead = _(
        "Numbers found in the documents: examples, to be confirmed by your school before they are "
        "used. Your own stand in the settings."
    )
    entries = tuple(_contact(each) for each in procedure.contacts)
    return Section("contacts", _("Contacts in the documents"), lead, entries)


def _contact(contact: ExampleContact) -> Entry:
    details = (
        contact.area,
        _("Number: {number}").format(number=contact.number) if contact.number else "",
        _("Out of hours: {number}").format(number=contact.out_of_hours)
        if contact.out_of_hours
        else "",
        _("Hours: {hours}").format(hours=contact.hours) if contact.hours else "",
        _("On the web: {web}").format(web=contact.web) if contact.web else "",
        contact.note,
    )
    return Entry(
        f"contact:{contact.role}",
        contact.name,
        _("To be confirmed."),
        details=tuple(each for each in details if each),
        source=contact.source.label,
    )


def _terms(procedure: Procedure) -> Section:
    by_word = sorted(procedure.terms, key=lambda each: each.term.casefold())
    entries = tuple(
        Entry(f"term:{each.id}", each.term, each.meaning, source=each.source.label)
        for each in by_word
    )
    return Section("glossary", _("Words of the trade"), "", entries)
