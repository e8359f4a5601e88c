"""What a form is made of: pieces that know their height, how to part, and how to be drawn.

Heights and widths are in points; `top` is measured from the top of the sheet.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from typing_extensions import override

from desktop_app.documents.page import Element, Page
from desktop_app.documents.rows import FEWEST_LINES, Row
from desktop_app.documents.text import Line, Style

FEWEST_ROWS = 2
_TALL_ROW = 180.0
_HEAD_GREY = 0.9
_HAIRLINE, _RULE, _FRAME = 0.35, 0.9, 1.2


class Block(ABC):
    """A piece of a form. `before` is the room above it, left out at the top of a page.

    `keep` says that it never ends a page: what follows begins on the same one.
    """

    before: float = 0.0
    keep: bool = False

    @property
    @abstractmethod
    def height(self) -> float:
        """The height without `before`."""

    @property
    @abstractmethod
    def least(self) -> float:
        """The height of the smallest part that may stand at the foot of a page."""

    @abstractmethod
    def part(self, room: float) -> tuple["Block", "Block"] | None:
        """Give what fits into `room` and the rest, or None where it cannot be parted so."""

    @abstractmethod
    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw it with its upper left corner there."""


@dataclass(slots=True)
class Text(Block):
    """Lines of one style. `bullet` is drawn beside the first of them; `whole` are never parted."""

    lines: Sequence[Line]
    style: Style
    element: Element
    before: float = 0.0
    keep: bool = False
    indent: float = 0.0
    bullet: Line | None = None
    bullet_element: Element | None = None
    rule_above: float = 0.0
    whole: bool = False

    @property
    @override
    def height(self) -> float:
        return len(self.lines) * self.style.leading + (4 if self.rule_above else 0)

    @property
    @override
    def least(self) -> float:
        fewest = len(self.lines) if self.whole else FEWEST_LINES
        return min(len(self.lines), fewest) * self.style.leading

    @override
    def part(self, room: float) -> tuple[Block, Block] | None:
        if self.whole:
            return None
        fit = int(room / self.style.leading)
        if len(self.lines) - fit < FEWEST_LINES:
            fit = len(self.lines) - FEWEST_LINES
        if fit < FEWEST_LINES:
            return None
        return (
            replace(self, lines=self.lines[:fit]),
            replace(self, lines=self.lines[fit:], bullet=None, before=0.0, rule_above=0.0),
        )

    @override
    def draw(self, page: Page, x: float, top: float) -> None:
        if self.rule_above:
            page.rules([(x, x + self.rule_above, top)], thickness=_RULE)
            top += 4
        if self.bullet:
            page.text([self.bullet], self.style, x=x, top=top, element=self.bullet_element)
        page.text(self.lines, self.style, x=x + self.indent, top=top, element=self.element)


@dataclass(slots=True)
class Table(Block):
    """Rows under one another, hairlines between; `heads` is repeated on every page.

    `closed` draws a line below the last row too: room to write in ends there.
    """

    rows: Sequence[Row]
    width: float
    heads: Sequence[Row] = ()
    before: float = 0.0
    keep: bool = False
    closed: bool = False

    @property
    @override
    def height(self) -> float:
        return self._heads_height + sum(row.height for row in self.rows)

    @property
    @override
    def least(self) -> float:
        if self.closed:
            return self.height
        height = self._heads_height
        for row in self.rows[:FEWEST_ROWS]:
            if row.height > _TALL_ROW:
                return height + _TALL_ROW / 2
            height += row.height
        return height

    @property
    def _heads_height(self) -> float:
        return sum(row.height for row in self.heads)

    @override
    def part(self, room: float) -> tuple[Block, Block] | None:
        if self.closed:
            return None
        left = room - self._heads_height
        upper: list[Row] = []
        rest = list(self.rows)
        while rest and rest[0].height <= left:
            left -= rest[0].height
            upper.append(rest.pop(0))
        if rest and rest[0].height > _TALL_ROW and (parted := rest[0].part(left)):
            upper.append(parted[0])
            rest[0] = parted[1]
        if not upper:
            return None
        again = [row.as_artifact() for row in self.heads]
        return replace(self, rows=upper), replace(self, rows=rest, heads=again, before=0.0)

    @override
    def draw(self, page: Page, x: float, top: float) -> None:
        right = x + self.width
        rules: list[tuple[float, float, float]] = []
        for row in (*self.heads, *self.rows):
            height = row.height
            if row.shaded:
                page.shade((x, top), (self.width, height), _HEAD_GREY)
            row.draw(page, x, top)
            top += height
            rules.append((x, right, top))
        if not self.closed:
            rules.pop()
        if rules:
            page.rules(rules, thickness=_HAIRLINE)


@dataclass(slots=True)
class Panel(Block):
    """Blocks in a frame."""

    blocks: Sequence[Block]
    width: float
    before: float = 0.0
    keep: bool = False
    padding: float = 7.0
    thickness: float = _FRAME

    @property
    @override
    def height(self) -> float:
        return 2 * self.padding + stack_height(self.blocks)

    @property
    @override
    def least(self) -> float:
        return 2 * self.padding + least_height(self.blocks)

    @override
    def part(self, room: float) -> tuple[Block, Block] | None:
        upper, lower = fill(self.blocks, room - 2 * self.padding)
        if not upper or not lower:
            return None
        return replace(self, blocks=upper), replace(self, blocks=lower, before=0.0)

    @override
    def draw(self, page: Page, x: float, top: float) -> None:
        page.frame((x, top), (self.width, self.height), self.thickness)
        draw_stack(self.blocks, page, x=x + self.padding, top=top + self.padding)


def stack_height(blocks: Sequence[Block]) -> float:
    """Give the height of blocks under one another, the first without its room above."""
    room = sum(block.before for block in blocks) - (blocks[0].before if blocks else 0.0)
    return room + sum(block.height for block in blocks)


def least_height(blocks: Sequence[Block]) -> float:
    """Give the height that the first block needs with all that it must not be parted from."""
    height = 0.0
    for place, block in enumerate(blocks):
        height += block.before if place else 0.0
        if not block.keep:
            return height + block.least
        height += block.height
    return height


def fill(blocks: Sequence[Block], room: float) -> tuple[list[Block], list[Block]]:
    """Give the blocks, or parts of them, that fit into `room`, and the rest."""
    upper: list[Block] = []
    rest = list(blocks)
    used = 0.0
    while rest:
        block = rest[0]
        gap = block.before if upper else 0.0
        left = room - used - gap
        needs = least_height(rest) if block.keep else block.height
        if needs <= left and block.height <= left:
            upper.append(rest.pop(0))
            used += gap + block.height
            continue
        if not block.keep and (parted := block.part(left)):
            upper.append(parted[0])
            rest[0] = parted[1]
        break
    return upper, rest


def draw_stack(blocks: Sequence[Block], page: Page, *, x: float, top: float) -> None:
    """Draw blocks under one another."""
    for place, block in enumerate(blocks):
        top += block.before if place else 0.0
        block.draw(page, x, top)
        top += block.height
