"""Every sentence of a procedure or the catalogue: to be listed for translators, or said anew.

The TOML holds the English sentence, which is the msgid; its context is `<procedure>/<rule>`, or
`questions/<question>` for the catalogue.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from desktop_app.domain.guidance import (
    CheckItem,
    Checklist,
    ExampleContact,
    Law,
    Point,
    Service,
    SourceState,
    Term,
    Topic,
)
from desktop_app.domain.procedure import (
    Advice,
    Agency,
    Criterion,
    DoNot,
    Duty,
    Procedure,
    ReferralRule,
)
from desktop_app.domain.questions import Catalogue

Say = Callable[[str, str], str]

_TEXTS: dict[type, tuple[str, ...]] = {
    Agency: ("name",),
    Criterion: ("title", "meaning"),
    ReferralRule: ("text", "switch"),
    Duty: ("text", "starts_with"),
    DoNot: ("text", "ends"),
    Advice: ("text",),
    Point: ("text",),
    Service: ("name", "purpose", "who"),
    SourceState: ("text",),
    Law: ("act", "in_force", "text"),
    Term: ("term", "meaning"),
    Checklist: ("title", "text"),
    CheckItem: ("text",),
    ExampleContact: ("name", "note"),
}
_LISTS = (
    "agencies",
    "criteria",
    "referral",
    "duties",
    "do_not",
    "advice",
    "services",
    "states",
    "law",
    "terms",
    "contacts",
)
CATALOGUE = "questions"


def reworded(procedure: Procedure, say: Say) -> Procedure:
    """Give the procedure with every sentence put through `say(context, sentence)`."""
    place = procedure.id
    changed: dict[str, Any] = {
        name: tuple(_said(each, place, say) for each in getattr(procedure, name)) for name in _LISTS
    }
    return replace(
        procedure,
        title=say(f"{place}/title", procedure.title),
        state_of_source=_some(procedure.state_of_source, f"{place}/state-of-source", say),
        family_texts=_each(procedure.family_texts, f"{place}/family", say),
        outcome_texts=_each(procedure.outcome_texts, f"{place}/outcome", say),
        topics=tuple(_topic(each, place, say) for each in procedure.topics),
        checklists=tuple(_checklist(each, place, say) for each in procedure.checklists),
        **changed,
    )


def reworded_catalogue(catalogue: Catalogue, say: Say) -> Catalogue:
    """Give the catalogue with every sentence put through `say(context, sentence)`."""
    questions = tuple(
        replace(
            each,
            asks=say(f"{CATALOGUE}/{each.id}", each.asks),
            help=_some(each.help, f"{CATALOGUE}/{each.id}", say),
        )
        for each in catalogue.questions
    )
    kinds = tuple(
        replace(
            each,
            title=say(f"{CATALOGUE}/kind/{each.id}", each.title),
            meaning=_some(each.meaning, f"{CATALOGUE}/kind/{each.id}", say),
        )
        for each in catalogue.kinds
    )
    return Catalogue(questions, kinds, _each(catalogue.matters, f"{CATALOGUE}/matter", say))


def sentences(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give context and sentence of everything in the procedure that a person reads."""
    yield from _heard(lambda say: reworded(procedure, say))


def catalogue_sentences(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give context and sentence of everything in the catalogue that a person reads."""
    yield from _heard(lambda say: reworded_catalogue(catalogue, say))


def _heard(tell: Callable[[Say], object]) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []

    def listen(context: str, sentence: str) -> str:
        heard.append((context, sentence))
        return sentence

    tell(listen)
    return heard


def _said(item: Any, place: str, say: Say) -> Any:  # noqa: ANN401  # any class named in _TEXTS
    context = f"{place}/{item.role if isinstance(item, ExampleContact) else item.id}"
    said = {name: _some(getattr(item, name), context, say) for name in _TEXTS[type(item)]}
    if (today := getattr(item, "today", None)) is not None:
        said["today"] = replace(today, text=say(context, today.text))
    return replace(item, **said)


def _checklist(checklist: Checklist, place: str, say: Say) -> Checklist:
    items = tuple(_said(each, f"{place}/{checklist.id}", say) for each in checklist.items)
    said: Checklist = _said(checklist, place, say)
    return replace(said, items=items)


def _topic(topic: Topic, place: str, say: Say) -> Topic:
    points = tuple(_said(each, place, say) for each in topic.points)
    return replace(topic, title=say(f"{place}/{topic.id}", topic.title), points=points)


def _each(texts: dict[str, str], context: str, say: Say) -> dict[str, str]:
    return {name: _some(text, f"{context}/{name}", say) for name, text in texts.items()}


def _some(text: str, context: str, say: Say) -> str:
    """Say a sentence; what is empty has none (the empty msgid is a catalogue's own header)."""
    return say(context, text) if text else text
