"""The fonts of the paper: Atkinson Hyperlegible Next, with DejaVu Sans for what it lacks.

A font is read when its first character is needed and kept for the life of the process. What is
kept is the shape of letters, never a word that anyone wrote.
"""

import unicodedata
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFont

_FILES = (
    ("AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext_700Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
_LAST_OF_FIRST_PLANE = 0xFFFF
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Weight(IntEnum):
    """How heavy the letters are."""

    REGULAR = 0
    BOLD = 1


class Face:
    """One font file: `widths` in thousandths of an em for each character that it can draw."""

    def __init__(self, file: Path, *, ascii_readable: bool) -> None:
        self.name = file.stem
        self.ascii_readable = ascii_readable
        self.font = TTFont(self.name, str(file), asciiReadable=ascii_readable)
        measured: dict[int, float] = self.font.face.charWidths
        self.widths = {
            chr(code): width
            for code, width in measured.items()
            if 0 < code <= _LAST_OF_FIRST_PLANE
            and code in self.font.face.charToGlyph
            and unicodedata.category(chr(code)) not in _INVISIBLE
        }


class _Widths(dict[str, float]):
    """The width of every character in one weight: of the first font that has it."""

    def __init__(self, fonts: "Fonts", weight: Weight) -> None:
        super().__init__(fonts.first(weight).widths)
        self._fonts = fonts
        self._weight = weight

    def __missing__(self, character: str) -> float:
        width = self._fonts.second(self._weight).widths[character]
        self[character] = width
        return width


class Fonts:
    """The two fonts in two weights, out of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[tuple[int, Weight], Face] = {}
        self.widths = {weight: _Widths(self, weight) for weight in Weight}
        self.common = frozenset(self.first(Weight.REGULAR).widths) & frozenset(
            self.first(Weight.BOLD).widths
        )

    def first(self, weight: Weight) -> Face:
        """Give the font of all ordinary text."""
        return self._face(0, weight)

    def second(self, weight: Weight) -> Face:
        """Give the font for what the first lacks."""
        return self._face(1, weight)

    def can_draw(self, character: str) -> bool:
        """Say whether either font has the character, in both weights."""
        return character in self.common or (
            character in self.second(Weight.REGULAR).widths
            and character in self.second(Weight.BOLD).widths
        )

    def _face(self, place: int, weight: Weight) -> Face:
        found = self._faces.get((place, weight))
        if found is None:
            file = self._folder / _FILES[place][weight]
            found = self._faces[place, weight] = Face(file, ascii_readable=place == 0)
        return found


@lru_cache(maxsize=2)
def fonts_in(folder: Path) -> Fonts:
    """Give the fonts of this folder; raises OSError (from ReportLab) when a file is missing."""
    return Fonts(folder)
