"""One key for each of many choices, found in their own words, whatever the language."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+")
RESERVED = "hilbge"  # keys of the window and of the wizard's own buttons


def with_keys(titles: Sequence[str], *, reserved: str = RESERVED) -> list[str]:
    """Give each title with an ampersand before a letter that no other one has.

    First come initials of words that no other title has, then of any word, then any letter; a
    title of which every letter is taken stays without a key. An ampersand in a title is doubled.
    """
    taken = {letter.casefold() for letter in reserved}
    words = Counter(word for title in titles for word in set(_words(title)))
    places: dict[int, int] = {}
    for candidates in (_own_initials, _initials, _letters):
        for number, title in enumerate(titles):
            if number in places:
                continue
            for place in candidates(title, words):
                letter = title[place].casefold()
                if letter.isascii() and letter not in taken:
                    taken.add(letter)
                    places[number] = place
                    break
    return [_marked(title, places.get(number)) for number, title in enumerate(titles)]


def _marked(title: str, place: int | None) -> str:
    if place is None:
        return title.replace("&", "&&")
    before, after = title[:place].replace("&", "&&"), title[place:].replace("&", "&&")
    return f"{before}&{after}"


def _words(title: str) -> Iterable[str]:
    return (found.group().casefold() for found in _WORD.finditer(title))


def _own_initials(title: str, words: Counter[str]) -> Iterator[int]:
    for found in _WORD.finditer(title):
        if words[found.group().casefold()] == 1:
            yield found.start()


def _initials(title: str, _words_of_all: Counter[str]) -> Iterator[int]:
    for found in _WORD.finditer(title):
        yield found.start()


def _letters(title: str, _words_of_all: Counter[str]) -> Iterator[int]:
    for found in _WORD.finditer(title):
        yield from range(found.start(), found.end())
