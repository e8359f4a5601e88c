"""Words for what the record holds as ids, dates and blanks. No id of ours ever stands on paper."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from desktop_app.domain.answers import Answer
from desktop_app.domain.people import AgeRange, Person, age_then, age_today
from desktop_app.domain.reasons import Reason
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.days import day_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext

_DATE_LENGTH = len("2026-11-20")
_SUNDAY, _MARCH, _OCTOBER = 6, 3, 10


def known(text: str) -> str:
    """Give the text, or the words that stand for a blank."""
    return text if text.strip() else not_known()


def not_known() -> str:
    """Give the words that stand for a blank."""
    return _("Not known")


def listed(texts: Iterable[str]) -> str:
    """Give the texts that are not blank one after another, or the words for a blank."""
    return known("; ".join(each for each in texts if each.strip()))


def when(text: str | None) -> str:
    """Give a time as it is read aloud; UTC is turned into the time in the United Kingdom.

    What is no ISO 8601 date is printed as it was written.
    """
    found = _moment(text)
    if found is None:
        return known(text or "")
    return moment_words(found) if isinstance(found, datetime) else day_words(found)


def when_short(text: str | None) -> str:
    """Give a time as `when` does, in figures, for a narrow column: `20/11/2026 10:40`."""
    found = _moment(text)
    if found is None:
        return known(text or "")
    return f"{found:%d/%m/%Y %H:%M}" if isinstance(found, datetime) else f"{found:%d/%m/%Y}"


def _moment(text: str | None) -> date | None:
    """Give the day, or the day and time, that a text names; None where it names none."""
    if not text or not text.strip():
        return None
    try:
        if len(text) <= _DATE_LENGTH:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _uk_time(moment) if text.endswith("Z") else moment


def moment_words(moment: datetime) -> str:
    """Give a day and a time, e.g. `Friday 20 November 2026, 10:40`."""
    return f"{day_words(moment.date())}, {moment:%H:%M}"


def _uk_time(moment: datetime) -> datetime:
    """Turn UTC into UK time: an hour on from 01:00 UTC between the last Sundays named by law.

    Summer Time Act 1972 as amended: the last Sunday in March to the last Sunday in October.
    """
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    begins, ends = (_last_sunday(plain.year, month) for month in (_MARCH, _OCTOBER))
    return plain + timedelta(hours=1) if begins <= plain < ends else plain


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)  # noqa: DTZ001  # UTC, compared with UTC
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)


def happened_on(state: IncidentState) -> date | None:
    """Give the day on which it happened, else the day the school knew; None if neither is a date."""
    for text in (state.occurred_at, state.aware_at):
        try:
            return date.fromisoformat((text or "")[:_DATE_LENGTH])
        except ValueError:
            continue
    return None


def ages(person: Person, state: IncidentState, today: date) -> str:
    """Give the age when it happened and today, e.g. `13 when it happened (about 14 today)`."""
    then = happened_on(state)
    if then is None:
        return not_known()
    first = age_words(age_then(person, then))
    now = age_words(age_today(person, then=then, today=today))
    if not first:
        return not_known()
    if not now:
        return _("{age} when it happened").format(age=first)
    if person.born:
        return _("{age} when it happened ({now} today)").format(age=first, now=now)
    return _("{age} when it happened (about {now} today)").format(age=first, now=now)


def age_words(age: AgeRange) -> str:
    """Give an age or a range of ages; an empty text when nothing is known."""
    if age.youngest is None or age.oldest is None:
        return ""
    if age.youngest == age.oldest:
        return str(age.youngest)
    return _("{youngest} to {oldest}").format(youngest=age.youngest, oldest=age.oldest)


def answer_word(answer: str) -> str:
    """Give yes, no or not known in words, and a step of the continuum in its own."""
    words = {
        Answer.YES.value: pgettext("answer", "Yes"),
        Answer.NO.value: pgettext("answer", "No"),
        Answer.NOT_KNOWN.value: not_known(),
    }
    return words.get(answer) or choice_word(answer)


def choice_word(choice: str) -> str:
    """Give one step of the continuum in words (All Wales Practice Guide, appendix)."""
    return {
        "normal": pgettext("behaviour", "Normal"),
        "inappropriate": pgettext("behaviour", "Inappropriate"),
        "problematic": pgettext("behaviour", "Problematic"),
        "abusive": pgettext("behaviour", "Abusive"),
        "violent": pgettext("behaviour", "Violent"),
    }.get(choice, choice)


def ticks(answer: str) -> str:
    """Give the three boxes with their words, one of them marked."""
    boxes = (str(Answer.YES), str(Answer.NO), str(Answer.NOT_KNOWN))
    if answer not in boxes:
        return known(answer_word(answer))
    return "   ".join(f"{'☒' if answer == each else '☐'} {answer_word(each)}" for each in boxes)


def status_word(status: str) -> str:
    """Give the status of a criterion in words."""
    words = {"met": _("Met"), "not-met": _("Not met"), "not-known": not_known()}
    return words.get(status, status)


def role_words(roles: Iterable[str]) -> str:
    """Give the roles of a person in words that accuse nobody."""
    words = {
        "depicted": _("person concerned, as reported"),
        "sharer": _("reported to have shared it"),
        "recipient": _("reported to have received it"),
        "requester": _("reported to have asked for it"),
        "witness": _("witness"),
        "finder": _("adult who came upon it or was shown it, and reported it"),
        "suspected-adult": _("adult alleged to be involved"),
        "parent-carer": _("parent or carer"),
        "staff": _("member of staff"),
        "other": _("other person"),
    }
    return ", ".join(words.get(each, _("other person")) for each in roles)


def reason_words(reason: str) -> str:
    """Give why something left the vault: in words for what the log knows, else as it was typed."""
    words = {
        Reason.BY_COMMAND.value: _("made by a command"),
        Reason.PRINTED.value: _("printed"),
        Reason.SAVED.value: _("saved as a file"),
        Reason.MEETING.value: _("a file for a referral or a meeting"),
        Reason.COURT.value: _("a file for a court or the police"),
        Reason.REQUEST.value: _("a file that a pupil or a parent asked for"),
        Reason.INSPECTION.value: _("a file that an inspector asked for"),
        Reason.NEXT_SCHOOL.value: _("a file for the next school"),
    }
    return words.get(reason, reason)


def standing_words(statuses: Iterable[str]) -> str:
    """Give a child's legal and social care status in words."""
    words = {
        "child-protection-plan": _("child protection plan"),
        "child-in-need": _("child in need"),
        "looked-after": _("looked after"),
        "care-leaver": _("care leaver"),
        "adopted": _("adopted"),
        "private-fostering": _("private fostering"),
        "young-carer": _("young carer"),
    }
    return listed(words.get(each, "") for each in statuses)
