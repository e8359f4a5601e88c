"""The sections of the guidance that are rules: who is told, what decides it, what must be done."""

from collections.abc import Iterator

from desktop_app.domain.conditions import Condition
from desktop_app.domain.procedure import (
    FAMILY_LEVELS,
    OUTCOMES,
    SCHOOL,
    Advice,
    Criterion,
    DoNot,
    Duty,
    Procedure,
    ReferralRule,
)
from desktop_app.domain.questions import Catalogue
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import outcome_words
from desktop_app.services.condition_words import ConditionWords
from desktop_app.services.guidance_entries import Entry, Section, owner_name, said_today
from desktop_app.services.guidance_questions import question_entries
from desktop_app.services.procedure_words import clock_words, family_title, rule_title


def rule_sections(procedure: Procedure, catalogue: Catalogue) -> tuple[Section, ...]:
    """Give the sections from who is told to what to have in mind."""
    say = ConditionWords(procedure, catalogue)
    return (
        Section(
            "rules",
            _("Who is told, and when"),
            _("Where several rules name an agency, the firmer one wins."),
            tuple(_rule(each, say) for each in procedure.referral),
        ),
        Section(
            "criteria",
            _("The criteria"),
            _("Each is met, not met or not known. Not known never counts as not met."),
            tuple(_criterion(each, say) for each in procedure.criteria),
        ),
        Section(
            "questions",
            _("What each answer means"),
            _(
                "Each line says what an answer can bring, with whatever else the rule named asks "
                "for. Not known is an answer in its own right: it never makes anything look safer."
            ),
            question_entries(procedure, catalogue),
        ),
        Section("outcomes", _("What the result means"), "", tuple(_outcomes(procedure))),
        Section(
            "family",
            _("Telling the family"),
            _("The strictest rule that holds decides."),
            tuple(_family(procedure, say)),
        ),
        Section(
            "duties",
            _("What must be done, by whom and by when"),
            "",
            tuple(_duty(each, procedure, say) for each in procedure.duties),
        ),
        Section(
            "do-not",
            _("What must not be done"),
            "",
            tuple(_do_not(each, say) for each in procedure.do_not),
        ),
        Section(
            "advice",
            _("To have in mind"),
            _("It never changes a result."),
            tuple(_advice(each, say) for each in procedure.advice),
        ),
    )


def _when(condition: Condition, say: ConditionWords) -> tuple[str, ...]:
    lines = say.lines(condition)
    return (_("When: {condition}").format(condition=lines),) if lines else (_("Always."),)


def _rule(rule: ReferralRule, say: ConditionWords) -> Entry:
    off = rule.id in say.procedure.switched
    details = _when(rule.when, say)
    if off:
        details = (_("Switched off by this school. {what}").format(what=rule.switch), *details)
    elif rule.when_switched_off is not None:
        details = (*details, _("A school may switch it off. {what}").format(what=rule.switch))
    return Entry(
        f"rule:{rule.id}",
        rule_title(say.procedure, rule),
        rule.text,
        caption=_("Switched off in part") if off else "",
        details=details,
        source=rule.source.label,
        **said_today(rule.today),
    )


def _criterion(criterion: Criterion, say: ConditionWords) -> Entry:
    met = _("Met when: {condition}").format(condition=say.lines(criterion.when))
    applies = say.lines(criterion.applies)
    asked = (_("Asked when: {condition}").format(condition=applies),) if applies else ()
    return Entry(
        f"criterion:{criterion.id}",
        criterion.title,
        criterion.meaning,
        details=(met, *asked),
        source=criterion.source.label,
    )


def _outcomes(procedure: Procedure) -> Iterator[Entry]:
    for outcome in reversed(OUTCOMES):
        text = procedure.outcome_texts.get(outcome, "")
        yield Entry(f"outcome:{outcome}", outcome_words(outcome), text)


def _family(procedure: Procedure, say: ConditionWords) -> Iterator[Entry]:
    for level in reversed(FAMILY_LEVELS):
        rules = [each for each in procedure.family if each.level is level]
        sources = dict.fromkeys(each.source.label for each in rules)
        yield Entry(
            f"family:{level}",
            family_title(level),
            procedure.family_texts.get(level, ""),
            details=tuple(line for each in rules for line in _when(each.when, say)),
            source="; ".join(sources),
        )


def _duty(duty: Duty, procedure: Procedure, say: ConditionWords) -> Entry:
    details = (clock_words(duty), *_when(duty.when, say))
    whose = owner_name(procedure, duty.owner)
    return Entry(
        f"duty:{duty.id}",
        "",
        duty.text,
        caption="" if duty.owner == SCHOOL else _("Duty of: {owner}").format(owner=whose),
        details=tuple(each for each in details if each),
        source=duty.source.label,
        **said_today(duty.today),
    )


def _do_not(found: DoNot, say: ConditionWords) -> Entry:
    ends = (found.ends,) if found.ends else ()
    return Entry(
        f"do-not:{found.id}",
        "",
        found.text,
        details=(*ends, *_when(found.when, say)),
        source=found.source.label,
        **said_today(found.today),
    )


def _advice(advice: Advice, say: ConditionWords) -> Entry:
    return Entry(
        f"advice:{advice.id}",
        "",
        advice.text,
        details=_when(advice.when, say),
        source=advice.source.label,
        **said_today(advice.today),
    )
