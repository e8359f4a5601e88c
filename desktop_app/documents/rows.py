"""Rows of a table: cells side by side, as tall as the tallest, parted where a page ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.documents.page import Element, Page
from desktop_app.documents.text import Line, Style

FEWEST_LINES = 2
_PADDING_X, _PADDING_Y = 4.0, 1.7


@dataclass(slots=True)
class Cell:
    """Lines in a row of a table; without an element they are drawn as an artifact."""

    lines: Sequence[Line]
    style: Style
    element: Element | None
    width: float


@dataclass(slots=True)
class Row:
    """Cells side by side. `writing_room` is extra height to write in by hand."""

    cells: Sequence[Cell]
    writing_room: float = 0.0
    shaded: bool = False

    @property
    def height(self) -> float:
        """Give the height of the tallest cell, padding included."""
        tallest = max(len(cell.lines) * cell.style.leading for cell in self.cells)
        return tallest + self.writing_room + 2 * _PADDING_Y

    def part(self, room: float) -> tuple["Row", "Row"] | None:
        """Give the lines of each cell that fit, and the others."""
        leading = max(cell.style.leading for cell in self.cells)
        fit = int((room - 2 * _PADDING_Y) / leading)
        longest = max(len(cell.lines) for cell in self.cells)
        fit = min(fit, longest - FEWEST_LINES)
        if fit < FEWEST_LINES:
            return None
        upper = [replace(cell, lines=cell.lines[:fit]) for cell in self.cells]
        lower = [replace(cell, lines=cell.lines[fit:]) for cell in self.cells]
        return replace(self, cells=upper, writing_room=0.0), replace(self, cells=lower)

    def as_artifact(self) -> "Row":
        """Give the row to be repeated on a later page, where it says nothing new."""
        return replace(self, cells=[replace(cell, element=None) for cell in self.cells])

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the cells side by side."""
        for cell in self.cells:
            if cell.lines:
                page.text(
                    cell.lines,
                    cell.style,
                    x=x + _PADDING_X,
                    top=top + _PADDING_Y,
                    element=cell.element,
                )
            x += cell.width
