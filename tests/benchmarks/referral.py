"""A four-page referral, tagged, against the same text on a bare ReportLab canvas.

The floor draws every line of the same form, at the same place on the same number of pages, with
the same fonts embedded and the same compression: one `drawString` a run, the font set only where
it changes, nothing measured, nothing laid out, no rules, no structure. ReportLab's ASCII-85
coating of streams is off, since it would only make the floor slower.
"""

import io
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from desktop_app.documents.fonts import Weight
from desktop_app.documents.page import A4_HEIGHT, A4_WIDTH, Element, Ink, Page
from desktop_app.documents.printing import Printing
from desktop_app.documents.referral import referral, referral_sheet
from desktop_app.documents.text import Line, Style
from desktop_app.domain.state.incident import IncidentState
from tests.benchmarks.result import Result
from tests.builders_forms import a_printing, an_incident_of_four_pages

GOAL = 3.5
ROUNDS = 40


class Drawn(NamedTuple):
    """One run of text: font, size, place (from the lower left corner), text."""

    font: str
    size: float
    x: float
    y: float
    text: str


class Recorder(Page):
    """A page that keeps what would be drawn on it."""

    def __init__(self, ink: Ink, number: int) -> None:
        super().__init__(ink, number)
        self.drawn: list[Drawn] = []

    @override
    def text(
        self, lines: Iterable[Line], style: Style, *, x: float, top: float, element: Element | None
    ) -> None:
        for place, line in enumerate(lines):
            left = x
            for face, run in line:
                y = A4_HEIGHT - top - style.size - place * style.leading
                self.drawn.append(Drawn(face.name, style.size, left, y, run))
                left += face.font.stringWidth(run, style.size)


def run() -> list[Result]:
    """Measure both, one after the other in turns, with warm fonts."""
    state, printing = an_incident_of_four_pages(), a_printing()
    pages = _recorded(state, printing)
    ours, floor = _medians(lambda: referral(state, printing), lambda: _bare(pages), rounds=ROUNDS)
    value = ours / floor
    return [
        Result(
            name="a four-page referral, tagged",
            value=round(value, 2),
            unit="times the same text on a bare canvas",
            goal=GOAL,
            holds=len(pages) == 4 and value <= GOAL,  # the four pages
            floor=floor * 1000,
            ours=ours * 1000,
        )
    ]


def _recorded(state: IncidentState, printing: Printing) -> list[list[Drawn]]:
    sheet = referral_sheet(state, printing)
    for weight in Weight:
        pdfmetrics.registerFont(sheet.gate.fonts.first(weight).font)
        pdfmetrics.registerFont(sheet.gate.fonts.second(weight).font)
    pages: list[Recorder] = []

    def new_page() -> Page:
        pages.append(Recorder(sheet.document.ink, len(pages)))
        return pages[-1]

    sheet.draw(new_page)
    return [page.drawn for page in pages]


def _bare(pages: list[list[Drawn]]) -> bytes:
    out = io.BytesIO()
    coated, rl_config.useA85 = rl_config.useA85, 0
    canvas = Canvas(out, pagesize=(A4_WIDTH, A4_HEIGHT), pageCompression=1, invariant=1)
    for page in pages:
        font: tuple[str, float] | None = None
        for drawn in page:
            if font != (drawn.font, drawn.size):
                font = (drawn.font, drawn.size)
                canvas.setFont(*font)
            canvas.drawString(drawn.x, drawn.y, drawn.text)
        canvas.showPage()
    canvas.save()
    rl_config.useA85 = coated
    return out.getvalue()


def _medians(
    ours: Callable[[], bytes], floor: Callable[[], bytes], *, rounds: int
) -> tuple[float, float]:
    """Give the median seconds of both, taken in turns so that both meet the same machine."""
    times: tuple[list[float], list[float]] = ([], [])
    for place in range(rounds + 3):
        for found, work in zip(times, (ours, floor), strict=True):
            began = perf_counter()
            work()
            if place >= 3:  # three to warm up
                found.append(perf_counter() - began)
    return median(times[0]), median(times[1])


if __name__ == "__main__":
    for result in run():
        print(result)  # noqa: T201  # a benchmark prints
