"""Duties, prohibitions, advice, guidance and services: what follows from an outcome."""

from desktop_app.domain.procedure import (
    SCHOOL,
    Advice,
    Clock,
    DoNot,
    Duty,
    Point,
    Service,
    Topic,
)
from desktop_app.procedures.conditions import EVERYTHING, knows
from desktop_app.procedures.context import Context
from desktop_app.procedures.table import Given, Table, as_number, read_each

_MOST_WORKING_DAYS = 365


def read_duties(file: Table, context: Context) -> tuple[Duty, ...]:
    """Give the duties, in the order in which they are shown."""
    found = read_each(file, "duty", lambda each: _duty(each, context))
    file.close()
    return found


def read_do_not(file: Table, context: Context) -> tuple[DoNot, ...]:
    """Give what must not be done, in the order in which it is shown."""
    found = read_each(file, "do_not", lambda each: _do_not(each, context))
    file.close()
    return found


def read_advice(file: Table, context: Context) -> tuple[Advice, ...]:
    """Give the advice, in the order in which it is shown."""
    found = read_each(file, "advice", lambda each: _advice(each, context))
    file.close()
    return found


def read_guidance(file: Table, context: Context) -> tuple[Topic, ...]:
    """Give the guidance, topic by topic."""
    found = read_each(file, "topic", lambda each: _topic(each, context))
    file.close()
    return found


def read_services(file: Table, context: Context) -> tuple[Service, ...]:
    """Give the support and removal services."""
    found = read_each(file, "service", lambda each: _service(each, context))
    file.close()
    return found


def _duty(table: Table, context: Context) -> Duty:
    owner = table.name("owner")
    if owner and owner != SCHOOL and not knows(context.words.agencies, owner):
        context.faults.add(table.place("owner"), "unknown-owner", owner)
    clock, days, starts_with = _due(table)
    duty = Duty(
        id=table.name("id"),
        owner=owner,
        when=context.when(table, EVERYTHING, may_be_always=True),
        clock=clock,
        days=days,
        text=table.text("text"),
        source=context.source(table),
        starts_with=starts_with,
    )
    table.close()
    return duty


def _due(table: Table) -> tuple[Clock, int, str]:
    """Give the clock of a duty, its working days, and what starts it; none without `due`."""
    given = table.take("due", optional=True)
    if given is None:
        return Clock.NONE, 0, ""
    value = given.value
    if value == Clock.SAME_DAY:
        return Clock.SAME_DAY, 0, ""
    if isinstance(value, dict) and list(value) == ["working_days"]:
        days = Given(value["working_days"], given.where)
        read = as_number(days, table.faults, low=1, high=_MOST_WORKING_DAYS)
        return Clock.WORKING_DAYS, read, ""
    if isinstance(value, dict) and list(value) == ["starts_with"]:
        return Clock.OTHER_START, 0, Table(value, given.where, table.faults).text("starts_with")
    table.faults.add(given.where, "not-a-clock")
    return Clock.NONE, 0, ""


def _do_not(table: Table, context: Context) -> DoNot:
    do_not = DoNot(
        id=table.name("id"),
        when=context.when(table, EVERYTHING, may_be_always=True),
        text=table.text("text"),
        ends=table.text("ends"),
        source=context.source(table),
    )
    table.close()
    return do_not


def _advice(table: Table, context: Context) -> Advice:
    advice = Advice(
        id=table.name("id"),
        when=context.when(table, EVERYTHING, may_be_always=True),
        text=table.text("text"),
        source=context.source(table),
    )
    table.close()
    return advice


def _topic(table: Table, context: Context) -> Topic:
    points = read_each(table, "point", lambda each: _point(each, context))
    topic = Topic(table.name("id"), table.text("title"), points)
    table.close()
    return topic


def _point(table: Table, context: Context) -> Point:
    point = Point(table.name("id"), table.text("text"), context.source(table))
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
    )
    table.close()
    return service
