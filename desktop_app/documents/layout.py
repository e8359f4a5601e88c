"""The sheet that every form is written on: styles, headings, tables, header and footer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace

from desktop_app.documents.blocks import (
    Block,
    Panel,
    Table,
    Text,
    draw_stack,
    fill,
    stack_height,
)
from desktop_app.documents.fonts import fonts_in
from desktop_app.documents.furniture import LEFT, ROOM, TOP, WIDTH, Furniture
from desktop_app.documents.page import Element, Page
from desktop_app.documents.printing import Printing
from desktop_app.documents.rows import Cell, Row
from desktop_app.documents.styles import BODY, SECTION, STRONG, SUBSECTION, TITLE
from desktop_app.documents.tagged import Document
from desktop_app.documents.text import Gate, Style
from desktop_app.documents.words import known

_CELL_PADDING = 8.0
_PANEL_PADDING = 7.0
_NARROW = 26
_WRITING_ROOM = 9.0
_NEARLY_EMPTY, _CLOSER = 0.16, 0.55
_BULLET = "•"
_INDENT = 12.0
_ROW_SCOPE = "/A<</O/Table/Scope/Row>>"
_COLUMN_SCOPE = "/A<</O/Table/Scope/Column>>"
_LABEL_SHARE, _VALUE_SHARE = 0.25, 0.25


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. `wide` gives it a row of its own, unless it is blank."""

    label: str
    value: str
    wide: bool = False

    @property
    def is_narrow(self) -> bool:
        """Say whether it may share a row with another."""
        if not self.value.strip():
            return True
        return not self.wide and len(self.value) <= _NARROW and "\n" not in self.value


