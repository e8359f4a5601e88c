"""A concern about someone who works with children: whom it can be about, and what a card of it says."""

from dataclasses import dataclass
from enum import StrEnum


class Whom(StrEnum):
    """Whom the concern is about, as far as it decides who is told."""

    COLLEAGUE = "colleague"
    MANAGER = "manager"
    HEAD = "head"
    DSL = "dsl"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Route:
    """Whom it is about in words, who is told today, and who neither hears nor reads of it."""

    whom: Whom
    about: str
    tell: str
    leave_out: str


@dataclass(frozen=True, slots=True)
class CardNumber:
    """Someone to ring: `number` is empty where it is not set, `note` says what to know of it."""

    name: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A step or a prohibition as the procedure has it, what holds today, and where both come from."""

    text: str
    source: str
    today: str = ""


@dataclass(frozen=True, slots=True)
class ColleagueCard:
    """The routes of a concern about a colleague, to be read and printed without any record.

    `rules` names the procedure and its version, `states` says in what state its source is,
    `routes_source` where the routes come from.
    """

    rules: str
    states: tuple[str, ...]
    routes: tuple[Route, ...]
    numbers: tuple[CardNumber, ...]
    steps: tuple[CardLine, ...]
    do_not: tuple[CardLine, ...]
    routes_source: str = ""
