"""Decisions and sign-offs on paper."""

from desktop_app.documents.layout import SMALL, Fact
from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.rules import answer_of
from desktop_app.documents.words import answer_word, known, when
from desktop_app.domain.decision import Decision, SignOff
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.procedure import Point
from desktop_app.runtime.i18n import gettext as _

_SIGN_OFF_TOPIC = "sign-off"
_FURTHER_REVIEW_TOPIC = "further-review"


def decision_words(decision: str) -> str:
    """Give a decision in words."""
    words = {
        Decision.REFER.value: _("Refer"),
        Decision.NOT_REFERRED.value: _("Not referred: managed in school"),
        Decision.NOT_REFERRED_ON_ADVICE.value: _(
            "Not referred: an agency was consulted and advised that no referral is needed"
        ),
    }
    return words.get(decision, known(""))


def result_word(result: str) -> str:
    """Give what the head teacher did in a word."""
    words = {SignOff.SIGNED.value: _("signed"), SignOff.DECLINED.value: _("declined")}
    return words.get(result, known(""))


def sign_off_words(form: Form) -> str:
    """Say where the head teacher's sign-off stands."""
    words = {
        SignOff.NOT_NEEDED: _("No sign-off is needed."),
        SignOff.NOT_ASKED: _("OUTSTANDING: the head teacher has not been asked to sign yet."),
        SignOff.ASKED: _("OUTSTANDING: the head teacher has been asked and has not signed yet."),
        SignOff.SIGNED: _("Signed by the head teacher or who stands in."),
        SignOff.DECLINED: _(
            "DECLINED: the head teacher does not agree. This incident is to be referred."
        ),
    }
    return words[form.state.decision.sign_off]


def sign_off_facts(form: Form) -> None:
    """Add who was asked and who signed or declined, and when."""
    asked, given = form.state.decision.asked, form.state.decision.given
    facts = []
    if asked:
        facts += [
            Fact(_("Asked"), asked.name),
            Fact(_("Role"), asked.role),
            Fact(_("Asked at"), when(asked.at), wide=True),
        ]
    if given:
        signed = given.result == SignOff.SIGNED
        facts += [
            Fact(_("Signed by") if signed else _("Declined by"), given.name),
            Fact(_("Role"), given.role),
            Fact(_("At"), when(given.at), wide=True),
            Fact(_("In their own words"), given.view, wide=True),
        ]
    form.sheet.facts(facts)


def sign_off_rule(form: Form) -> None:
    """Add the rule of the sign-off with its source, and the mark on it where it was recalled."""
    for point in _points(form, _SIGN_OFF_TOPIC):
        form.sheet.text(
            _("{text} Source: {source}").format(text=point.text, source=point.source.label), SMALL
        )


def consultation(form: Form, made: DecisionMade) -> None:
    """Add who was consulted and the advice in their words."""
    consulted = made.consulted
    agency = consulted.get("agency", "")
    form.sheet.section(_("Consultation"))
    form.sheet.facts(
        [
            Fact(_("Agency"), form.printing.procedure.agency_name(agency) if agency else ""),
            Fact(_("Person"), consulted.get("person", "")),
            Fact(_("When"), when(consulted.get("at")), wide=True),
            Fact(_("Reference"), consulted.get("reference", "")),
            Fact(_("Advice in their words"), consulted.get("advice", ""), wide=True),
        ]
    )


def further_review(form: Form, made: DecisionMade) -> None:
    """Add the further review: each point, the lead's words on it, its source."""
    points = {each.id: each for each in _points(form, _FURTHER_REVIEW_TOPIC)}
    asked = [
        each.id for each in form.printing.catalogue.questions if each.aggravates_when is not None
    ]
    answered = [each for each in asked if each in form.state.answers]
    others = [each for each in made.further_review if each not in points and each not in answered]
    source = next((each.source.label for each in points.values()), "")
    rows = [
        (each.text, made.further_review.get(name, ""), each.source.label)
        for name, each in points.items()
    ]
    rows += [(form.asks(name), _answer_and_words(form, made, name), source) for name in answered]
    rows += [
        (
            form.asks(name) if name in form.printing.catalogue.by_id else _("Further point"),
            made.further_review[name],
            source,
        )
        for name in others
    ]
    if not rows:
        return
    form.sheet.section(_("Further review"))
    form.sheet.grid(
        (_("Asked"), _("Answer, in the lead's words"), _("Source")),
        rows,
        shares=(0.36, 0.42, 0.22),
    )


def _answer_and_words(form: Form, made: DecisionMade, question: str) -> str:
    given = form.state.answers.get(question)
    lines = [answer_word(answer_of(form, question))]
    lines += [given.how] if given and given.how.strip() else []
    lines += (
        [made.further_review[question]] if made.further_review.get(question, "").strip() else []
    )
    return "\n".join(lines)


def aggravating(form: Form) -> None:
    """Add the aggravating features that are known, or say that none is."""
    features = form.result.get("aggravating", ())
    form.sheet.subsection(_("Aggravating features"))
    if not features:
        form.sheet.text(_("None is known."))
        return
    form.sheet.bullets(
        _("{answer}: {question}").format(
            answer=answer_word(answer_of(form, each)), question=form.asks(each)
        )
        for each in features
    )


def _points(form: Form, topic: str) -> tuple[Point, ...]:
    return next((each.points for each in form.printing.procedure.topics if each.id == topic), ())
