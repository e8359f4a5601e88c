"""Words for what a procedure holds as dates, clocks and strengths. No id of ours is ever shown."""

from datetime import date

from desktop_app.domain.procedure import Clock, Duty, Procedure, ReferralRule, Strength, TellFamily
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext


def clock_words(duty: Duty) -> str:
    """Say by when a duty is due; an empty text where the procedure sets no time."""
    match duty.clock:
        case Clock.SAME_DAY:
            return _("The same day, whatever day of the week it is.")
        case Clock.WORKING_DAYS if not duty.starts_with:
            said = ngettext(
                "Within {days} working day of your report.",
                "Within {days} working days of your report.",
                duty.days,
            )
            return said.format(days=duty.days)
        case Clock.HOURS:
            said = ngettext(
                "Within {hours} hour of your report.",
                "Within {hours} hours of your report.",
                duty.days,
            )
            return said.format(hours=duty.days)
        case Clock.OTHER_START:
            return _("The clock starts with: {start}.").format(start=duty.starts_with.rstrip("."))
        case _:
            return ""


def rule_title(procedure: Procedure, rule: ReferralRule) -> str:
    """Say whom a referral rule names, and how firmly."""
    names = [procedure.agency_name(each) for each in rule.agencies]
    if rule.strength is Strength.MUST:
        return _("Must be told: {agencies}").format(agencies=_(" and ").join(names))
    return _("At least one is told: {agencies}").format(agencies=_(" and/or ").join(names))


def family_title(level: TellFamily) -> str:
    """Give what may be said to the family as a few words."""
    return {
        TellFamily.NOT_UNTIL_AGREED: _("Do not tell the family until it is agreed"),
        TellFamily.ASK_FIRST: _("Ask before you tell the family"),
        TellFamily.INFORM_EARLY: _("Tell the family today"),
    }[level]


def out_of_date_words(procedure: Procedure, on: date) -> str:
    """Say that the document is out of date on a day; an empty text where it is not."""
    if not procedure.is_out_of_date(on):
        return ""
    return _("The source of these rules is out of date: {area}, {title}, {day}.").format(
        area=procedure.area, title=procedure.title, day=month_words(procedure.source_date)
    )


def brief_words(procedure: Procedure, on: date) -> str:
    """Say the same in the fewest words; an empty text where it is not out of date."""
    if not procedure.is_out_of_date(on):
        return ""
    return _("rules of {month}, out of date").format(month=month_words(procedure.source_date))


def state_words(procedure: Procedure, on: date, *, only_warnings: bool = False) -> tuple[str, ...]:
    """Give what is to be known of the document on a day, a sentence each."""
    return tuple(each.text for each in procedure.states_on(on) if each.warns or not only_warnings)
