"""The card of a concern about a colleague: whom to tell, readable before anybody has signed in."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.colleague import CardLine, ColleagueCard
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.colleague_card import card_without_vault
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.services.sessions import Session
from desktop_app.ui import jobs
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.paper_buttons import PaperButtons
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import Line, Note, Page, label, vbox

_FILE = "concern-about-a-colleague.pdf"


class ColleagueCardPage(Page):
    """The routes, the numbers, what is done and what is not; it can be printed, and holds no case."""

    def __init__(
        self,
        procedure: str,
        contacts: ContactShelf,
        now: Callable[[], datetime],
        session: Session | None = None,
    ) -> None:
        super().__init__(_("A concern about a colleague: whom to tell today"))
        self._procedure = procedure
        self._book = contacts.book
        self._now = now
        self.card = card_without_vault(procedure, self._book, now())
        self.add(
            Note(
                _(
                    "Say nothing to the person, and to nobody who is not named here. Do not wait "
                    "to be sure. In danger now: 999 first."
                ),
                icon="octagon-alert",
                kind="warn",
            )
        )
        self.paper = PaperButtons(session, self._draws, file_name=_FILE, kind="primary")
        self.add(self.paper)
        self._routes(self.card)
        self._numbers(self.card)
        self._lines(_("What is done"), self.card.steps)
        self._lines(_("What must not be done"), self.card.do_not)
        self.add(label("\n".join((self.card.rules, *self.card.states)), "small"))

    @override
    def focus_first(self) -> None:
        """Put the focus on the heading: the card is to be read."""
        self.heading.setFocus()

    def _draws(self) -> Callable[[], bytes]:
        """Give what draws the card as it is now."""
        return partial(jobs.draw_colleague_card, self._procedure, self._book, self._now())

    def _routes(self, card: ColleagueCard) -> None:
        self.add(label(_("If it is about…"), "h2", heading=True))
        frame = _Rows()
        for each in card.routes:
            frame.row(each.about, each.tell, _("Not told: {0}").format(each.leave_out))
        self.add(frame)
        if card.routes_source:
            self.add(label(_("Source: {source}").format(source=card.routes_source), "small"))

    def _numbers(self, card: ColleagueCard) -> None:
        self.add(label(_("To ring"), "h2", heading=True))
        frame = _Rows()
        for each in card.numbers:
            frame.row(each.name, each.number or _("Number not set"), each.note)
        self.add(frame)

    def _lines(self, title: str, lines: tuple[CardLine, ...]) -> None:
        self.add(label(title, "h2", heading=True))
        frame = _Rows()
        for each in lines:
            today = _("Today: {0}").format(each.today) if each.today else ""
            frame.row("", each.text, today, _("Source: {source}").format(source=each.source))
        self.add(frame)


class _Rows(Frame):
    """Rows in a frame: what is meant, what to do, and what to know of it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = vbox(self, (SPACE["l"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["s"])

    def row(self, first: str, words: str, *more: str) -> QWidget:
        """Add a row."""
        if self._column.count():
            self._column.addWidget(Line())
        whole = QWidget()
        column = vbox(whole, spacing=2)
        for text, look in ((first, "strong"), (words, ""), *((each, "small") for each in more)):
            if text:
                column.addWidget(label(text, look))
        self._column.addWidget(whole)
        return whole
