"""The one gate for text: what a person wrote becomes lines to draw, and nothing else.

There is no mark-up anywhere behind this gate: text is measured, broken into lines and drawn, and
no parser ever reads it, so no tag, link, entity or picture can come of it. What no font can draw
is printed as its code point, e.g. `[U+1F600]`, and so is everything invisible: control
characters, marks that turn the direction of reading, lone surrogates. Nothing vanishes silently.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from desktop_app.documents.direction import as_seen, runs_leftwards
from desktop_app.documents.fonts import Face, Fonts, Weight

_TAB = "    "


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: `size` and `leading` in points, `grey` from 0 (black) to 1 (white)."""

    weight: Weight
    size: float
    leading: float
    grey: float = 0.0


Run = tuple[Face, str]
Line = tuple[Run, ...]


class Turned(tuple[Run, ...]):  # noqa: SLOT001  # a tuple with one fact more
    """A line whose runs stand in the order in which they are seen; `written` is as it was read."""

    written: str


class Gate:
    """Sets the text of one document. It remembers the widths of words, so it ends with it."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._words: dict[Weight, dict[str, float]] = {weight: {} for weight in Weight}

    def inert(self, text: str) -> str:
        """Give the text as it can be drawn: composed, with code points for what has no shape."""
        if text.isascii() and text.isprintable():
            return text
        plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)
        composed = unicodedata.normalize("NFC", plain)
        strange = {
            ord(character): f"[U+{ord(character):04X}]"
            for character in set(composed) - self.fonts.common
            if character != "\n" and not self.fonts.can_draw(character)
        }
        return composed.translate(strange) if strange else composed

    def width(self, text: str, style: Style) -> float:
        """Give the width in points of a text without line ends."""
        return self._em(self.inert(text), style.weight) * style.size / 1000

    def lines(self, text: str, style: Style, width: float) -> list[Line]:
        """Break a text into lines no wider than `width` points; its own line ends stay.

        Spaces stay as they are, save at the end of a line. A run of characters that is wider
        than a line is broken where the line ends.
        """
        room = width * 1000 / style.size
        broken: list[str] = []
        for part in self.inert(text).split("\n"):
            self._fill(part, style.weight, room=room, into=broken)
        return [self._runs(line, style.weight) for line in broken]

    def _fill(self, text: str, weight: Weight, *, room: float, into: list[str]) -> None:
        """Fill lines word by word."""
        known = self._words[weight]
        space = self.fonts.widths[weight][" "]
        line: list[str] = []
        used = -space
        for word in text.split(" "):
            width = known.get(word)
            if width is None:
                width = known[word] = self._em(word, weight)
            if used + space + width <= room:
                line.append(word)
                used += space + width
                continue
            if line:
                into.append(" ".join(line))
            if width > room:
                word, width = self._chop(word, weight, room=room, into=into)  # noqa: PLW2901  # the rest goes on
            line, used = [word], width
        into.append(" ".join(line))

    def _chop(
        self, word: str, weight: Weight, *, room: float, into: list[str]
    ) -> tuple[str, float]:
        """Break a word that is wider than a line; give its last piece, which is not."""
        widths = self.fonts.widths[weight]
        start, used = 0, 0.0
        for place, character in enumerate(word):
            width = widths[character]
            if used + width > room and place > start:
                into.append(word[start:place])
                start, used = place, 0.0
            used += width
        return word[start:], used

    def _em(self, text: str, weight: Weight) -> float:
        return sum(map(self.fonts.widths[weight].__getitem__, text))

    def _runs(self, line: str, weight: Weight) -> Line:
        """Give the line in runs of one font each."""
        first = self.fonts.first(weight)
        if self.fonts.common.issuperset(line):
            return ((first, line),)
        second = self.fonts.second(weight)
        leftwards = runs_leftwards(line)
        shown = as_seen(line, self.fonts.can_draw) if leftwards else line
        groups = groupby(shown, key=self.fonts.common.__contains__)
        runs = ((first if common else second, "".join(part)) for common, part in groups)
        if not leftwards:
            return tuple(runs)
        turned = Turned(runs)
        turned.written = line
        return turned
