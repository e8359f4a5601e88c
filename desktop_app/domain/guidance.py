"""What a procedure says beside its rules: guidance, law, words, lists to work through, services."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.conditions import Condition
from desktop_app.domain.source import Source, Today


@dataclass(frozen=True, slots=True)
class SourceState:
    """One thing to know of the document itself, e.g. that its review date has passed.

    It is shown from `from_day` on, or always; `warns` says that it makes the source out of date.
    """

    id: str
    text: str
    from_day: date | None
    warns: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point of guidance; `id` lets a form or a page cite it."""

    id: str
    text: str
    source: Source
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the guidance with its points, e.g. `first-review`, `viewing`, `deletion`."""

    id: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A support or removal service; `number` and `web` are plain text and may be empty."""

    id: str
    name: str
    purpose: str
    who: str
    number: str
    web: str
    source: Source
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """An Act or offence that the document names; `in_force` says since when, in words, or nothing."""

    id: str
    act: str
    in_force: str
    text: str
    source: Source
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade with its meaning."""

    id: str
    term: str
    meaning: str
    source: Source


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist; `same_day` says that it is for the day on which it is known."""

    id: str
    text: str
    source: Source
    today: Today | None = None
    same_day: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list to work through, by the school or by the agency `owner`.

    `timed` says that each line is ticked with the time at which it was done.
    """

    id: str
    title: str
    text: str
    owner: str
    when: Condition
    timed: bool
    items: tuple[CheckItem, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class ExampleContact:
    """A number found in a document: an example, to be confirmed by the school before it is used.

    `role` is one of the roles of local contacts; `hours` are words such as "Mon-Fri 09:00-17:00",
    empty where none are known.
    """

    role: str
    name: str
    area: str
    number: str
    out_of_hours: str
    hours: str
    web: str
    note: str
    source: Source
