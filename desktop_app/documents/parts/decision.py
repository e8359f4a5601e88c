"""Decisions and sign-offs on paper."""

from collections.abc import Mapping

from desktop_app.documents.layout import Fact
from desktop_app.documents.parts.form import Form, author_name
from desktop_app.documents.parts.rules import answer_of
from desktop_app.documents.parts.sources import Sources
from desktop_app.documents.styles import SMALL
from desktop_app.documents.words import answer_word, known, when
from desktop_app.domain.decision import Decision, SignOff
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.guidance import Point
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
            Fact(_("How it was given"), how_given(form), wide=True),
            Fact(_("In their own words"), given.view, wide=True),
        ]
    form.sheet.facts(facts)


def how_given(form: Form) -> str:
    """Say whether the head teacher answered with their own key, or on paper as somebody recorded."""
    given = form.state.decision.given
    for entry in form.state.entries:
        if entry.event is given:
            if entry.position in form.printing.own_keys:
                said = _(
                    "In the program, with the head teacher's own key: entry {entry} of the log"
                )
                return said.format(entry=entry.position)
            said = _("On paper, as {who} recorded it: entry {entry} of the log")
            return said.format(who=author_name(form, entry.author), entry=entry.position)
    return ""


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
    """Add the further review: each question and point with the lead's words on it.

    Points that ask something and have no words of their own are named below, so that it is seen
    that they were on the table.
    """
    words = {name: text for name, text in made.further_review.items() if text.strip()}
    points = _points(form, _FURTHER_REVIEW_TOPIC)
    sources = Sources()
    rows = [
        (form.asks(name), _answer_and_words(form, words.pop(name, ""), name))
        for name in _questions_asked(form)
    ]
    noted = [each for each in points if _key(each.id, words)]
    rows += [(each.text, words.pop(_key(each.id, words))) for each in noted]
    rows += [(_own_heading(name), text) for name, text in words.items()]
    form.sheet.section(_("Further review"))
    form.sheet.grid(
        (_("Asked"), _("Answer, in the school's words")),
        rows,
        shares=(0.45, 0.55),
    )
    silent = [each.text for each in points if each not in noted and "?" in each.text]
    if silent:
        form.sheet.text(
            _("No words of their own are recorded on: {points}").format(points=" ".join(silent))
        )
    for each in points:
        sources.mark(each.source.label)
    sources.add_to(form.sheet)


def _key(point: str, words: Mapping[str, str]) -> str:
    """Give the name under which the lead wrote on a point: F1 and f1 are the same."""
    return next((name for name in words if name.lower() == point.lower()), "")


def _own_heading(name: str) -> str:
    """Give a topic of the lead's own as a heading."""
    return " ".join(name.replace("-", " ").replace("_", " ").split()).capitalize()


def _questions_asked(form: Form) -> list[str]:
    """Give the questions of the further review that were answered."""
    return [
        each.id
        for each in form.printing.catalogue.questions
        if each.aggravates_when is not None and each.id in form.state.answers
    ]


def _answer_and_words(form: Form, words: str, question: str) -> str:
    given = form.state.answers.get(question)
    lines = [answer_word(answer_of(form, question)), given.how if given else "", words]
    return "\n".join(each for each in lines if each.strip())


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


def decided_by(form: Form, made: DecisionMade) -> str:
    """Give who decided: the name given, else the author of the entry."""
    if made.by.strip():
        return made.by
    for entry in form.state.entries:
        if entry.event is made:
            return author_name(form, entry.author)
    return ""
