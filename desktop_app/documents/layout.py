"""The sheet that every form is written on: styles, headings, tables, header and footer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from desktop_app.documents.blocks import (
    Block,
    Cell,
    Panel,
    Row,
    Table,
    Text,
    draw_stack,
    fill,
)
from desktop_app.documents.fonts import Weight, fonts_in
from desktop_app.documents.printing import Printing
from desktop_app.documents.tagged import A4_HEIGHT, A4_WIDTH, Document, Element, Page
from desktop_app.documents.text import Gate, Line, Style
from desktop_app.documents.words import known, moment_words
from desktop_app.runtime.i18n import gettext as _

BODY = Style(Weight.REGULAR, 10, 12)
STRONG = Style(Weight.BOLD, 10, 12)
LEAD = Style(Weight.BOLD, 12, 15.5)
TITLE = Style(Weight.BOLD, 19, 23)
SECTION = Style(Weight.BOLD, 12.5, 16)
SUBSECTION = Style(Weight.BOLD, 10.5, 14)
SMALL = Style(Weight.REGULAR, 8.5, 10.5)
SMALL_STRONG = Style(Weight.BOLD, 8.5, 10.5)
MARK = Style(Weight.BOLD, 11, 13)
SLANTED = Style(Weight.BOLD, 104, 104, grey=0.92)

_LEFT, _TOP, _BOTTOM = 46.0, 58.0, 58.0
_WIDTH = A4_WIDTH - 2 * _LEFT
_ROOM = A4_HEIGHT - _TOP - _BOTTOM
_CELL_PADDING = 8.0
_PANEL_PADDING = 7.0
_NARROW = 26
_WRITING_ROOM = 9.0
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
        self.width = _WIDTH

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
        pages = self._paginate()
        for place, blocks in enumerate(pages, start=1):
            page = new_page()
            self._furnish(page, place, len(pages))
            draw_stack(blocks, page, x=_LEFT, top=_TOP)

    def _paginate(self) -> list[list[Block]]:
        """Share the pieces out over pages."""
        pages: list[list[Block]] = []
        rest: list[Block] = self.blocks
        while rest:
            upper, lower = fill(rest, _ROOM)
            if not upper:
                parted = rest[0].part(_ROOM)
                upper, lower = (
                    ([parted[0]], [parted[1], *rest[1:]]) if parted else (rest[:1], rest[1:])
                )
            pages.append([_at_top(upper[0]), *upper[1:]])
            rest = lower
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

    def _furnish(self, page: Page, number: int, total: int) -> None:
        """Draw what stands on every page, as artifacts: header, footer, the mark of practice."""
        printing = self.printing
        right = _LEFT + _WIDTH
        if printing.practice:
            word = self.gate.lines(_("PRACTICE"), SLANTED, A4_HEIGHT * 2)[0]
            page.slanted(word, SLANTED, x=_LEFT + 72, top=A4_HEIGHT - 150)
            self._aside(
                page, _("PRACTICE: an invented case. Do not send or act on this."), MARK, top=14
            )
        self._aside(page, f"{self.title}   {self.reference}", SMALL_STRONG, top=30)
        self._aside(page, _("OFFICIAL-SENSITIVE"), SMALL_STRONG, top=30, at_right=True)
        page.rules([(_LEFT, right, 44)], thickness=0.9)
        foot = A4_HEIGHT - _BOTTOM + 12
        page.rules([(_LEFT, right, foot)], thickness=0.4)
        printed = _("Printed {when} by {user}").format(
            when=moment_words(printing.printed_at), user=known(printing.user)
        )
        pages = _("Page {number} of {total}").format(number=number, total=total)
        self._aside(page, pages, SMALL_STRONG, top=foot + 4, at_right=True)
        self._aside(page, printed, SMALL, top=foot + 4)
        rules = self.gate.lines(self._rules_used().replace("\n", " "), SMALL, _WIDTH)
        page.text(_cut(rules, 2), SMALL, x=_LEFT, top=foot + 15, element=None)

    def _rules_used(self) -> str:
        procedure = self.printing.procedure
        return _("Rules: {procedure} version {version}. Source: {state}").format(
            procedure=procedure.id, version=procedure.version, state=procedure.state_of_source
        )

    def _aside(
        self, page: Page, text: str, style: Style, *, top: float, at_right: bool = False
    ) -> None:
        """Draw a line outside the text; what is too long for it is cut, and says so."""
        room = _WIDTH * (0.2 if at_right else 0.78)
        lines = self.gate.lines(text.replace("\n", " "), style, room)
        x = _LEFT + _WIDTH - self.gate.width(text, style) if at_right else _LEFT
        page.text(_cut(lines, 1), style, x=x, top=top, element=None)


def _at_top(block: Block) -> Block:
    """Give the first block of a page: the rule of the header stands in for its own."""
    return replace(block, rule_above=0.0) if isinstance(block, Text) else block


def _cut(lines: list[Line], most: int) -> list[Line]:
    """Give so many lines and no more; a mark at the end says that there was more."""
    if len(lines) <= most:
        return lines
    *before, (face, run) = lines[most - 1]
    return [*lines[: most - 1], (*before, (face, f"{run} …"))]
