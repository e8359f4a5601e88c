"""Reads fields of an object one by one and gathers every fault on the way."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desktop_app.domain.errors import Fault
from desktop_app.domain.incident import LONGEST_TEXT

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
# Ages, school years and clocks of working days are counted from a day: it needs years around it.
_YEARS = range(1800, 2200)


class Reader:
    """One object of the input; `place` is where it stands in the whole."""

    def __init__(self, given: Mapping[str, Any], place: str, faults: list[Fault]) -> None:
        self._given = given
        self._place = place
        self.faults = faults

    def at(self, name: str) -> str:
        """Give the place of a field for a fault."""
        return f"{self._place}.{name}" if self._place else name

    def fault(self, name: str, problem: str, *about: str) -> None:
        """Note one thing that is wrong with a field."""
        self.faults.append(Fault(self.at(name), problem, about))

    def only(self, names: tuple[str, ...]) -> None:
        """Note every field that nobody knows."""
        for name in self._given:
            if name not in names:
                self.fault(_safe(name), "unknown-field")

    def raw(self, name: str) -> object:
        """Give a field as it came; what is left out, or null, is None."""
        return self._given.get(name)

    def text(self, name: str, *, needed: bool = False) -> str:
        """Give a text as it came, control characters included."""
        found = self.raw(name)
        if found is None or (needed and found == ""):
            if needed:
                self.fault(name, "missing")
            return ""
        if not isinstance(found, str):
            self.fault(name, "not-text")
            return ""
        return found if self._text_is_fit(name, found) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts; a single text is a list of one."""
        found = self.raw(name)
        if found is None:
            return ()
        many = [found] if isinstance(found, str) else found
        if not isinstance(many, list) or not all(isinstance(each, str) for each in many):
            self.fault(name, "not-a-list-of-texts")
            return ()
        fit = [self._text_is_fit(f"{name}[{place}]", each) for place, each in enumerate(many)]
        return tuple(many) if all(fit) else ()

    def words(self, name: str, known: tuple[str, ...], problem: str) -> tuple[str, ...]:
        """Give a list of words out of `known`, each once.

        A fault names what is known and never what was given, which may be a word of a case.
        """
        found = self.texts(name)
        for place, each in enumerate(found):
            if each not in known:
                self.fault(f"{name}[{place}]", problem, *known)
        return tuple(dict.fromkeys(each for each in found if each in known))

    def word(self, name: str, known: tuple[str, ...], problem: str) -> str:
        """Give one word out of `known`, or an empty text."""
        found = self.text(name)
        if found and found not in known:
            self.fault(name, problem, *known)
            return ""
        return found

    def moment(self, name: str, *, needed: bool = False) -> str | None:
        """Give a day or a day and time (ISO 8601) as it came, or None."""
        found = self.text(name, needed=needed)
        if not found:
            return None
        if not _MOMENT.fullmatch(found) or not _parses(found):
            self.fault(name, "not-a-time")
            return None
        return found

    def day(self, name: str) -> str | None:
        """Give a day (ISO 8601) as it came, or None."""
        found = self.text(name)
        if not found:
            return None
        if not _DAY.fullmatch(found) or not _parses(found):
            self.fault(name, "not-a-day")
            return None
        return found

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """Give a whole number between two bounds, or None."""
        found = self.raw(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            self.fault(name, "not-a-number-between", str(least), str(most))
            return None
        return found

    def inner(self, name: str) -> "Reader | None":
        """Give a field that is an object, or None."""
        found = self.raw(name)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.fault(name, "not-an-object")
            return None
        return Reader(found, self.at(name), self.faults)

    def many(self, name: str) -> "tuple[Reader, ...]":
        """Give a field that is a list of objects."""
        found = self.raw(name)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.fault(name, "not-a-list")
            return ()
        readers = []
        for place, each in enumerate(found):
            if isinstance(each, Mapping):
                readers.append(Reader(each, self.at(f"{name}[{place}]"), self.faults))
            else:
                self.fault(f"{name}[{place}]", "not-an-object")
        return tuple(readers)

    def named_texts(self, name: str, known: tuple[str, ...] | None) -> dict[str, str]:
        """Give an object of texts; `known` lists the names it may have, None allows any id."""
        inner = self.inner(name)
        if inner is None:
            return {}
        if known is None:
            known = tuple(each for each in inner.names() if _NAME.fullmatch(each))
        inner.only(known)
        names = [each for each in inner.names() if each in known]
        found = {each: inner.text(each) for each in names}
        return {each: text for each, text in found.items() if text}

    def names(self) -> tuple[str, ...]:
        """Give the names of the fields that are there."""
        return tuple(self._given)

    def _text_is_fit(self, name: str, text: str) -> bool:
        if len(text) > LONGEST_TEXT:
            self.fault(name, "text-too-long", str(LONGEST_TEXT))
        elif _SURROGATES.search(text):
            self.fault(name, "lone-surrogate")
        else:
            return True
        return False


def day_of(moment: str) -> date:
    """Give the calendar day of a moment that `Reader.moment` let through."""
    return datetime.fromisoformat(moment).date()


def _parses(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def _safe(word: str) -> str:
    """Give a field's name for a message only if it can be an id, never a text about a case."""
    return word if _NAME.fullmatch(word) else "…"
