"""Finding words in the guidance: every word must be there, by its beginning; accents do not count."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from desktop_app.services.guidance_entries import Entry, Section

MOST_HITS = 40
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_LONGEST = 200


class Hit(NamedTuple):
    """An entry in which every word was found."""

    section: Section
    entry: Entry


class _Page(NamedTuple):
    """An entry with its words, folded, a space before each: in its name, and in all of it."""

    hit: Hit
    name: str
    whole: str


class GuidanceIndex:
    """The words of the guidance, folded once, when something is first looked for."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections

    @cached_property
    def _pages(self) -> list["_Page"]:
        every = self._sections
        return [_page(Hit(section, entry)) for section in every for entry in section.entries]

    def find(self, words: str, *, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """Give the entries that hold all the words: those first that have them in their name.

        Among equals they come in the order of the procedure. Without a word nothing is found.
        """
        asked = [f" {word}" for word in folded(words[:_LONGEST]).split()]
        if not asked:
            return ()
        found = [page for page in self._pages if all(word in page.whole for word in asked)]
        found.sort(key=lambda page: -sum(word in page.name for word in asked))
        return tuple(page.hit for page in found[:most])


def folded(text: str) -> str:
    """Give the words of a text without case, accents and points, one space between them."""
    plain = _APOSTROPHES.sub("", text).casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(each for each in parts if not unicodedata.combining(each))
    return " ".join(_WORD.findall(plain))


def _page(hit: Hit) -> _Page:
    entry = hit.entry
    name = f" {folded(entry.name)}"
    rest = (hit.section.title, *entry.lines, entry.today_source, entry.source)
    return _Page(hit, name, f"{name} {folded(' '.join(rest))}")
