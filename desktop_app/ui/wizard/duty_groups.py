"""What an assessment asks for, by whose clock: today, by a later day, with no day; and of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.assessment import Assessment, DueDuty
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import SCHOOL, Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_day
from desktop_app.ui.wizard.words import agency_name, capital

SAID_ON_TOP = ("refer", "find-out-or-consult", "consult")


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties under one heading; `theirs` says that an agency owns them, and the school waits."""

    title: str
    duties: tuple[DueDuty, ...]
    theirs: bool = False


def duty_groups(look: Look) -> Iterator[DutyGroup]:
    """Give the groups that hold anything, the most urgent first."""
    if look.assessment is None or look.facts is None:
        return
    today = look.facts.day
    ours = [x for x in _in_order(look.assessment) if x.owner == SCHOOL and x.id not in SAID_ON_TOP]
    theirs = [each for each in _in_order(look.assessment) if each.owner != SCHOOL]
    for group in (
        DutyGroup(_("To be done today"), tuple(x for x in ours if x.due and x.due <= today)),
        DutyGroup(_("To be done next"), tuple(x for x in ours if not x.due or x.due > today)),
        DutyGroup(_("What others do, and when to expect it"), tuple(theirs), theirs=True),
    ):
        if group.duties:
            yield group


def _in_order(assessment: Assessment) -> list[DueDuty]:
    """Give duties by their day, those without one last, otherwise as the procedure has them."""
    return sorted(assessment.duties, key=lambda each: each.due or date.max)


def by_when(duty: DueDuty, procedure: Procedure) -> str:
    """Say whose it is and by when, or what starts the clock; empty where neither is known."""
    if duty.owner != SCHOOL:
        who = capital(agency_name(procedure, duty.owner))
        if duty.due is not None:
            return _("{who}: expected by {day}").format(who=who, day=short_day(duty.due))
        if duty.starts_with:
            said = _("{who}: the clock starts with {start}")
            return said.format(who=who, start=duty.starts_with)
        return who
    if duty.due is not None:
        return _("By {day}").format(day=short_day(duty.due))
    if duty.starts_with:
        return _("The clock starts with {start}").format(start=duty.starts_with)
    return ""


def below(duty: DueDuty, procedure: Procedure) -> tuple[str, ...]:
    """Give what is said under a duty: what holds today, by when, and where it comes from."""
    today = _("Today: {text}").format(text=duty.today) if duty.today else ""
    source = _("Source: {source}").format(source=duty.source)
    return tuple(filter(None, (today, by_when(duty, procedure), source)))
