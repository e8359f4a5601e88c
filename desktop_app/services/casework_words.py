"""Words for where an incident stands: outcome, status, decision, signature, form.

Short, for a row of the log or a heading; what the procedure says in full stands in the procedure.
"""

from datetime import date, datetime

from desktop_app.domain.decision import Decision, IncidentStatus, SignOff
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext

_DAY_LENGTH = len("2026-11-20")


def outcome_words(outcome: str) -> str:
    """Give an outcome as a few words; empty means that nothing was assessed yet."""
    return {
        "": _("Not assessed yet"),
        Outcome.REFER_TODAY.value: _("Refer today"),
        Outcome.HOLD.value: _("Find out more"),
        Outcome.SCHOOL_MANAGED.value: _("Manage in school"),
    }.get(outcome, outcome)


def status_words(status: str) -> str:
    """Give where an incident stands as a few words."""
    return {
        IncidentStatus.REFER_NOW.value: _("Nobody told yet"),
        IncidentStatus.TO_DECIDE.value: _("To be decided"),
        IncidentStatus.AWAITING_SIGN_OFF.value: _("Waiting for signature"),
        IncidentStatus.REFERRED.value: pgettext("status", "Referred"),
        IncidentStatus.NOT_REFERRED.value: _("Not referred, signed"),
    }.get(status, status)


def decision_words(decision: str) -> str:
    """Give a decision in words."""
    return {
        Decision.REFER.value: _("refer"),
        Decision.NOT_REFERRED.value: _("not referred, managed in school"),
        Decision.NOT_REFERRED_ON_ADVICE.value: _("not referred, on an agency's advice"),
    }.get(decision, decision)


def result_words(result: str) -> str:
    """Give what the head teacher answered."""
    return {
        SignOff.SIGNED.value: _("The head teacher signed the decision"),
        SignOff.DECLINED.value: _("The head teacher declined to sign: it is to be referred"),
    }.get(result, result)


def form_words(form: str, *, wales: bool = False) -> str:
    """Give a form's title (contract section 6)."""
    return {
        "referral": (
            _("Information for the section 130 report")
            if wales
            else _("Referral to children's social care")
        ),
        "police": _("Report to the police"),
        "lado": _("Report to the designated officer"),
        "prevent": _("Prevent referral"),
        "portal-sheet": _("Sheet to copy into a portal"),
        "not-referred": _("Decision not to refer"),
        "incident": _("The whole record"),
        "chronology": _("Chronology"),
        "viewing": _("Record of viewing"),
        "device": _("Device slip"),
        "call-cards": _("Call cards"),
        "account-sheet": _("Account sheet"),
        "governors": _("Report to governors"),
        "transfer": _("Transfer to the next school"),
    }.get(form, form)


def short_day(day: date) -> str:
    """Give a day for a narrow column, e.g. `20 Nov 2026`."""
    months = (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )
    return f"{day.day} {months[day.month - 1]} {day.year}"


def short_time(text: str) -> str:
    """Give a day, or a day and a time, for a narrow column; UTC (`…Z`) as this computer's time.

    What is no ISO 8601 date is given as it was written.
    """
    try:
        if len(text) <= _DAY_LENGTH:
            return short_day(date.fromisoformat(text))
        moment = _moment(text)
    except ValueError:
        return text
    return f"{short_day(moment.date())} {moment:%H:%M}"


def short_date(text: str) -> str:
    """Give the day alone of what `short_time` takes."""
    try:
        return short_day(_moment(text).date())
    except ValueError:
        return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone() if text.endswith("Z") else moment
