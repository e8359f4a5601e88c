from collections.abc import Iterable

import pytest
from typing_extensions import override

from desktop_app.documents.blocks import Text, fill
from desktop_app.documents.fonts import fonts_in
from desktop_app.documents.furniture import LEFT, ROOM, TOP, WIDTH
from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.page import Element, Ink, Page
from desktop_app.documents.referral import referral_sheet
from desktop_app.documents.styles import BODY
from desktop_app.documents.text import Gate, Line, Style
from tests.builders_forms import FONTS, a_printing, filled_with
from tests.pdf_reading import read

LONG = (
    "word " * 900,
    "W" * 3_000,
    "\n".join(["short"] * 300),
    "\u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645 " * 200,
    "\U0001f600" * 300,
)


class Ruler(Page):
    """A page that keeps how far each piece of its text reaches."""

    def __init__(self, ink: Ink, number: int) -> None:
        super().__init__(ink, number)
        self.right: list[float] = []
        self.foot: list[float] = []

    @override
    def text(
        self, lines: Iterable[Line], style: Style, *, x: float, top: float, element: Element | None
    ) -> None:
        lines = list(lines)
        for line in lines:
            widths = [face.font.stringWidth(run, style.size) for face, run in line]
            self.right.append(x + sum(widths))
        if element:
            self.foot.append(top + len(lines) * style.leading)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_no_text_reaches_beyond_the_margins(text: str) -> None:
    sheet = referral_sheet(filled_with(lambda _: text, form="referral"), a_printing(practice=True))
    pages: list[Ruler] = []

    def new_page() -> Page:
        pages.append(Ruler(sheet.document.ink, len(pages)))
        return pages[-1]

    sheet.draw(new_page)

    assert len(pages) > 4
    assert max(right for page in pages for right in page.right) <= LEFT + WIDTH + 0.1
    assert max(foot for page in pages for foot in page.foot) <= TOP + ROOM + 0.1


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_pages_are_filled_and_none_is_empty(text: str) -> None:
    sheet = referral_sheet(filled_with(lambda _: text, form="referral"), a_printing())
    pages: list[Ruler] = []

    def new_page() -> Page:
        pages.append(Ruler(sheet.document.ink, len(pages)))
        return pages[-1]

    sheet.draw(new_page)

    assert all(page.foot for page in pages)
    assert sum(max(page.foot) for page in pages[:-1]) > 0.8 * (len(pages) - 1) * (TOP + ROOM)


def test_the_width_that_the_gate_measures_is_the_width_that_is_drawn() -> None:
    fonts = fonts_in(FONTS)
    gate = Gate(fonts)
    text = "Si\u00f4n W. \u0174yn, 12 (twelve)"

    assert gate.width(text, BODY) == pytest.approx(
        fonts.first(BODY.weight).font.stringWidth(text, BODY.size)
    )


def test_a_paragraph_is_never_parted_so_that_one_line_stands_alone() -> None:
    gate = Gate(fonts_in(FONTS))
    lines = gate.lines("word " * 200, BODY, 200)
    for room in range(200):
        block = Text(lines, BODY, Element("P"))
        upper, lower = fill([block], room)
        counts = [len(part.lines) for part in (*upper, *lower) if isinstance(part, Text)]
        assert sum(counts) == len(lines)
        assert min(counts) >= 2


def test_short_facts_share_a_row_and_long_ones_do_not() -> None:
    sheet = Sheet(a_printing(), title="Title", reference="2026-7K3QXR")
    sheet.facts([Fact("a", "1"), Fact("b", "2"), Fact("c", "long " * 20), Fact("d", "")])

    rows = [len(row.kids) for row in sheet.document.root.kids[0].kids]

    assert rows == [4, 2, 2]


def test_a_table_without_rows_leaves_nothing_behind() -> None:
    sheet = Sheet(a_printing(), title="Title", reference="2026-7K3QXR")
    sheet.facts([])
    sheet.grid(("a", "b"), [], shares=(0.5, 0.5))

    assert sheet.document.root.kids == []
    assert sheet.blocks == []


def test_what_is_cut_in_the_footer_says_so() -> None:
    sheet = Sheet(a_printing(user="A. Lead " * 60), title="Title", reference="2026-7K3QXR")
    sheet.text("words")

    assert "\u2026" in read(sheet.to_bytes()).artifacts[0]


def test_a_last_page_of_a_few_lines_is_drawn_in_where_that_saves_it() -> None:
    def pages_of(paragraphs: int) -> list[int]:
        sheet = Sheet(a_printing(), title="Title", reference="2026-7K3QXR")
        for number in range(paragraphs):
            sheet.text(f"paragraph {number}", before=6)
        marks = read(sheet.to_bytes()).marked
        return [sum(page == each for page, _ in marks) for each in range(1 + max(marks)[0])]

    found = [pages_of(paragraphs) for paragraphs in range(30, 60)]

    assert all(len(counts) == 1 or counts[-1] > 3 for counts in found)
    assert [sum(counts) for counts in found] == list(range(30, 60))
