"""What each answer and each kind of incident means: what they bring under a procedure."""

import re
from collections.abc import Iterable, Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import AnswerIs, AnyKind, Condition, NotNo, Yes, walk
from desktop_app.domain.kinds import Kind
from desktop_app.domain.procedure import Advice, DoNot, Duty, Procedure
from desktop_app.domain.questions import Catalogue, Question
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.condition_words import answer_words
from desktop_app.services.guidance_entries import Entry

_END_OF_SENTENCE = re.compile(r"(?<=[.!?]) ")


def question_entries(procedure: Procedure, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Give an entry for every question, in asking order."""
    return tuple(_question(each, procedure, catalogue) for each in catalogue.questions)


def kind_entries(procedure: Procedure, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Give an entry for every kind of incident: what it means, and what it brings by itself."""
    return tuple(
        Entry(
            f"kind:{each.id}",
            each.title,
            each.meaning,
            details=tuple(_brings(each, procedure, catalogue)),
        )
        for each in catalogue.kinds
    )


def _brings(kind: Kind, procedure: Procedure, catalogue: Catalogue) -> Iterator[str]:
    for question in kind.implies:
        yield _("It answers “{question}” yes.").format(question=catalogue.by_id[question].asks)
    for rule in procedure.referral:
        if _names(rule.when, kind.id):
            yield _("It counts for a rule. {rule}").format(rule=rule.text)
    if any(_names(each.when, kind.id) for each in procedure.family):
        yield _("It counts against telling the family yet.")
    brought: tuple[Duty | DoNot, ...] = (*procedure.duties, *procedure.do_not)
    for each in brought:
        if _names(each.when, kind.id):
            yield _first_sentence(each.text)


def _names(condition: Condition, kind: str) -> bool:
    """Say whether a condition looks for this kind, and not only for others."""
    return any(isinstance(part, AnyKind) and kind in part.kinds for part in walk(condition))


def _question(question: Question, procedure: Procedure, catalogue: Catalogue) -> Entry:
    sources = dict.fromkeys(
        each.source.label for each in procedure.watches if each.question == question.id
    )
    decides = tuple(_decides(question, procedure))
    if not decides:
        decides = (_("No rule of this procedure looks at it: it is recorded and printed."),)
    return Entry(
        f"question:{question.id}",
        question.asks,
        question.help,
        caption=catalogue.matters.get(question.matter, ""),
        details=(*decides, *_what_answers_it(question, catalogue)),
        source="; ".join(sources),
    )


def _decides(question: Question, procedure: Procedure) -> Iterator[str]:
    name = question.id
    for criterion in procedure.criteria:
        if answers := _answers(criterion.when, name):
            yield _("{answer}: it counts for the criterion “{criterion}”.").format(
                answer=answers, criterion=criterion.title
            )
    for rule in procedure.referral:
        if answers := _answers(rule.when, name):
            yield _("{answer}: it counts for a rule. {rule}").format(answer=answers, rule=rule.text)
    yield from _not_known(name, procedure)
    if answers := _answers_of_any((each.when for each in procedure.family), name):
        yield _("{answer}: it counts against telling the family yet.").format(answer=answers)
    tasks: tuple[Duty | DoNot | Advice, ...] = (
        *procedure.duties,
        *procedure.do_not,
        *procedure.advice,
    )
    for each in tasks:
        if answers := _answers(each.when, name):
            yield _("{answer}: {what}").format(answer=answers, what=_first_sentence(each.text))
    if question.aggravates_when is not None:
        worse = answer_words((question.aggravates_when,))
        yield _(
            "{answer}: it makes it worse than most, so advice is asked for. It changes no result."
        ).format(answer=_capital(worse))


def _not_known(question: str, procedure: Procedure) -> Iterator[str]:
    watched = any(each.question == question for each in procedure.watches)
    if watched or _answers_of_any((each.when for each in procedure.criteria), question):
        yield _("Not known: the result is not settled as long as this could decide it.")


def _answers(condition: Condition, question: str) -> str:
    """Give the answers to a question that a condition looks for; empty where it does not ask."""
    found: set[Answer] = set()
    for part in walk(condition):
        match part:
            case Yes(asked) if asked == question:
                found.add(Answer.YES)
            case NotNo(asked) if asked == question:
                found |= {Answer.YES, Answer.NOT_KNOWN}
            case AnswerIs(asked, answers) if asked == question:
                found |= answers
    return _capital(answer_words(each for each in Answer if each in found)) if found else ""


def _answers_of_any(conditions: Iterable[Condition], question: str) -> str:
    """Give the answers that any of the conditions looks for."""
    return next((said for each in conditions if (said := _answers(each, question))), "")


def _first_sentence(text: str) -> str:
    return _END_OF_SENTENCE.split(text, maxsplit=1)[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _what_answers_it(question: Question, catalogue: Catalogue) -> Iterator[str]:
    kinds = [each.title for each in catalogue.kinds if question.id in each.implies]
    if kinds:
        yield _("Answered yes by the kind of incident: {kinds}.").format(kinds="; ".join(kinds))
    for other in question.implied_by:
        if other in catalogue.by_id:
            yield _("A yes to “{question}” answers it yes as well.").format(
                question=catalogue.by_id[other].asks
            )
