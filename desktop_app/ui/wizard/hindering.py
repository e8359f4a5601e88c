"""What keeps an incident from being recorded, in sentences, and the page that puts it right."""

import re
from dataclasses import dataclass

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.drafting.steps import steps
from desktop_app.domain.errors import Fault
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import drafts
from desktop_app.services.decisions import faults_of
from desktop_app.services.problems import problem_sentence
from desktop_app.ui.wizard.words import contradiction, decision_words

_PLACE = re.compile(r"([a-z_]+)(?:\[(\d+)\])?(?:\.(.+))?")
_AGAINST = "no-against-"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing to put right, and the step that does it (empty: none on the way now)."""

    sentence: str
    step: str


def hindrances(draft: Draft, look: Look) -> tuple[Hindrance, ...]:
    """Give everything that would keep the incident from being recorded as it stands."""
    incoming, faults = read_incoming(drafts.whole(draft), look.catalogue)
    found = list(faults)
    if look.must_be_sealed and not draft.record.get("sealed_to"):
        found.append(Fault("sealed_to", "missing"))
    if incoming is not None:
        found += faults_of(look.catalogue, incoming, look.outcome)
    on_the_way = {question: step.id for step in steps(draft, look) for question in step.questions}
    return tuple(
        dict.fromkeys(
            Hindrance(_sentence(draft, look, each), _step(on_the_way, each)) for each in found
        )
    )


def _step(on_the_way: dict[str, str], fault: Fault) -> str:
    part, _number, inside = _taken_apart(fault)
    if part in {"answers", "how"}:
        question = inside.split(".", maxsplit=1)[0]
        return on_the_way.get(question, "kinds" if fault.problem == "no-against-kind" else "")
    return {
        "kinds": "kinds",
        "aware_at": "kinds",
        "people": "people",
        "sealed_to": "readers",
        "actions": "safe",
        "contacts": "tell",
        "decision": "decision",
        "sign_off": "decision",
    }.get(part, "account")


def _sentence(draft: Draft, look: Look, fault: Fault) -> str:
    if fault.problem.startswith(_AGAINST):
        return _("{question} {problem}").format(
            question=look.catalogue.by_id[fault.about[0]].asks,
            problem=contradiction(draft, look, fault),
        )
    part, number, inside = _taken_apart(fault)
    if part == "decision" and fault.problem == "decision-not-open":
        return _("The decision “{decision}” is not open with this result. Decide again.").format(
            decision=decision_words(fault.about[0])
        )
    if fault.problem == "further-review-unanswered":
        return _("The further review is not complete: {question}").format(
            question=look.catalogue.by_id[fault.about[0]].asks
        )
    whole = {
        "kinds": _("Choose what kind of incident it is."),
        "sealed_to": _("Say who may read it."),
    }
    if part in whole:
        return whole[part]
    if fault.problem == "missing" and (said := _missing(part, inside.split(".")[0])):
        return said
    name = _names(number).get(part, _("What happened"))
    return _("{place}: {problem}.").format(place=name, problem=problem_sentence(fault))


def _missing(part: str, inside: str) -> str:
    """Say what a decision or a signature lacks."""
    if part == "sign_off":
        return _("Give name, role and time of the head teacher's signature.")
    return {
        ("decision", "reason"): _("Write why you decide so."),
        ("decision", "decision"): _("Choose what you decide, or clear the reason."),
        ("decision", "review_on"): _("Give the day on which the decision is looked at again."),
        ("decision", "consulted"): _(
            "The advice that the decision rests on is not complete: who, when, their reference, "
            "their words."
        ),
    }.get((part, inside), "")


def _names(number: int) -> dict[str, str]:
    return {
        "aware_at": _("When the school first knew"),
        "occurred_at": _("When it happened"),
        "people": _("Who is involved, person {number}").format(number=number),
        "actions": _("Made safe, point {number}").format(number=number),
        "contacts": _("Call noted, number {number}").format(number=number),
        "decision": _("Decision"),
        "sign_off": _("The head teacher's signature"),
    }


def _taken_apart(fault: Fault) -> tuple[str, int, str]:
    """Give the part of the record, the number of the row from 1, and what is inside it."""
    found = _PLACE.match(fault.where)
    if found is None:
        return "", 0, ""
    part, row, inside = found.groups()
    return part, int(row) + 1 if row else 0, inside or ""
