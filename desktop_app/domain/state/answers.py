"""The answers of an incident, with who gave each and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import AnswerGiven


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it stands now, and the answers to the same question before it."""

    answer: str
    how: str
    author: str
    at: str
    before: tuple[str, ...] = ()


def latest_answers(entries: Iterable[Entry]) -> dict[str, GivenAnswer]:
    """Give the newest answer to each question, in the order in which they were first answered."""
    found: dict[str, GivenAnswer] = {}
    for entry in entries:
        if not isinstance(entry.event, AnswerGiven):
            continue
        given = entry.event
        earlier = found.get(given.question)
        before = (*earlier.before, earlier.answer) if earlier else ()
        found[given.question] = GivenAnswer(
            given.answer, given.how, entry.author, given.known_at or entry.at, before
        )
    return found
