"""The card of a concern about a colleague: one sheet for the wall of the staff room."""

from collections.abc import Callable, Iterable

from typing_extensions import override

from desktop_app.documents.blocks import Block, Text, draw_stack, stack_height
from desktop_app.documents.fonts import Weight
from desktop_app.documents.furniture import LEFT, WIDTH
from desktop_app.documents.layout import Sheet
from desktop_app.documents.page import A4_HEIGHT, Element, Page
from desktop_app.documents.printing import Printing
from desktop_app.documents.rows import Cell
from desktop_app.documents.styles import BODY, LEAD, SMALL, STRONG
from desktop_app.documents.text import Style
from desktop_app.documents.words import moment_words
from desktop_app.domain.colleague import CardLine, ColleagueCard
from desktop_app.runtime.i18n import gettext as _

_ROUTES = (0.24, 0.46, 0.30)
_TOP, _FOOT, _INDENT = 28.0, 44.0, 12.0
_ROOM = A4_HEIGHT - _TOP - _FOOT
_SAID = Style(Weight.REGULAR, 9, 10.8)
_SMALLER = {BODY: _SAID, STRONG: Style(Weight.BOLD, 9, 10.8)}
_TO_WRITE_IN = "." * 24
_NUMBERS = (0.38, 0.24, 0.38)


def draw_card(card: ColleagueCard, printing: Printing) -> bytes:
    """Draw the card; nothing of a record stands on it, so no reference and no author do."""
    title = _("A concern about a colleague: whom to tell today")
    sheet = _CardSheet(printing, title=title, reference="")
    sheet.heading(title)
    sheet.text(
        _(
            "Say nothing to the person, and to nobody who is not named here. Do not wait to be sure."
        ),
        LEAD,
        before=2,
    )
    sources = _Sources()
    sheet.grid(
        (_("It is about"), f"{_('Today')} {sources.mark(card.routes_source)}", _("Not told")),
        ((each.about, each.tell, each.leave_out) for each in card.routes),
        shares=_ROUTES,
    )
    sheet.grid(
        (_("To ring"), _("Number"), _("What to know")),
        ((each.name, each.number or _TO_WRITE_IN, each.note) for each in card.numbers),
        shares=_NUMBERS,
        before=8,
    )
    sheet.section(_("What is done"))
    sheet.bullets(sources.cited(card.steps))
    sheet.section(_("What must not be done"))
    sheet.bullets(sources.cited(card.do_not))
    sheet.text(sources.said(), SMALL, before=6)
    sheet.last_words("\n".join((card.rules, *card.states)), SMALL)
    return sheet.to_bytes()


class _Sources:
    """Where the sentences come from: each is numbered where it stands and named once below."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cited(self, lines: Iterable[CardLine]) -> list[str]:
        """Give each line with the number of its source."""
        return [self._cited(each) for each in lines]

    def mark(self, source: str) -> str:
        """Give the mark of a source; empty where there is none."""
        if not source:
            return ""
        return f"({self._numbers.setdefault(source, len(self._numbers) + 1)})"

    def said(self) -> str:
        """Name every source that was cited."""
        named = "; ".join(f"({number}) {source}" for source, number in self._numbers.items())
        return _("Sources: {sources}").format(sources=named)

    def _cited(self, line: CardLine) -> str:
        today = _(" Today: {text}").format(text=line.today) if line.today else ""
        return f"{line.text} {self.mark(line.source)}{today}"


class _CardSheet(Sheet):
    """A sheet with a foot of its own: it belongs to no record, and it may hang on a wall.

    What is said in lists and tables is a little smaller than on a form, so that one page holds it.
    """

    @override
    def bullets(self, items: Iterable[str]) -> None:
        root = self.document.root.add("L")
        bullet = self.gate.lines("•", _SAID, _INDENT)[0]
        for item in items:
            element = root.add("LI")
            mark, body = element.add("Lbl"), element.add("LBody")
            lines = self.gate.lines(item, _SAID, self.width - _INDENT)
            text = Text(
                lines, _SAID, body, before=2, indent=_INDENT, bullet=bullet, bullet_element=mark
            )
            self.blocks.append(text)

    @override
    def _cell(
        self,
        line: Element,
        text: str,
        style: Style,
        width: float,
        tag: str,
        attributes: str = "",
    ) -> Cell:
        return super()._cell(line, text, _SMALLER.get(style, style), width, tag, attributes)

    @override
    def _paginate(self) -> list[list[Block]]:
        """Keep it on one page where there is room: it has no header."""
        return [self.blocks] if stack_height(self.blocks) <= _ROOM else super()._paginate()

    @override
    def draw(self, new_page: Callable[[], Page]) -> None:
        pages = self._paginate()
        for place, blocks in enumerate(pages, start=1):
            page = new_page()
            self._foot(page, place, len(pages))
            draw_stack(blocks, page, x=LEFT, top=_TOP)

    def _foot(self, page: Page, number: int, total: int) -> None:
        top = A4_HEIGHT - _FOOT + 6
        page.rules([(LEFT, LEFT + WIDTH, top - 3)], thickness=0.4)
        said = _(
            "Safeguarding Desk {version}. Printed {when}: look at the numbers again once a year. "
            "Page {number} of {total}"
        ).format(
            version=self.printing.program_version,
            when=moment_words(self.printing.printed_at),
            number=number,
            total=total,
        )
        page.text(self.gate.lines(said, SMALL, WIDTH), SMALL, x=LEFT, top=top, element=None)
