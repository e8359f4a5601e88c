"""One page of a tagged PDF: text and rules, each inside the mark that says what it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop_app.documents.fonts import Face
from desktop_app.documents.text import Line, Style, Turned

A4_WIDTH, A4_HEIGHT = 595.28, 841.89
_ASCENT = 0.82


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree. `attributes` is PDF syntax for its table attributes."""

    tag: str
    attributes: str = ""
    kids: list["Element"] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, attributes: str = "") -> "Element":
        """Add a child and give it back."""
        child = Element(tag, attributes)
        self.kids.append(child)
        return child


class _Codes(dict[str, str]):
    """How each character of one font is written in a page stream, in the font's first subset."""

    def __init__(self, face: Face, document: Any) -> None:  # noqa: ANN401  # ReportLab ships no types
        super().__init__()
        self.face = face
        self.document = document
        self.beyond: dict[str, tuple[int, str]] = {}

    def __missing__(self, character: str) -> str:
        subset, code = self.face.font.splitString(character, self.document)[0]
        if subset:
            self.beyond[character] = (subset, _escaped(code))
            raise _OtherSubsetError
        found = self[character] = _escaped(code)
        return found

    def shown(self, text: str) -> Iterator[tuple[int, str]]:
        """Give the text in pieces of one subset of the font each."""
        piece, current = "", 0
        for character in text:
            try:
                subset, code = 0, self[character]
            except _OtherSubsetError:
                subset, code = self.beyond[character]
            if subset != current and piece:
                yield current, piece
                piece = ""
            piece, current = piece + code, subset
        if piece:
            yield current, piece


class _OtherSubsetError(Exception):
    """The character stands in a later subset of its font: more than 255 have been used."""


class Ink:
    """The fonts of one document as it uses them."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # ReportLab ships no types
        self._pdf = pdf
        self._codes: dict[Face, _Codes] = {}
        self._names: dict[tuple[Face, int], str] = {}

    def codes(self, face: Face) -> _Codes:
        """Give how the characters of a font are written in this document."""
        found = self._codes.get(face)
        if found is None:
            found = self._codes[face] = _Codes(face, self._pdf)
        return found

    def font_name(self, face: Face, subset: int) -> str:
        """Give the name of one subset of a font in this document."""
        found = self._names.get((face, subset))
        if found is None:
            found = self._names[face, subset] = face.font.getSubsetInternalName(subset, self._pdf)
        return found


class Page:
    """One page's stream. Heights are measured from the top of the sheet, in points."""

    def __init__(self, ink: Ink, number: int) -> None:
        self._ink = ink
        self._number = number
        self.owners: list[Element] = []
        self._next_id = 0
        self._font = ""
        self._grey = 0.0
        self.code: list[str] = []

    def text(
        self, lines: Iterable[Line], style: Style, *, x: float, top: float, element: Element | None
    ) -> None:
        """Draw lines below `top`, as content of `element`, or as an artifact of the page."""
        baseline = A4_HEIGHT - top - style.size * _ASCENT - (style.leading - style.size) / 2
        self.code.append(self._opening(element))
        if style.grey != self._grey:
            self._grey = style.grey
            self.code.append(f"{style.grey:g} g")
        self.code.append(f"BT {style.leading:g} TL 1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        for line in lines:
            if isinstance(line, Turned):
                self.code.append(_as_written(line.written))
            for face, run in line:
                self._show(face, run, style.size)
            self.code.append("EMC T*" if isinstance(line, Turned) else "T*")
        self.code[-1] = self.code[-1].removesuffix("T*") + "ET EMC"

    def slanted(self, line: Line, style: Style, *, x: float, top: float) -> None:
        """Draw one line rising at 45 degrees, as an artifact of the page."""
        turned = f"0.7071 0.7071 -0.7071 0.7071 {x:.2f} {A4_HEIGHT - top:.2f} Tm"
        self.code.append(f"/Artifact BMC q {style.grey:g} g BT {turned}")
        for face, run in line:
            self._show(face, run, style.size)
        self.code.append("ET Q EMC")

    def rules(self, rules: Iterable[tuple[float, float, float]], *, thickness: float) -> None:
        """Draw level lines (`left`, `right`, `top`) as an artifact of the page."""
        paths = " ".join(
            f"{left:.2f} {A4_HEIGHT - top:.2f} m {right:.2f} {A4_HEIGHT - top:.2f} l"
            for left, right, top in rules
        )
        self.code.append(f"/Artifact BMC {thickness:g} w {paths} S EMC")

    def frame(self, corner: tuple[float, float], size: tuple[float, float], thick: float) -> None:
        """Draw a frame from its upper left corner, as an artifact of the page."""
        self.code.append(f"/Artifact BMC {thick:g} w {_rectangle(corner, size)} S EMC")

    def shade(self, corner: tuple[float, float], size: tuple[float, float], grey: float) -> None:
        """Fill a rectangle from its upper left corner, as an artifact of the page."""
        self.code.append(f"/Artifact BMC q {grey:g} g {_rectangle(corner, size)} f Q EMC")

    def _opening(self, element: Element | None) -> str:
        if element is None:
            return "/Artifact BMC"
        number, self._next_id = self._next_id, self._next_id + 1
        element.content.append((self._number, number))
        self.owners.append(element)
        return f"/{element.tag} <</MCID {number}>> BDC"

    def _show(self, face: Face, text: str, size: float) -> None:
        codes = self._ink.codes(face)
        try:
            pieces: Iterable[tuple[int, str]] = ((0, "".join(map(codes.__getitem__, text))),)
        except _OtherSubsetError:
            pieces = codes.shown(text)
        for subset, piece in pieces:
            font = f"{self._ink.font_name(face, subset)} {size:g} Tf"
            if font != self._font:
                self._font = font
                self.code.append(font)
            self.code.append(f"({piece}) Tj")


def _rectangle(corner: tuple[float, float], size: tuple[float, float]) -> str:
    (left, top), (width, height) = corner, size
    return f"{left:.2f} {A4_HEIGHT - top - height:.2f} {width:.2f} {height:.2f} re"


def _as_written(text: str) -> str:
    """Open a span that says what stands in it as it was written, for whoever reads it aloud."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC"


def _escaped(code: bytes) -> str:
    r"""Write bytes as they stand between the brackets of a PDF string."""
    return "".join(
        chr(each) if 32 <= each < 127 and each not in b"()\\" else f"\\{each:03o}"  # noqa: PLR2004  # printable ASCII
        for each in code
    )
