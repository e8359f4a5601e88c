from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.domain.assess import assess, checklists
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Clock, Procedure
from desktop_app.domain.source import Source, Today
from tests.domain.england import BY_HAND, DAY

NOW = Today("Now it is done so.", Source("Newer paper", "2", recalled=False, label="Newer, 2"))
FACTS = Facts(("bullying",), {}, DAY)


def changed(*, clock: Clock = Clock.NONE, days: int = 0, today: Today | None = None) -> Procedure:
    first = next(each for each in BY_HAND.procedure.duties if each.id == "find-out-or-consult")
    duty = replace(first, clock=clock, days=days, today=today)
    return replace(BY_HAND.procedure, duties=(duty,))


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (72, 3)])
def test_hours_after_the_report_end_on_a_calendar_day(hours: int, days: int) -> None:
    procedure = changed(clock=Clock.HOURS, days=hours)
    (duty,) = assess(procedure, BY_HAND.catalogue, FACTS).duties
    assert duty.due == DAY + timedelta(days=days)


def test_what_holds_today_is_said_with_where_it_comes_from() -> None:
    (duty,) = assess(changed(today=NOW), BY_HAND.catalogue, FACTS).duties
    assert duty.today == "Now it is done so. (Newer, 2)"
    (duty,) = assess(changed(), BY_HAND.catalogue, FACTS).duties
    assert duty.today == ""


def test_working_days_step_over_the_weekend_and_the_holidays_given() -> None:
    procedure = changed(clock=Clock.WORKING_DAYS, days=1)
    monday = date(2026, 11, 23)
    (duty,) = assess(procedure, BY_HAND.catalogue, FACTS).duties
    assert (DAY.isoweekday(), duty.due) == (5, monday)
    (duty,) = assess(procedure, BY_HAND.catalogue, FACTS, holidays={monday}).duties
    assert duty.due == monday + timedelta(days=1)


def test_a_procedure_without_lists_shows_none() -> None:
    assert checklists(BY_HAND.procedure, BY_HAND.catalogue, FACTS) == ()
