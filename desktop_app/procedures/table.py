"""A TOML table read strictly: every key is asked for by name, and what is left over is a fault."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from desktop_app.procedures.faults import Faults

LONGEST_TEXT = 2_000
MOST_ITEMS = 1_000
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 64

_Word = TypeVar("_Word", bound=StrEnum)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


class Given(NamedTuple):
    """A value as it stood in the file, with its place."""

    value: object
    where: str


class Table:
    """One table with its place in the file, e.g. `referral.toml: rule[2]` (counted from 1).

    Each method takes one key, notes a fault if the value is missing or is not what was asked
    for, and then gives an empty value of the right type, so that reading can go on.
    """

    def __init__(self, data: dict[str, object], where: str, faults: Faults) -> None:
        self._left = dict(data)
        self._prefix = f"{where}." if ": " in where else f"{where}: "
        self.where = where
        self.faults = faults

    def place(self, key: str) -> str:
        """Give the place of a key, as a fault names it."""
        return self._prefix + key

    def has(self, key: str) -> bool:
        """Say whether the key stands in the file and has not been taken yet."""
        return key in self._left

    def take(self, key: str, *, optional: bool = False) -> Given | None:
        """Give the value of a key, whatever it is."""
        if key in self._left:
            return Given(self._left.pop(key), self.place(key))
        if not optional:
            self.faults.add(self.where, "missing-key", key)
        return None

    def text(self, key: str, *, optional: bool = False) -> str:
        """Give a sentence or a name: some text, without control characters but line ends."""
        given = self.take(key, optional=optional)
        return "" if given is None else self._as_text(given)

    def line(self, key: str) -> str:
        """Give a text that stands on one line, such as a name in a list."""
        text = self.text(key)
        if "\n" in text:
            self.faults.add(self.place(key), "not-one-line")
        return text

    def name(self, key: str) -> str:
        """Give an id: lower-case letters, digits and single hyphens."""
        given = self.take(key)
        return "" if given is None else self._as_name(given)

    def names(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Give a list of ids, each once."""
        found = [self._as_name(each) for each in self._items(key, optional=optional)]
        for each in {name for name in found if name and found.count(name) > 1}:
            self.faults.add(self.place(key), "twice-in-list", each)
        return tuple(found)

    def flag(self, key: str) -> bool:
        """Give true or false; a key that is left out is false."""
        given = self.take(key, optional=True)
        if given is None or isinstance(given.value, bool):
            return given is not None and given.value is True
        self.faults.add(given.where, "not-true-or-false")
        return False

    def number(self, key: str, *, low: int, high: int, default: int) -> int:
        """Give a whole number from `low` to `high`, or `default` where the key is left out."""
        given = self.take(key, optional=True)
        if given is None:
            return default
        return as_number(given, self.faults, low=low, high=high)

    def day(self, key: str) -> date:
        """Give a calendar date."""
        given = self.take(key)
        if given is None:
            return date.min
        if isinstance(given.value, date) and not isinstance(given.value, datetime):
            return given.value
        self.faults.add(given.where, "not-a-date")
        return date.min

    def table(self, key: str) -> "Table":
        """Give the table of this key."""
        given = self.take(key)
        return unread_table() if given is None else self._as_table(given)

    def tables(self, key: str, *, optional: bool = False) -> "list[Table]":
        """Give the tables of a list such as `[[rule]]`."""
        return [self._as_table(each) for each in self._items(key, optional=optional)]

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._left:
            self.faults.add(self.where, "unknown-key", key)

    def _items(self, key: str, *, optional: bool) -> list[Given]:
        given = self.take(key, optional=optional)
        if given is None:
            return []
        if not isinstance(given.value, list):
            self.faults.add(given.where, "not-a-list")
            return []
        if not given.value:
            self.faults.add(given.where, "empty-list")
        if len(given.value) > MOST_ITEMS:
            self.faults.add(given.where, "too-many-items", str(MOST_ITEMS))
            return []
        return [
            Given(each, f"{given.where}[{place}]")
            for place, each in enumerate(given.value, start=1)
        ]

    def _as_text(self, given: Given) -> str:
        value = given.value
        if not isinstance(value, str):
            self.faults.add(given.where, "not-text")
            return ""
        if not value.strip():
            self.faults.add(given.where, "empty-text")
        elif len(value) > LONGEST_TEXT:
            self.faults.add(given.where, "text-too-long", str(LONGEST_TEXT))
        elif not value.replace("\n", " ").isprintable():
            self.faults.add(given.where, "control-characters")
        return value

    def _as_name(self, given: Given) -> str:
        if isinstance(given.value, str) and is_id(given.value):
            return given.value
        self.faults.add(given.where, "not-an-id", str(given.value))
        return ""

    def _as_table(self, given: Given) -> "Table":
        if isinstance(given.value, dict):
            return Table(given.value, given.where, self.faults)
        self.faults.add(given.where, "not-a-table")
        return unread_table()


def unread_table() -> Table:
    """Stand in for a table that could not be read: what it lacks is not told as well."""
    return Table({}, "", Faults())


def is_id(value: str) -> bool:
    """Say whether a text can be an id."""
    return len(value) <= _LONGEST_ID and _ID.fullmatch(value) is not None


def as_number(given: Given, faults: Faults, *, low: int, high: int) -> int:
    """Give a whole number from `low` to `high`, or note a fault and give `low`."""
    value = given.value
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    faults.add(given.where, "not-a-number-between", str(low), str(high))
    return low


def note_repeats(where: str, ids: Sequence[str], faults: Faults) -> None:
    """Note every id that stands twice, by the place of its second table."""
    for place, each in enumerate(ids):
        if each and each in ids[:place]:
            faults.add(f"{where}[{place + 1}].id", "same-id-twice", each)


def read_each(
    file: Table, key: str, read: Callable[[Table], _Named], *, optional: bool = False
) -> tuple[_Named, ...]:
    """Give the tables of a list such as `[[rule]]`, read, in their order; no id twice."""
    found = tuple(read(each) for each in file.tables(key, optional=optional))
    note_repeats(file.place(key), [each.id for each in found], file.faults)
    return found


def take_word(table: Table, key: str, words: type[_Word]) -> _Word | None:
    """Give the word that a key must say, or none after noting which words there are."""
    given = table.take(key)
    if given is None:
        return None
    known = {each.value: each for each in words}
    if isinstance(given.value, str) and given.value in known:
        return known[given.value]
    table.faults.add(given.where, "unknown-word", str(given.value), ", ".join(known))
    return None
