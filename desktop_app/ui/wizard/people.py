"""Who is involved: one row open at a time, Enter for the next, earlier people proposed."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.people import Known, who_may_be_meant
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Field, Note, Problem, label, vbox
from desktop_app.ui.wizard.ages import age_problem, day_it_happened, shown_age
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import emptied
from desktop_app.ui.wizard.person_row import ClosedRow, OpenRow
from desktop_app.ui.wizard.person_words import name_of, roles_of
from desktop_app.ui.wizard.proposal import Linked, Proposal, refuse, refused
from desktop_app.ui.wizard.words import contradiction

_OTHERS = "others_not_known"
_ASK_AFTER_MS = 250


class PeoplePage(WizardPage):
    """The people of the incident; an age or a date of birth answers questions by itself."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Who is involved?")

    @override
    def build(self) -> None:
        self._then = day_it_happened(self.wizard.draft, self.wizard.desk.session.now().date())
        self.add(
            label(
                _(
                    "Ages and parts decide questions that nobody then has to be asked. A name "
                    "and a year are enough; Enter begins the next person."
                ),
                "hint",
            )
        )
        self._list = vbox(spacing=SPACE["s"])
        self.add(self._list)
        self.against = Note("", icon="triangle-alert", kind="warn")
        self.add(self.against)
        self.next = Button(_("Add another person (Enter)"), identifier="people-next")
        self.next.clicked.connect(self._add)
        self.column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        self.others = TextLine()
        self.others.setText(self.wizard.draft.details.get(_OTHERS, ""))
        self.others.textChanged.connect(self._tell_others)
        self.add(
            Field(
                _("And about how many others who are not known yet?"),
                self.others,
                _("A number or a guess, such as “about 8 in a group chat”."),
                identifier="people-others",
            )
        )
        self._last_asked = ""
        self._soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._soon.timeout.connect(self._propose)
        self._open = -1 if self._people else 0
        self._draw()
        self.looked()

    @property
    def _people(self) -> list[dict[str, Any]]:
        return self.wizard.draft.many("people")

    @override
    def problems(self) -> list[Problem]:
        wrong = [at for at, row in enumerate(self._people) if any(_faults(row, self._then))]
        if not wrong:
            return []
        if self._open not in wrong:
            self._show(wrong[0])
        found = []
        for at in wrong:
            row = self._people[at]
            for said in _faults(row, self._then):
                if said:
                    line = f"{name_of(row)}: {said}"
                    found.append(Problem(line, self._where(at, said)))
        return found

    @override
    def looked(self) -> None:
        """Say at once where an answer given before does not agree with an age or a birth."""
        look = self.wizard.look
        faults = [each for each in look.faults if each.about[1:] and _is_person(each.about[1])]
        said = " ".join(contradiction(self.wizard.draft, look, each) for each in faults)
        self.against.set_text(said)
        appear(self.against, on=bool(said))

    @override
    def focus_first(self) -> None:
        if self.open_row is not None and not self._people:
            self.open_row.focus_first()
        else:
            super().focus_first()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more: the page is left, and the vault may be closed next."""
        self._soon.stop()
        super().hideEvent(event)

    # --- the list ---

    def _draw(self) -> None:
        emptied(self._list)
        self.open_row: OpenRow | None = None
        self.closed: dict[int, ClosedRow] = {}
        self._asked: dict[int, QWidget] = {}
        rows = [*self._people, {}] if self._open == len(self._people) else self._people
        self._slots = []
        for at, row in enumerate(rows):
            slot = QWidget()
            column = vbox(slot, spacing=SPACE["xs"])
            column.addWidget(self._opened(row) if at == self._open else self._shut(at, row))
            self._slots.append((row, column))
            self._list.addWidget(slot)
            # Qt would show it a moment later, too late for the focus.
            slot.show()
        self._propose()

    def _opened(self, row: dict[str, Any]) -> OpenRow:
        made = OpenRow(row, self._then)
        made.changed.connect(self._told)
        made.entered.connect(self._next)
        made.removed.connect(lambda: self._remove(self._open))
        self.open_row = made
        return made

    def _shut(self, at: int, row: dict[str, Any]) -> ClosedRow:
        made = ClosedRow(row, self._then)
        made.opened.connect(partial(self._show, at))
        made.removed.connect(partial(self._remove, at))
        self.closed[at] = made
        return made

    def _show(self, at: int) -> None:
        self._open = at
        self._draw()
        if self.open_row is not None:
            self.open_row.focus_first()
            self.reveal(self.open_row)

    def _next(self) -> None:
        """Begin the next person; from a row in which nothing stands, go on instead."""
        if self.open_row is None or not self.open_row.is_empty:
            self._add()
        elif self._people:
            self.onward.emit()

    def _add(self) -> None:
        """Begin the next person, or go back to the row that waits for one."""
        if self.open_row is not None and self.open_row.is_empty:
            self.open_row.focus_first()
        else:
            self._show(len(self._people))

    def _remove(self, at: int) -> None:
        if at < len(self._people):
            del self._people[at]
        self._show(len(self._people))
        self.changed.emit()

    def _told(self) -> None:
        """Take the open row into the record with the first thing typed, and out when it is empty."""
        row = self.open_row
        if row is not None:
            inside = any(each is row.row for each in self._people)
            if not inside and not row.is_empty:
                self._people.append(row.row)
            elif inside and row.is_empty:
                self._people[:] = [each for each in self._people if each is not row.row]
        self._soon.start()
        self.changed.emit()

    def _tell_others(self, text: str) -> None:
        self.wizard.draft.set_detail(_OTHERS, text)
        self.changed.emit()

    def _where(self, at: int, said: str) -> QWidget:
        if at != self._open or self.open_row is None:
            return self.closed[at].change
        age, part = _faults(self._people[at], self._then)
        self.open_row.show_problems(age=age, part=part)
        return self.open_row.age if said == age else next(iter(self.open_row.cards.values()))

    # --- people of earlier incidents ---

    def _propose(self) -> None:
        """Ask about each row whether someone of earlier incidents is meant."""
        for at, (row, column) in enumerate(self._slots):
            old = self._asked.pop(at, None)
            if old is not None:
                column.removeWidget(old)
                old.hide()
                old.deleteLater()
            made = self._question(row)
            if made is not None:
                self._asked[at] = made
                column.addWidget(made)
                made.show()
                self._read_out(made)

    def _read_out(self, asked: QWidget) -> None:
        said = asked.question.text() if isinstance(asked, Proposal) else ""
        if said and said != self._last_asked and self.isVisible():
            announce(asked, said)
        self._last_asked = said or self._last_asked

    def _question(self, row: dict[str, Any]) -> QWidget | None:
        if row.get("person"):
            linked = Linked(name_of(row))
            linked.another.connect(partial(self._unlink, row))
            return linked
        known = self._meant(row)
        if known is None:
            return None
        made = Proposal(known)
        made.same.connect(partial(self._link, row, known))
        made.another.connect(partial(self._keep_apart, row, known))
        return made

    def _meant(self, row: dict[str, Any]) -> Known | None:
        name = str(row.get("name") or "")
        taken = {each.get("person") for each in self._people}
        session = self.wizard.desk.session
        for known in who_may_be_meant(session, name, _born(row)) if name.strip() else ():
            if known.id not in taken and not refused(self.wizard.draft, row, known):
                return known
        return None

    def _link(self, row: dict[str, Any], known: Known) -> None:
        row["person"] = known.id
        if known.born is not None and not shown_age(row):
            row["born"] = known.born.isoformat()
            if self.open_row is not None and self.open_row.row is row:
                self.open_row.refresh()
        self._answered()

    def _keep_apart(self, row: dict[str, Any], known: Known) -> None:
        refuse(self.wizard.draft, row, known.id)
        self._answered()

    def _unlink(self, row: dict[str, Any]) -> None:
        refuse(self.wizard.draft, row, row.pop("person"))
        self._answered()

    def _answered(self) -> None:
        self._propose()
        if self.open_row is not None:
            self.open_row.focus_first()
        self.changed.emit()


def _is_person(place: str) -> bool:
    return place.startswith("people[")


def _born(row: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(row.get("born") or ""))
    except ValueError:
        return None


def _faults(row: dict[str, Any], then: date) -> tuple[str, str]:
    """Give what is wrong with the age of a row, and with its part; empty where nothing is."""
    part = "" if roles_of(row) else _("tick at least one part; “Someone else” will do.")
    return age_problem(shown_age(row), then), part
