"""Guidance, services, law, words, checklists and example contacts: what a procedure has to read."""

from enum import StrEnum

from desktop_app.domain.contacts import ROLES
from desktop_app.domain.guidance import (
    CheckItem,
    Checklist,
    ExampleContact,
    Law,
    Point,
    Service,
    Term,
    Topic,
)
from desktop_app.domain.opening_hours import read_hours
from desktop_app.procedures.conditions import EVERYTHING
from desktop_app.procedures.context import Context
from desktop_app.procedures.table import Table, read_each, take_word
from desktop_app.procedures.task_tables import take_owner


class _ItemDue(StrEnum):
    """When a line of a checklist is for, where it says so."""

    SAME_DAY = "same-day"


def read_guidance(file: Table, context: Context) -> tuple[Topic, ...]:
    """Give the guidance, topic by topic."""
    adds = context.base is not None
    found = read_each(file, "topic", lambda each: _topic(each, context), optional=adds)
    file.close()
    return found


def read_services(file: Table, context: Context) -> tuple[Service, ...]:
    """Give the support and removal services."""
    adds = context.base is not None
    found = read_each(file, "service", lambda each: _service(each, context), optional=adds)
    file.close()
    return found


def read_law(file: Table, context: Context) -> tuple[Law, ...]:
    """Give the law that the document names."""
    found = read_each(file, "law", lambda each: _law(each, context), optional=True)
    file.close()
    return found


def read_glossary(file: Table, context: Context) -> tuple[Term, ...]:
    """Give the words that are explained."""
    found = read_each(file, "term", lambda each: _term(each, context), optional=True)
    file.close()
    return found


def read_checklists(file: Table, context: Context) -> tuple[Checklist, ...]:
    """Give the lists to work through."""
    found = read_each(file, "checklist", lambda each: _checklist(each, context), optional=True)
    file.close()
    return found


def read_contacts(file: Table, context: Context) -> tuple[ExampleContact, ...]:
    """Give the numbers found in the document, each to be confirmed before it is used."""
    found = tuple(_contact(each, context) for each in file.tables("contact", optional=True))
    file.close()
    return found


def _topic(table: Table, context: Context) -> Topic:
    name = table.name("id")
    known = context.in_base("topics", name) is not None
    title = table.text("title", optional=known)
    points = read_each(table, "point", lambda each: _point(each, context))
    table.close()
    return Topic(name, title, points)


def _point(table: Table, context: Context) -> Point:
    point = Point(table.name("id"), table.text("text"), context.source(table), context.today(table))
    table.close()
    return point


def _service(table: Table, context: Context) -> Service:
    service = Service(
        id=table.name("id"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        who=table.text("who"),
        number=table.text("number", optional=True),
        web=table.text("web", optional=True),
        source=context.source(table),
        today=context.today(table),
    )
    table.close()
    return service


def _law(table: Table, context: Context) -> Law:
    law = Law(
        id=table.name("id"),
        act=table.text("act"),
        in_force=table.text("in_force", optional=True),
        text=table.text("text"),
        source=context.source(table),
        today=context.today(table),
    )
    table.close()
    return law


def _term(table: Table, context: Context) -> Term:
    term = Term(table.name("id"), table.text("term"), table.text("meaning"), context.source(table))
    table.close()
    return term


def _checklist(table: Table, context: Context) -> Checklist:
    name = table.name("id")
    former = context.in_base("checklists", name)
    checklist = Checklist(
        id=name,
        title=table.text("title"),
        text=table.text("text"),
        owner=take_owner(table, context),
        when=context.either(table, EVERYTHING, former and former.when),
        timed=table.flag("timed"),
        items=read_each(table, "item", lambda each: _item(each, context)),
        source=context.source(table),
    )
    table.close()
    return checklist


def _item(table: Table, context: Context) -> CheckItem:
    item = CheckItem(
        table.name("id"),
        table.text("text"),
        context.source(table),
        context.today(table),
        same_day=table.has("due") and take_word(table, "due", _ItemDue) is not None,
    )
    table.close()
    return item


def _contact(table: Table, context: Context) -> ExampleContact:
    role = table.name("role")
    if role and role not in ROLES:
        context.faults.add(table.place("role"), "unknown-word", role, ", ".join(ROLES))
    hours = table.text("hours", optional=True)
    if hours and read_hours(hours) is None:
        context.faults.add(table.place("hours"), "not-hours")
    contact = ExampleContact(
        role=role,
        name=table.text("name"),
        area=table.text("area", optional=True),
        number=table.text("number", optional=True),
        out_of_hours=table.text("out_of_hours", optional=True),
        hours=hours,
        web=table.text("web", optional=True),
        note=table.text("note", optional=True),
        source=context.source(table),
    )
    table.close()
    return contact
