"""What stands on every page beside the form itself: header, footer, the mark of practice."""

from desktop_app.documents.page import A4_HEIGHT, A4_WIDTH, Page
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import MARK, SLANTED, SMALL, SMALL_STRONG
from desktop_app.documents.text import Gate, Line, Style
from desktop_app.documents.words import known, moment_words
from desktop_app.runtime.i18n import gettext as _

LEFT, TOP, BOTTOM = 46.0, 58.0, 58.0
WIDTH = A4_WIDTH - 2 * LEFT
ROOM = A4_HEIGHT - TOP - BOTTOM


class Furniture:
    """Header and footer of one form, drawn as artifacts: they are no part of its text.

    Paper without a reference says nothing of an incident, and is not marked as sensitive.
    """

    def __init__(self, printing: Printing, gate: Gate, *, title: str, reference: str) -> None:
        self.printing = printing
        self.gate = gate
        self.title = title
        self.reference = reference

    def draw(self, page: Page, number: int, total: int) -> None:
        """Draw it on one page of so many."""
        printing = self.printing
        right = LEFT + WIDTH
        if printing.practice:
            word = self.gate.lines(_("PRACTICE"), SLANTED, A4_HEIGHT * 2)[0]
            page.slanted(word, SLANTED, x=LEFT + 72, top=A4_HEIGHT - 150)
            self._aside(
                page, _("PRACTICE: an invented case. Do not send or act on this."), MARK, top=14
            )
        self._aside(page, f"{self.title}   {self.reference}".strip(), SMALL_STRONG, top=30)
        if self.reference:
            self._aside(page, _("OFFICIAL-SENSITIVE"), SMALL_STRONG, top=30, at_right=True)
        page.rules([(LEFT, right, 44)], thickness=0.9)
        foot = A4_HEIGHT - BOTTOM + 12
        page.rules([(LEFT, right, foot)], thickness=0.4)
        printed = _("Printed {when} by {user}").format(
            when=moment_words(printing.printed_at), user=known(printing.user)
        )
        pages = _("Page {number} of {total}").format(number=number, total=total)
        self._aside(page, pages, SMALL_STRONG, top=foot + 4, at_right=True)
        self._aside(page, printed, SMALL, top=foot + 4)
        if not self.reference:
            return
        rules = self.gate.lines(self._rules_used().replace("\n", " "), SMALL, WIDTH)
        page.text(_cut(rules, 2), SMALL, x=LEFT, top=foot + 15, element=None)

    def _rules_used(self) -> str:
        """Name the rules and what is first to be known of their source; the last page has all."""
        printing, procedure = self.printing, self.printing.procedure
        old = [each for each in procedure.states_on(printing.printed_at.date()) if each.warns]
        state = old[0].text if old else procedure.state_of_source
        first, _stop, _rest = state.partition(". ")
        return _("Rules: {procedure} version {version}. Source: {state}").format(
            procedure=procedure.id, version=procedure.version, state=first
        )

    def _aside(
        self, page: Page, text: str, style: Style, *, top: float, at_right: bool = False
    ) -> None:
        """Draw a line outside the text; what is too long for it is cut, and says so."""
        room = WIDTH * (0.2 if at_right else 0.78)
        lines = self.gate.lines(text.replace("\n", " "), style, room)
        x = LEFT + WIDTH - self.gate.width(text, style) if at_right else LEFT
        page.text(_cut(lines, 1), style, x=x, top=top, element=None)


def _cut(lines: list[Line], most: int) -> list[Line]:
    """Give so many lines and no more; a mark at the end says that there was more."""
    if len(lines) <= most:
        return lines
    *before, (face, run) = lines[most - 1]
    return [*lines[: most - 1], (*before, (face, f"{run} …"))]