class Sheet:
    """A form in the making: add pieces from top to bottom, then `to_bytes`."""

    def __init__(self, printing: Printing, *, title: str, reference: str) -> None:
        self.printing = printing
        self.title = title
        self.reference = reference
        self.document = Document(title=title, reference=reference, language=printing.language)
        self.gate = Gate(fonts_in(printing.fonts))
        self.blocks: list[Block] = []
        self.width = WIDTH

    def heading(self, text: str) -> None:
        """Add the form's own title."""
        self._text(text, TITLE, tag="H1", keep=True)

    def section(self, text: str) -> None:
        """Begin a section: never the last thing on a page."""
        self._text(text, SECTION, tag="H2", before=9, keep=True, ruled=True)

    def subsection(self, text: str) -> None:
        """Begin a part of a section."""
        self._text(text, SUBSECTION, tag="H3", before=8, keep=True)

    def text(
        self, text: str, style: Style = BODY, *, before: float = 4, keep: bool = False
    ) -> None:
        """Add a paragraph; the line ends in it stay."""
        self._text(text, style, tag="P", before=before, keep=keep)

    def last_words(self, text: str, style: Style) -> None:
        """Add the paragraph that ends a form: all of it stands on the last page."""
        element = self.document.root.add("P")
        lines = self.gate.lines(text, style, self.width)
        self.blocks.append(Text(lines, style, element, before=4, whole=True))

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list."""
        root = self.document.root.add("L")
        bullet = self.gate.lines(_BULLET, BODY, _INDENT)[0]
        for item in items:
            element = root.add("LI")
            label, body = element.add("Lbl"), element.add("LBody")
            lines = self.gate.lines(known(item), BODY, self.width - _INDENT)
            self.blocks.append(
                Text(
                    lines,
                    BODY,
                    body,
                    before=2.5,
                    indent=_INDENT,
                    bullet=bullet,
                    bullet_element=label,
                )
            )

    def facts(self, facts: Iterable[Fact], *, before: float = 4, keep: bool = False) -> None:
        """Add labels and values, two to a row where they are short; blanks say so."""
        table = self.document.root.add("Table")
        rows: list[Row] = []
        waiting: Fact | None = None
        for fact in facts:
            if not fact.is_narrow:
                if waiting:
                    rows.append(self._wide(table, waiting))
                    waiting = None
                rows.append(self._wide(table, fact))
            elif waiting:
                rows.append(self._pair(table, waiting, fact))
                waiting = None
            else:
                waiting = fact
        if waiting:
            rows.append(self._wide(table, waiting))
        if rows:
            self.blocks.append(Table(rows, self.width, before=before, keep=keep))
        else:
            self.document.root.kids.remove(table)

    def to_fill_in(self, labels: Sequence[str], *, before: float = 4) -> None:
        """Add labels with ruled room beside them, to be filled in by hand, two to a row."""
        table = self.document.root.add("Table")
        rows = []
        for place in range(0, len(labels), 2):
            line = table.add("TR")
            cells: list[Cell] = []
            for label in labels[place : place + 2]:
                cells.append(self._cell(line, label, STRONG, self.width * _LABEL_SHARE, "TH"))
                value = line.add("TD")
                cells.append(Cell((), BODY, value, self.width * _VALUE_SHARE))
            rows.append(Row(cells, writing_room=_WRITING_ROOM))
        self.blocks.append(Table(rows, self.width, before=before, closed=True))

    def grid(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        shares: Sequence[float],
        before: float = 4,
    ) -> None:
        """Add a table with named columns; `shares` are the parts of the width, 1 in sum."""
        table = self.document.root.add("Table")
        widths = [share * self.width for share in shares]
        line = table.add("TR")
        head = Row(
            [
                self._cell(line, text, STRONG, width, "TH", _COLUMN_SCOPE)
                for text, width in zip(heads, widths, strict=True)
            ],
            shaded=True,
        )
        body = [self._grid_row(table, row, widths) for row in rows]
        if body:
            self.blocks.append(Table(body, self.width, heads=[head], before=before))
        else:
            self.document.root.kids.remove(table)

    @contextmanager
    def panel(self, *, before: float = 6, thickness: float = 1.2) -> Iterator[None]:
        """Put a frame around what is added inside."""
        outside, self.blocks = self.blocks, []
        self.width -= 2 * _PANEL_PADDING
        yield
        self.width += 2 * _PANEL_PADDING
        inside, self.blocks = self.blocks, outside
        self.blocks.append(
            Panel(inside, self.width, before, padding=_PANEL_PADDING, thickness=thickness)
        )

    def to_bytes(self) -> bytes:
        """Lay the pieces out on pages and give the file."""
        self.draw(self.document.new_page)
        return self.document.to_bytes()

    def draw(self, new_page: Callable[[], Page]) -> None:
        """Draw the pieces, and what stands on every page, on as many pages as it takes."""
        furniture = Furniture(self.printing, self.gate, title=self.title, reference=self.reference)
        pages = self._paginate()
        for place, blocks in enumerate(pages, start=1):
            page = new_page()
            furniture.draw(page, place, len(pages))
            draw_stack(blocks, page, x=LEFT, top=TOP)

    def _paginate(self) -> list[list[Block]]:
        """Share the pieces out over pages; a last page of a few lines is drawn in if it can be."""
        pages = _flow(self.blocks)
        if len(pages) > 1 and stack_height(pages[-1]) < ROOM * _NEARLY_EMPTY:
            closer = _flow([_moved_up(block) for block in self.blocks])
            if len(closer) < len(pages):
                return closer
        return pages

    def _text(  # noqa: PLR0913  # the ways in which a text can stand
        self,
        text: str,
        style: Style,
        *,
        tag: str,
        before: float = 0,
        keep: bool = False,
        ruled: bool = False,
    ) -> None:
        element = self.document.root.add(tag)
        lines = self.gate.lines(text, style, self.width)
        rule = self.width if ruled else 0
        self.blocks.append(Text(lines, style, element, before, keep, rule_above=rule))

    def _wide(self, table: Element, fact: Fact) -> Row:
        line = table.add("TR")
        label = self.width * _LABEL_SHARE
        return Row(
            [
                self._cell(line, fact.label, STRONG, label, "TH"),
                self._cell(
                    line,
                    known(fact.value),
                    BODY,
                    self.width - label,
                    "TD",
                    "/A<</O/Table/ColSpan 3>>",
                ),
            ]
        )

    def _pair(self, table: Element, left: Fact, right: Fact) -> Row:
        line = table.add("TR")
        cells: list[Cell] = []
        for fact in (left, right):
            cells.append(self._cell(line, fact.label, STRONG, self.width * _LABEL_SHARE, "TH"))
            cells.append(self._cell(line, known(fact.value), BODY, self.width * _VALUE_SHARE, "TD"))
        return Row(cells)

    def _grid_row(self, table: Element, texts: Sequence[str], widths: Sequence[float]) -> Row:
        line = table.add("TR")
        cells = [self._cell(line, known(texts[0]), STRONG, widths[0], "TH")]
        cells += [
            self._cell(line, known(text), BODY, width, "TD")
            for text, width in zip(texts[1:], widths[1:], strict=True)
        ]
        return Row(cells)

    def _cell(  # noqa: PLR0913, PLR0917  # a cell is its text, looks, width and meaning
        self,
        line: Element,
        text: str,
        style: Style,
        width: float,
        tag: str,
        attributes: str = "",
    ) -> Cell:
        scope = attributes or (_ROW_SCOPE if tag == "TH" else "")
        lines = self.gate.lines(text, style, width - _CELL_PADDING)
        return Cell(lines, style, line.add(tag, scope), width)


def _at_top(block: Block) -> Block:
    """Give the first block of a page: the rule of the header stands in for its own."""
    return replace(block, rule_above=0.0) if isinstance(block, Text) else block


def _flow(blocks: list[Block]) -> list[list[Block]]:
    """Fill page after page."""
    pages: list[list[Block]] = []
    rest = blocks
    while rest:
        upper, lower = fill(rest, ROOM)
        if not upper:
            parted = rest[0].part(ROOM)
            upper, lower = ([parted[0]], [parted[1], *rest[1:]]) if parted else (rest[:1], rest[1:])
        pages.append([_at_top(upper[0]), *upper[1:]])
        rest = lower
    return pages


def _moved_up(block: Block) -> Block:
    """Give the block with less room above it."""
    closer = copy(block)
    closer.before *= _CLOSER
    return closer
