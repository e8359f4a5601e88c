"""What the rules said: criteria, agencies, prohibitions, each with its source."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.sources import SHARE, Sources
from desktop_app.documents.styles import SMALL
from desktop_app.documents.words import answer_word, known, status_word, ticks, when
from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import Condition, criteria_in, questions_in
from desktop_app.domain.facts import Facts
from desktop_app.domain.flow import applicable
from desktop_app.domain.procedure import SCHOOL, Criterion, Strength
from desktop_app.runtime.i18n import gettext as _

_NO_DAY = "9999"  # after every day


def outcome_words(form: Form, outcome: str) -> str:
    """Give an outcome in the words of the procedure."""
    return known(form.printing.procedure.outcome_texts.get(outcome, ""))


def criterion_of(form: Form, name: str) -> Criterion | None:
    """Give the criterion with this id, if the procedure has it."""
    return next((each for each in form.printing.procedure.criteria if each.id == name), None)


def criterion_title(form: Form, name: str) -> str:
    """Give a criterion in words; never its id."""
    found = criterion_of(form, name)
    return found.title if found else _("A criterion of another version of the procedure")


def criteria_with(form: Form, status: Status) -> list[str]:
    """Give the titles of the criteria that have this status."""
    return [
        criterion_title(form, each["id"])
        for each in form.result.get("criteria", ())
        if each["status"] == status
    ]


def ledger(form: Form) -> None:
    """Add the criteria as evidence: status, each answer and how it is known, source."""
    results = form.result.get("criteria", ())
    if not results:
        form.sheet.text(_("Not assessed yet."))
        return
    sources = Sources()
    form.sheet.grid(
        (_("Criterion"), _("Status"), _("Answers, and how they are known"), _("Source")),
        [
            (
                criterion_title(form, each["id"]),
                status_word(each["status"]),
                _answers_of(form, each["id"]),
                sources.mark(each["source"]),
            )
            for each in results
        ],
        shares=(0.28, 0.12, 0.6 - SHARE, SHARE),
    )
    sources.add_to(form.sheet)


def _answers_of(form: Form, name: str) -> str:
    return "\n".join(answer_line(form, each) for each in asked_by(form, name))


def asked_by(form: Form, name: str) -> list[str]:
    """Give the questions that decide a criterion, in asking order."""
    criterion = criterion_of(form, name)
    if criterion is None:
        return []
    asked = _questions_below(form, criterion.when)
    return [each.id for each in form.printing.catalogue.questions if each.id in asked]


def _questions_below(form: Form, condition: Condition) -> set[str]:
    """Give the questions of a condition and of the criteria that it refers to."""
    found = set(questions_in(condition))
    for name in criteria_in(condition):
        below = criterion_of(form, name)
        if below is not None:
            found |= _questions_below(form, below.when)
    return found


def answer_of(form: Form, question: str) -> str:
    """Give the answer that the assessment used, else the one given, else not known."""
    state = form.state
    if state.assessed and question in state.assessed.answers:
        return str(state.assessed.answers[question])
    given = state.answers.get(question)
    return given.answer if given else str(Answer.NOT_KNOWN)


def how_known(form: Form, question: str) -> str:
    """Give how an answer is known, in the words of who gave it, or by which rule it follows."""
    given = form.state.answers.get(question)
    if given and given.how.strip():
        return given.how
    if answer_of(form, question) == Answer.YES and (given is None or given.answer != Answer.YES):
        return _("follows from the kind of incident, an age or another answer")
    return ""


def _how_or_not(form: Form, question: str) -> str:
    """Give how an answer is known; beside a firm one a blank is not "not known"."""
    firm = answer_of(form, question) != Answer.NOT_KNOWN
    return how_known(form, question) or (_("Not recorded") if firm else "")


def answer_line(form: Form, question: str) -> str:
    """Give an answer, its question and how it is known, in one sentence."""
    line = _("{answer}: {question}").format(
        answer=answer_word(answer_of(form, question)), question=form.asks(question)
    )
    how = how_known(form, question)
    return _("{line} (known: {how})").format(line=line, how=how) if how else line


def agencies(form: Form, *, only: str = "") -> None:
    """Add who is told, how firmly, because of what, by which source.

    With `only`, an agency's id, the others are left out: their reasons are not its business.
    """
    named = [each for each in form.result.get("refer_to", ()) if only in {"", each["agency"]}]
    if not named and only:
        form.sheet.text(_("No rule requires it: the school has chosen to report."))
        return
    if not named:
        form.sheet.text(_("No rule of the procedure requires an agency to be told."))
        return
    sources = Sources()
    form.sheet.grid(
        (_("Who is told"), _("How firmly"), _("Because of"), _("Source")),
        [
            (
                form.printing.procedure.agency_name(each["agency"]),
                _strength(form, each["strength"]),
                "\n".join(form.reasons(each["because"])),
                sources.mark(each["source"]),
            )
            for each in named
        ],
        shares=(0.23, 0.28, 0.49 - SHARE, SHARE),
    )
    sources.add_to(form.sheet)


def _strength(form: Form, strength: str) -> str:
    return _("Must be told") if strength == Strength.MUST else one_of_the_pair(form)


def one_of_the_pair(form: Form) -> str:
    """Say that of the two agencies between which and-or holds at least one is told."""
    pair = [form.printing.procedure.agency_name(each) for each in form.printing.procedure.pair]
    return _("{pair}: at least one of them is told").format(pair=_(" and/or ").join(pair))


def prohibitions(form: Form, *, with_ends: bool = True) -> None:
    """Add what must not be done, and what ends that."""
    texts = {each.id: each for each in form.printing.procedure.do_not}
    found = [texts[name] for name in form.result.get("do_not", ()) if name in texts]
    form.sheet.bullets(
        _with_today(
            f"{each.text} {each.ends}".strip() if with_ends else each.text,
            each.today.text if each.today else "",
        )
        for each in found
    )


def still_open(form: Form) -> None:
    """Add the questions whose answers could still change what must be done."""
    questions = [form.asks(each) for each in form.result.get("find_out", ())]
    if questions:
        form.sheet.subsection(_("Not known yet, and could still change what is done"))
        form.sheet.bullets(questions)


def advice_given(form: Form) -> None:
    """Add the advice of the assessment, each with its source."""
    for advice in form.result.get("advice", ()):
        form.sheet.text(_with_today(advice["text"], advice.get("today", "")))
        form.sheet.text(_("Source: {source}").format(source=advice["source"]), SMALL, before=0)


def duties(form: Form) -> None:
    """Add what the procedure requires of whom, and until when: first what is due first."""
    required = sorted(form.result.get("duties", ()), key=lambda each: each["due"] or _NO_DAY)
    if not required:
        form.sheet.text(_("No duty with a date of its own follows from this assessment."))
        return
    sources = Sources()
    form.sheet.grid(
        (_("What is required"), _("Of whom"), _("Due"), _("Source")),
        [
            (
                _with_today(each["text"], each.get("today", "")),
                _owner(form, each["owner"]),
                _due(each),
                sources.mark(each["source"]),
            )
            for each in required
        ],
        shares=(0.5, 0.16, 0.34 - SHARE, SHARE),
    )
    sources.add_to(form.sheet)


def _due(duty: Mapping[str, Any]) -> str:
    """Give the day, or what starts the clock where it has not started."""
    if duty["due"]:
        day = when(duty["due"])
        theirs = duty["owner"] != SCHOOL  # the school waits for it, and is never late with it
        return _("Expected by {day}").format(day=day) if theirs else day
    starts = duty.get("starts_with", "")
    return _("Begins with: {start}").format(start=starts) if starts else _("No date is set")


def _with_today(text: str, today: str) -> str:
    """Give a sentence with what holds today below it, where the document is overtaken."""
    return "\n".join((text, _("Today: {text}").format(text=today))) if today else text


def _owner(form: Form, owner: str) -> str:
    return _("School") if owner == SCHOOL else form.printing.procedure.agency_name(owner)


def that_count(form: Form) -> set[str]:
    """Give the questions that apply to this incident, and others that were answered yes.

    A yes counts even where the question would not have been asked (contract section 5); a choice
    is always shown.
    """
    catalogue = form.printing.catalogue
    given = {each: Answer(answer_of(form, each)) for each in catalogue.bit}
    facts = Facts(form.state.kinds, given, form.printing.printed_at.date())
    yes = {each for each, answer in given.items() if answer is Answer.YES}
    choices = set(catalogue.by_id) - set(catalogue.bit)
    return yes | choices | set(applicable(form.printing.procedure, catalogue, facts))


def answers(form: Form, questions: Iterable[str]) -> None:
    """Add questions with their answers as boxes, and how each is known."""
    form.sheet.grid(
        (_("Question"), _("Answer"), _("How it is known")),
        [
            (form.asks(each), ticks(answer_of(form, each)), _how_or_not(form, each))
            for each in questions
        ],
        shares=(0.42, 0.3, 0.28),
    )
