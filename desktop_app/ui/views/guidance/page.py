"""The page of the guidance: sections, a search box, and the entry that was asked for in view."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import guidance, guidance_shelf
from desktop_app.services.guidance_changes import Change, changes
from desktop_app.services.guidance_entries import Section, name_of
from desktop_app.services.guidance_search import MOST_HITS, GuidanceIndex
from desktop_app.services.guidance_shelf import Volume
from desktop_app.ui import accessible, jobs, theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.guidance.cards import ChangeCard, EntryCard
from desktop_app.ui.views.guidance.contents import Contents
from desktop_app.ui.views.guidance.rows import (
    FIRST_SCREEN,
    MOST_CHANGES,
    buttons,
    hit_rows,
    place_of,
    section_rows,
    volume_rows,
)
from desktop_app.ui.views.paper_buttons import PaperButtons
from desktop_app.ui.widgets import Field, Page, hbox, label
from desktop_app.ui.widgets.source_state import source_state
from desktop_app.ui.wizard.parts import Sheet

_RAIL_FROM = 1080
_QUIET_MS = 700  # after the last key, before the count is read out
_LAID_OUT_MS = 30
_FILE_NAME = "guidance.pdf"


class GuidancePage(QWidget):
    """A procedure to be read. `back_wanted` is emitted by the Back link."""

    back_wanted = Signal()

    def __init__(self, desk: Desk, anchor: str = "", procedure: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._today = desk.session.now().date()
        self._anchor, self._found_by = anchor, ""
        self._frame()
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_search)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(lambda: accessible.announce(self, self.found.text()))
        self._open(procedure)
        self.go(anchor)

    # --- the frame ---

    def _frame(self) -> None:
        self.contents = Contents()
        self.contents.chosen.connect(self.go)
        self.page = Page(_("Guidance"))
        self.page.back_wanted.connect(self.back_wanted)
        row = hbox(self)
        row.addWidget(self.contents)
        row.addWidget(self.page, 1)
        self.words = TextLine()
        self.words.textChanged.connect(self._search)
        self.page.add(
            Field(_("Search the guidance (Ctrl+F)"), self.words, identifier="guidance-search")
        )
        self.found = label("", "hint")
        self.page.add(self.found)
        self.page.add(
            buttons(
                (_("All sections"), "guidance-sections", lambda: self.go("")),
                (_("Other procedures"), "guidance-others", self.show_others),
                (_("What is different"), "guidance-compare", self.show_compare),
            )
        )
        self.sheet = Sheet(self.page.column.parentWidget())
        self.page.add(self.sheet)
        self.page.column.addStretch(1)

    def where(self) -> tuple[str, str]:
        """Give the anchor in view and the procedure that is read, `<id>@<version>`."""
        return self._anchor, f"{self.procedure.id}@{self.procedure.version}"

    def _open(self, name: str) -> None:
        """Take a procedure in hand: its sections, their words, and the state of its source."""
        session = self.desk.session
        self.procedure = guidance_shelf.open_volume(session, name)
        self.sections = guidance.sections(self.procedure, session.catalogue, on=self._today)
        self._index = GuidanceIndex(self.sections)
        self.contents.set_sections(self.sections)
        self.page.set_caption(
            _("{area}: {title}, version {version}").format(
                area=self.procedure.area,
                title=self.procedure.title,
                version=self.procedure.version,
            )
        )

    # --- going ---

    def focus_first(self) -> None:
        """Put the focus on what was asked for, else into the search box."""
        if self._anchor:
            self._focus_on(self._anchor)
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, anchor: str, *, found_by: str = "") -> None:
        """Show the section of an anchor and put the focus on it; all sections for none.

        `found_by` are the words by which it was found: what else they find can be gone back to.
        """
        self._anchor = anchor
        self._found_by = found_by
        section = guidance.section_of(self.sections, anchor) if anchor else None
        self._empty_search()
        self.contents.show_now(section.id if section else "")
        if section is None:
            self.sheet.draw(self._all_sections(), first=FIRST_SCREEN)
        else:
            self.sheet.draw(self._section(section), first=FIRST_SCREEN + place_of(section, anchor))
        self._to_top()
        if self.isVisible():
            self._focus_on(anchor)

    def _focus_on(self, anchor: str) -> None:
        card = self._card(anchor)
        where = card or self._heading
        where.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            # Its place is known only once the layout has been worked out.
            QTimer.singleShot(_LAID_OUT_MS, card, partial(self._to, card))

    def _to(self, card: EntryCard) -> None:
        """Scroll so that a card begins at the top of what is in view."""
        self.sheet.finish()
        inside = self.page.scroller.widget()
        if inside is None:
            return
        top = card.mapTo(inside, card.rect().topLeft()).y()
        self.page.scroller.verticalScrollBar().setValue(top - SPACE["m"])

    def _card(self, anchor: str) -> EntryCard | None:
        found = self.sheet.findChildren(EntryCard) if anchor else []
        exact = (card for card in found if card.entry.anchor == anchor)
        return next(exact, None)

    def _to_top(self) -> None:
        self.page.scroller.verticalScrollBar().setValue(0)

    # --- what is shown ---

    def _headed(self, title: str, lead: str = "") -> Iterator[QWidget]:
        self._heading = label(title, "h2", heading=True)
        yield self._heading
        if lead:
            yield label(lead, "hint")

    def _all_sections(self) -> Iterator[QWidget]:
        state = source_state(self.procedure, self._today)
        if state is not None:
            yield state
        yield from self._headed(_("Sections"))
        yield from section_rows(self.sections, self.go)
        yield self._paper(*self.sections)

    def _paper(self, *sections: Section) -> QWidget:
        """Give the buttons that put these sections on paper."""
        work = partial(
            jobs.draw_guidance,
            self.procedure,
            self.desk.session.catalogue,
            sections,
            at=self.desk.session.now(),
            user=self.desk.session.user_name,
        )
        return PaperButtons(self.desk.session, lambda: work, file_name=_FILE_NAME)

    def _section(self, section: Section) -> Iterator[QWidget]:
        state = source_state(self.procedure, self._today, only_warnings=True)
        if state is not None:
            yield state
        yield from self._headed(section.title, section.lead)
        if self._found_by:
            words = self._found_by
            again = partial(self.words.setText, words)
            yield buttons((_("Back to what was found"), "guidance-found", again))
        for entry in section.entries:
            yield EntryCard(entry)
        place = self.sections.index(section)
        if place + 1 < len(self.sections):
            following = self.sections[place + 1]
            words = _("Next: {section}").format(section=following.title)
            yield buttons((words, "guidance-next", lambda: self.go(following.id)))
        yield self._paper(section)

    # --- search ---

    def _to_search(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _empty_search(self) -> None:
        self.words.blockSignals(True)  # noqa: FBT003  # Qt's own signature
        self.words.clear()
        self.words.blockSignals(False)  # noqa: FBT003  # Qt's own signature
        self.found.setText("")
        self.found.hide()

    def _search(self, words: str) -> None:
        if not words.strip():
            self.go("")
            return
        hits = self._index.find(words)
        said = ngettext("{number} place found", "{number} places found", len(hits))
        if len(hits) == MOST_HITS:
            said = _("The first {number} places; another word narrows it down")
        self.found.setText(said.format(number=len(hits)) if hits else _("Nothing found"))
        self.found.show()
        self._quiet.start()
        self.contents.show_now("")
        self.sheet.draw(hit_rows(hits, self._go_to_hit), first=FIRST_SCREEN)

    def _go_to_hit(self, anchor: str) -> None:
        self.go(anchor, found_by=self.words.text())

    # --- other procedures ---

    def show_others(self) -> None:
        """Show every version of every procedure, to be opened."""
        self._show_volumes(
            _("Other procedures"),
            _(
                "A released version never changes: old decisions are read by the one that they used."
            ),
            "open",
        )

    def show_compare(self) -> None:
        """Ask with which procedure this one is to be compared."""
        self._show_volumes(
            _("What is different"), _("Choose what this procedure is compared with."), "compare"
        )

    def _show_volumes(self, title: str, lead: str, what: str) -> None:
        self._anchor = ""
        self._empty_search()
        self.contents.show_now("")
        here = name_of(self.procedure)
        found = [each for each in guidance_shelf.volumes(self.desk.session) if each.name != here]
        self.sheet.draw(self._volumes(found, title, lead, what))
        self._to_top()
        self._heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _volumes(self, found: list[Volume], title: str, lead: str, what: str) -> Iterator[QWidget]:
        yield from self._headed(title, lead)
        does = self.open_procedure if what == "open" else self.compare_with
        yield from volume_rows(found, what, does)

    def open_procedure(self, name: str) -> None:
        """Read another procedure, by `<id>@<version>`."""
        self._open(name)
        self.go("")

    def compare_with(self, name: str) -> None:
        """Show what this procedure adds, changes and lacks beside another one."""
        old = guidance_shelf.open_volume(self.desk.session, name)
        found = changes(old, self.procedure, self.desk.session.catalogue, on=self._today)
        title = _("Beside {title}, version {version}").format(title=old.title, version=old.version)
        self._show_changes(title, found, most=MOST_CHANGES)

    def _show_changes(self, title: str, found: Sequence[Change], *, most: int) -> None:
        said = ngettext("{number} difference", "{number} differences", len(found))

        def parts() -> Iterator[QWidget]:
            yield from self._headed(title, said.format(number=len(found)))
            yield from (ChangeCard(each) for each in found[:most])
            if len(found) > most:
                more = partial(self._show_changes, title, found, most=len(found))
                yield buttons((_("Show all of them"), "guidance-all-changes", more))

        self.sheet.draw(parts(), first=FIRST_SCREEN)
        self._to_top()
        self._heading.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.contents.setVisible(event.size().width() >= theme.scaled(_RAIL_FROM))
