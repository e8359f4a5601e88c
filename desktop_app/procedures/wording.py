"""Every sentence of a procedure or the catalogue: to be listed for translators, or said anew.

The TOML holds the English sentence, which is the msgid; its context is `<procedure>/<rule>`, or
`questions/<question>` for the catalogue. What a procedure takes from the one that it extends is
the base's sentence, with the base's context, in the base's own catalogue `<id>@<version>`.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

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


class Sentence(NamedTuple):
    """A sentence of a procedure: whose catalogue it stands in, its context there, its words."""

    catalogue: str
    context: str
    text: str


SayAnew = Callable[[Sentence], str]

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


def reworded(procedure: Procedure, say: SayAnew) -> Procedure:
    """Give the procedure with every sentence put through `say`, each as its own catalogue has it."""
    return _with(procedure, _Speaker(procedure, say))


def _with(procedure: Procedure, speaker: "_Speaker") -> Procedure:
    say = speaker.say
    changed: dict[str, Any] = {
        name: tuple(_said(each, _place(each), say) for each in getattr(procedure, name))
        for name in _LISTS
    }
    return replace(
        procedure,
        title=say("title", procedure.title),
        state_of_source=_some(procedure.state_of_source, "state-of-source", say),
        family_texts=_each(procedure.family_texts, "family", speaker.paragraphs),
        outcome_texts=_each(procedure.outcome_texts, "outcome", speaker.paragraphs),
        topics=tuple(_topic(each, say) for each in procedure.topics),
        checklists=tuple(_checklist(each, say) for each in procedure.checklists),
        **changed,
    )


class _Speaker:
    """Says the sentences of a procedure; those that its base has too are the base's."""

    def __init__(self, procedure: Procedure, say: SayAnew) -> None:
        self._procedure = procedure
        self._say = say
        self._base: _Speaker | None = None
        self._of_base: frozenset[tuple[str, str]] = frozenset()
        if procedure.base is not None:
            self._base = _Speaker(procedure.base, say)
            self._of_base = frozenset(_places(procedure.base))

    def say(self, place: str, text: str) -> str:
        """Say a sentence that stands at a place of the procedure."""
        if self._base is not None and (place, text) in self._of_base:
            return self._base.say(place, text)
        name = self._procedure.id
        return self._say(Sentence(f"{name}@{self._procedure.version}", f"{name}/{place}", text))

    def paragraphs(self, place: str, text: str) -> str:
        """Say a text of which the last paragraphs may be the base's, with words of its own before."""
        lines = text.splitlines(keepends=True)
        for number in range(1, len(lines)):
            own, rest = "".join(lines[:number]), "".join(lines[number:])
            if (place, rest) in self._of_base:
                ends = own.rstrip("\n")
                return self.say(place, ends) + own[len(ends) :] + self.say(place, rest)
        return self.say(place, text)


def _places(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give place and words of every sentence in a procedure, whoever's it is."""
    heard: list[tuple[str, str]] = []

    def listen(sentence: Sentence) -> str:
        place = sentence.context.partition("/")[2]
        heard.append((place, sentence.text))
        return sentence.text

    reworded(procedure, listen)
    yield from heard
    for texts, place in ((procedure.family_texts, "family"), (procedure.outcome_texts, "outcome")):
        yield from ((f"{place}/{name}", text) for name, text in texts.items())


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
    """Give context and sentence of everything in the procedure that a person reads.

    What it takes from the procedure that it extends is listed there, not here.
    """
    own = f"{procedure.id}@{procedure.version}"
    heard: list[tuple[str, str]] = []

    def listen(sentence: Sentence) -> str:
        if sentence.catalogue == own:
            heard.append((sentence.context, sentence.text))
        return sentence.text

    reworded(procedure, listen)
    yield from heard


def catalogue_sentences(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give context and sentence of everything in the catalogue that a person reads."""
    heard: list[tuple[str, str]] = []

    def listen(context: str, sentence: str) -> str:
        heard.append((context, sentence))
        return sentence

    reworded_catalogue(catalogue, listen)
    yield from heard


def _place(item: Any) -> str:  # noqa: ANN401  # any class named in _TEXTS
    return str(item.role if isinstance(item, ExampleContact) else item.id)


def _said(item: Any, place: str, say: Say) -> Any:  # noqa: ANN401  # any class named in _TEXTS
    names = _TEXTS[type(item)]
    changed = {name: _some(getattr(item, name), place, say) for name in names}
    today = getattr(item, "today", None)
    if today is not None:
        changed["today"] = replace(today, text=_some(today.text, place, say))
    return replace(item, **changed)


def _topic(topic: Topic, say: Say) -> Topic:
    points = tuple(_said(each, each.id, say) for each in topic.points)
    return replace(topic, title=say(topic.id, topic.title), points=points)


def _checklist(found: Checklist, say: Say) -> Checklist:
    items = tuple(_said(each, f"{found.id}/{each.id}", say) for each in found.items)
    said: Checklist = _said(found, found.id, say)
    return replace(said, items=items)


def _each(texts: dict[str, str], context: str, say: Say) -> dict[str, str]:
    return {name: _some(text, f"{context}/{name}", say) for name, text in texts.items()}


def _some(text: str, context: str, say: Say) -> str:
    """Say a sentence; what is empty has none (the empty msgid is a catalogue's own header)."""
    return say(context, text) if text else text
