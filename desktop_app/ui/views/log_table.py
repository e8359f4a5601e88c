"""The table of the log, measured once: no row of it is ever looked at to find its size."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView
from typing_extensions import override

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import outcome_words, short_day, status_words
from desktop_app.ui import theme
from desktop_app.ui.models.incident_log import Column, IncidentLogModel, column_title
from desktop_app.ui.tokens import SPACE

ICON: Final = 18
_ROW: Final = 44
_ARROW: Final = 18
_LEAST_WHAT: Final = 180  # of the column that takes what is left, at zoom 1
_PADDING: Final = 26  # both sides of a cell, at zoom 1
_WIDEST_REFERENCE: Final = "2026-MWNQGD"
_MONTHS: Final = range(1, 13)


class LogTable(QTableView):
    """A table of incidents; whole rows are marked, one at a time."""

    def __init__(self, model: IncidentLogModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("Incidents, newest first"))
        self.setAccessibleIdentifier("log-table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self._measure()

    def _measure(self) -> None:
        """Give every column the width of its widest words, and every row the same height."""
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.scaled(_ROW))
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setIconSize(QSize(theme.scaled(ICON), theme.scaled(ICON)))
        measured = self.fontMetrics().horizontalAdvance
        icon, padding = theme.scaled(ICON) + SPACE["s"], theme.scaled(_PADDING)
        for column, words in _widest().items():
            widest = max(measured(each) for each in words)
            drawn = 0 if column is Column.WHEN else icon
            self.setColumnWidth(column, widest + drawn + padding)
        self._when = self.columnWidth(Column.WHEN)
        across.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)

    def fit(self, width: int) -> None:
        """Give what happened the room of the date where there is little: the page has the date."""
        widths = (self.columnWidth(each) for each in Column if each is not Column.WHAT)
        others = sum(widths) + (self._when if self.isColumnHidden(Column.WHEN) else 0)
        self.setColumnHidden(Column.WHEN, width - others < theme.scaled(_LEAST_WHAT))


def _widest() -> dict[Column, list[str]]:
    """Give the words that the columns must have room for; one of them takes what is left."""
    return {
        Column.REFERENCE: [_WIDEST_REFERENCE],
        Column.WHEN: [column_title(Column.WHEN), *(short_day(date(2026, m, 28)) for m in _MONTHS)],
        Column.OUTCOME: [outcome_words(str(each)) for each in Outcome],
        Column.STATUS: [status_words(str(each)) for each in IncidentStatus],
    }


class Choice(QComboBox):
    """A list to choose one from; `options` are values with their words."""

    def __init__(self, options: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for value, words in options:
            self.addItem(words, value)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        side = theme.scaled(_ARROW)
        painter = QPainter(self)
        painter.drawPixmap(
            self.width() - side - SPACE["m"],
            (self.height() - side) // 2,
            theme.pixmap("chevron-down", "text", _ARROW),
        )
        painter.end()
