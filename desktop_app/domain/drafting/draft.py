"""A draft: what was typed so far, and where the person is in the wizard."""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from desktop_app.domain.answers import Answer

_Made = TypeVar("_Made", list[Any], dict[str, Any])


class Way(StrEnum):
    """The two ways into a new incident."""

    NOW = "now"
    TIME = "time"


@dataclass(slots=True)
class Draft:
    """An incident in the making.

    `record` is the object of contract section 4, filled in as it is typed: a text in it may be
    raw, such as a day that cannot be read yet. `place` is the step that the person is at, `passed`
    the steps that were gone past. `ticks` holds what was ticked on the safety list with its time
    (`HH:MM`), `notes` what only the wizard asks.
    """

    id: str
    way: Way
    place: str = ""
    passed: list[str] = field(default_factory=list)
    record: dict[str, Any] = field(default_factory=dict)
    ticks: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """Give the kinds chosen so far."""
        return list(self.record.get("kinds", ()))

    @property
    def answers(self) -> dict[str, str]:
        """Give the answers, to read and to write."""
        return self._inner("answers")

    @property
    def how(self) -> dict[str, str]:
        """Give how each answer is known, to read and to write."""
        return self._inner("how")

    @property
    def details(self) -> dict[str, str]:
        """Give the details by `incident.DETAILS`, to read and to write."""
        return self._inner("details")

    def answer(self, question: str, answer: str) -> None:
        """Keep an answer; an empty one takes it back."""
        if answer:
            self.answers[question] = answer
        else:
            self.answers.pop(question, None)

    def text(self, name: str) -> str:
        """Give a text of the record, or an empty one."""
        return str(self.record.get(name) or "")

    def set_text(self, name: str, text: str) -> None:
        """Keep a text of the record; an empty one is left out."""
        _set(self.record, name, text)

    def set_detail(self, name: str, text: str) -> None:
        """Keep a detail; an empty one is left out."""
        _set(self.details, name, text)

    def many(self, name: str) -> list[dict[str, Any]]:
        """Give a list of the record (`people`, `contacts`, `actions`), to read and to write."""
        found: list[dict[str, Any]] = self.record.setdefault(name, [])
        return found

    def pass_step(self, step: str) -> None:
        """Remember that a step was gone past."""
        if step not in self.passed:
            self.passed.append(step)

    def answered(self, question: str) -> bool:
        """Say whether a question has been answered, not known included."""
        return question in self.answers

    def is_known(self, question: str) -> bool:
        """Say whether a question was answered yes or no (or with a choice)."""
        return self.answers.get(question, Answer.NOT_KNOWN) != Answer.NOT_KNOWN

    def content(self) -> dict[str, Any]:
        """Give what the vault keeps of it."""
        kept = asdict(self)
        del kept["id"]
        return {**kept, "way": str(self.way)}

    def _inner(self, name: str) -> dict[str, str]:
        found: dict[str, str] = self.record.setdefault(name, {})
        return found


def from_content(draft: str, content: Mapping[str, Any]) -> Draft:
    """Give the draft that `content` was made of, be it of an earlier version or a later one.

    The first version kept the record alone. A part that is not what it should be is left empty: a
    draft that cannot be read whole must not keep anyone from the others.
    """
    record = content.get("record", {} if "way" in content else content)
    way = content.get("way")
    return Draft(
        id=draft,
        way=Way(way) if way in set(Way) else Way.TIME,
        place=str(content.get("place") or ""),
        passed=_of(content.get("passed"), list),
        record=_of(record, dict),
        ticks=_of(content.get("ticks"), dict),
        notes=_of(content.get("notes"), dict),
    )


def _of(given: object, kind: type[_Made]) -> _Made:
    return copy(given) if isinstance(given, kind) else kind()


def _set(where: dict[str, Any], name: str, text: str) -> None:
    if text:
        where[name] = text
    else:
        where.pop(name, None)
