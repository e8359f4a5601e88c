"""The incident log: every incident that one may read, newest first, found as one types."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import incident_log
from desktop_app.services.casework_words import outcome_words, status_words
from desktop_app.services.incident_log import Query
from desktop_app.ui import accessible, theme
from desktop_app.ui.desk import Desk, LogPlace
from desktop_app.ui.models.incident_log import Column, IncidentLogModel
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.list_file import SavingList
from desktop_app.ui.views.log_table import ICON, Choice, LogTable
from desktop_app.ui.widgets import Button, Field, hbox, label, vbox

_QUIET_MS: Final = 700  # after the last key, before the count is read out
_FIRST: Final = 60  # rows that are painted at once; more than a screen has room for
_REST_MS: Final = 30
_DOWN: Final = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LogPage(QWidget):
    """The log with its search. Return opens the marked incident, from the search box as well."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._all = 0
        outer = vbox(self, (SPACE["xxl"], SPACE["l"], SPACE["xxl"], SPACE["l"]), SPACE["m"])
        self.heading = label(_("Incident log"), "h1", heading=True)
        self.count = label("", "hint", wrap=False)
        head = hbox(spacing=SPACE["l"])
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        self.saving = SavingList(desk, self, self.query)
        head.addWidget(self.saving.button)
        outer.addLayout(head)
        outer.addWidget(self.saving.said)
        outer.addLayout(self._filters())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table())
        self.nothing = self._nothing()
        self._stack.addWidget(self.nothing)
        outer.addWidget(self._stack, 1)
        # No pause after a key: what is typed meanwhile drops the search that has not begun.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look_again)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(lambda: accessible.announce(self, self.count.text()))
        self._later = QTimer(self, singleShot=True, interval=_REST_MS)
        self._later.timeout.connect(self._complete)
        self._begin()

    def _begin(self) -> None:
        """Show everything, or what was shown when an incident was opened from here."""
        place, self.desk.log_place = self.desk.log_place, None
        self._all = len(incident_log.numbers(self.desk.session, Query()))
        if place is not None:
            self.words.setText(place.query.words)
            self.outcome.setCurrentIndex(max(0, self.outcome.findData(place.query.outcome)))
            self.status.setCurrentIndex(max(0, self.status.findData(place.query.status)))
        self._soon.stop()
        self._quiet.stop()
        self.look()
        self._later.stop()
        self._complete()
        if place is not None and place.row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(place.row, Column.REFERENCE))
        self._goes_on = place is not None

    def focus_first(self) -> None:
        """Put the focus into the search box, or back to the row from which one came."""
        to = self.table if self._goes_on and self.model.rowCount() else self.words
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filters(self) -> QHBoxLayout:
        row = hbox(spacing=SPACE["l"])
        self.words = TextLine()
        self.words.textChanged.connect(self._changed)
        self.words.installEventFilter(self)
        row.addWidget(Field(_("Search"), self.words, identifier="log-search"), 1)
        self.words.setPlaceholderText(_("Names, places, words of the account, a reference"))
        self.words.setAccessibleDescription(self.words.placeholderText())
        self.outcome = Choice(
            [("", _("Any outcome")), *((str(each), outcome_words(each)) for each in Outcome)]
        )
        self.status = Choice(
            [("", _("Any status")), *((str(each), status_words(each)) for each in IncidentStatus)]
        )
        for title, box, identifier in (
            (_("Outcome"), self.outcome, "log-outcome"),
            (_("Status"), self.status, "log-status"),
        ):
            box.currentIndexChanged.connect(self._changed)
            row.addWidget(Field(title, box, identifier=identifier), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _table(self) -> LogTable:
        session = self.desk.session
        self.model = IncidentLogModel(
            lambda wanted: incident_log.rows(session, wanted),
            {kind.id: kind.title for kind in session.catalogue.kinds},
            lambda name, colour: theme.icon(name, colour, ICON),
            self,
        )
        self.table = LogTable(self.model)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        return self.table

    def _nothing(self) -> QWidget:
        box = QWidget()
        column = vbox(box, spacing=SPACE["m"])
        self._nothing_title = label("", "h2", heading=True)
        self._nothing_help = label("", "hint")
        self.clear = Button(_("&Clear the search"), identifier="log-clear")
        self.clear.clicked.connect(self._clear)
        self.home = Button(_("Go to the first page"), identifier="log-home")
        self.home.clicked.connect(self.desk.open_home)
        column.addWidget(self._nothing_title)
        column.addWidget(self._nothing_help)
        for each in (self.clear, self.home):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return box

    def query(self) -> Query:
        """Give what is being looked for."""
        return Query(
            self.words.text(), str(self.outcome.currentData()), str(self.status.currentData())
        )

    def look(self) -> None:
        """Show the first of what matches now, the newest marked; the rest follows a moment later."""
        query = self.query()
        first = incident_log.numbers(self.desk.session, query, _FIRST)
        self.model.show(first)
        if first:
            self.table.setCurrentIndex(self.model.index(0, Column.REFERENCE))
        self._stack.setCurrentIndex(0 if first else 1)
        if len(first) < _FIRST:
            self._tell(len(first), asked=query != Query())
        else:
            self._later.start()

    def _look_again(self) -> None:
        if self.isVisible():  # else the window locks: the vault may be closed by now
            self.look()

    def _complete(self) -> None:
        """Show the rest of what matches, and say how many there are."""
        if not self.isVisible():  # as above
            return
        query = self.query()
        numbers = incident_log.numbers(self.desk.session, query)
        self.model.extend(numbers)
        self._tell(len(numbers), asked=query != Query())

    def _changed(self) -> None:
        self._later.stop()
        self._soon.start()
        self._quiet.start()

    def _tell(self, found: int, *, asked: bool) -> None:
        if asked:
            said = ngettext("{found} of {all} incident", "{found} of {all} incidents", self._all)
        else:
            self._all = found
            said = ngettext("{all} incident", "{all} incidents", self._all)
        self.count.setText(said.format(found=f"{found:,}", all=f"{self._all:,}"))
        if found:
            return
        self.clear.setVisible(asked)
        self.home.setVisible(not asked)
        if asked:
            self._nothing_title.setText(_("Nothing is found"))
            self._nothing_help.setText(
                _(
                    "Try fewer letters or fewer words, part of a name, or the reference. "
                    "What you may not read is never found."
                )
            )
        else:
            self._nothing_title.setText(_("No incident is recorded yet"))
            self._nothing_help.setText(
                _("Begin one on the first page: “I need to know now”, or “I have time”.")
            )

    def _clear(self) -> None:
        self.outcome.setCurrentIndex(0)
        self.status.setCurrentIndex(0)
        self.words.clear()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, line: int) -> None:
        found = self.model.record(line)
        if found is not None:
            self.desk.log_place = LogPlace(self.query(), line)
            self.desk.open_incident(found.reference)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit(event.size().width() - 2 * SPACE["xxl"])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return open the marked incident, and the arrows go from the box to the table."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ENTER:
            if self._soon.isActive():
                self._soon.stop()
                self.look()
            self._open(self.table.currentIndex().row())
            return True
        if watched is self.words and event.key() in _DOWN and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        at_top = watched is self.table and self.table.currentIndex().row() == 0
        if at_top and event.key() == Qt.Key.Key_Up:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
