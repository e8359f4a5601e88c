"""Duties, prohibitions and advice: what follows from an outcome."""

from desktop_app.domain.procedure import SCHOOL, Advice, Clock, DoNot, Duty
from desktop_app.procedures.conditions import EVERYTHING, knows
from desktop_app.procedures.context import Context
from desktop_app.procedures.table import Given, Table, as_number, read_each

_MOST_WORKING_DAYS = 365
_MOST_HOURS = 24 * 28


def read_duties(file: Table, context: Context) -> tuple[Duty, ...]:
    """Give the duties, in the order in which they are shown."""
    adds = context.base is not None
    found = read_each(file, "duty", lambda each: _duty(each, context), optional=adds)
    file.close()
    return found


def read_do_not(file: Table, context: Context) -> tuple[DoNot, ...]:
    """Give what must not be done, in the order in which it is shown."""
    adds = context.base is not None
    found = read_each(file, "do_not", lambda each: _do_not(each, context), optional=adds)
    file.close()
    return found


def read_advice(file: Table, context: Context) -> tuple[Advice, ...]:
    """Give the advice, in the order in which it is shown."""
    adds = context.base is not None
    found = read_each(file, "advice", lambda each: _advice(each, context), optional=adds)
    file.close()
    return found


def take_owner(table: Table, context: Context) -> str:
    """Give whose task it is: the school's, or an agency's of this procedure."""
    owner = table.name("owner")
    if owner and owner != SCHOOL and not knows(context.words.agencies, owner):
        context.faults.add(table.place("owner"), "unknown-owner", owner)
    return owner


def _duty(table: Table, context: Context) -> Duty:
    name = table.name("id")
    former = context.in_base("duties", name)
    owner = take_owner(table, context)
    given = table.take("due", optional=True)
    if given is None and former is not None:
        clock, days, starts_with = former.clock, former.days, former.starts_with
    else:
        clock, days, starts_with = _due(table, given)
    duty = Duty(
        id=name,
        owner=owner,
        when=context.either(table, EVERYTHING, former and former.when),
        clock=clock,
        days=days,
        text=table.text("text"),
        source=context.source(table),
        starts_with=starts_with,
        today=context.today(table),
    )
    table.close()
    return duty


def _due(table: Table, given: Given | None) -> tuple[Clock, int, str]:
    """Give the clock of a duty, its days or hours, and what starts it; none without `due`."""
    if given is None:
        return Clock.NONE, 0, ""
    value = given.value
    if value == Clock.SAME_DAY:
        return Clock.SAME_DAY, 0, ""
    if isinstance(value, dict) and list(value) == ["working_days"]:
        days = Given(value["working_days"], given.where)
        read = as_number(days, table.faults, low=1, high=_MOST_WORKING_DAYS)
        return Clock.WORKING_DAYS, read, ""
    if isinstance(value, dict) and list(value) == ["hours"]:
        hours = Given(value["hours"], given.where)
        return Clock.HOURS, as_number(hours, table.faults, low=1, high=_MOST_HOURS), ""
    if isinstance(value, dict) and list(value) == ["starts_with"]:
        return Clock.OTHER_START, 0, Table(value, given.where, table.faults).text("starts_with")
    table.faults.add(given.where, "not-a-clock")
    return Clock.NONE, 0, ""


def _do_not(table: Table, context: Context) -> DoNot:
    name = table.name("id")
    former = context.in_base("do_not", name)
    do_not = DoNot(
        id=name,
        when=context.either(table, EVERYTHING, former and former.when),
        text=table.text("text"),
        ends=table.text("ends"),
        source=context.source(table),
        today=context.today(table),
    )
    table.close()
    return do_not


def _advice(table: Table, context: Context) -> Advice:
    name = table.name("id")
    former = context.in_base("advice", name)
    advice = Advice(
        id=name,
        when=context.either(table, EVERYTHING, former and former.when),
        text=table.text("text"),
        source=context.source(table),
        today=context.today(table),
    )
    table.close()
    return advice
