"""The incident log as a table that knows how many rows there are and holds few of them.

`show` is handed every number that matches; a page of rows is asked for when one of them is to be
painted. The model never asks the vault itself: it is given the function that does.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import outcome_words, short_date, status_words
from desktop_app.services.incident_log import IncidentRow

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], Sequence[IncidentRow]]
Picture = Callable[[str, str], object]  # (icon's name, name of a colour) -> what is painted

PAGE_ROWS: Final = 200
_PAGES_HELD: Final = 6
RECORD: Final = Qt.ItemDataRole.UserRole + 1
# Asked first: a table asks for ten roles a cell, and for most of them there is nothing to say.
_ANSWERED: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.AccessibleTextRole,
        RECORD,
    }
)
_NOWHERE: Final = QModelIndex()


class Column(IntEnum):
    """The columns, left to right."""

    REFERENCE = 0
    WHEN = 1
    WHAT = 2
    OUTCOME = 3
    STATUS = 4


OUTCOME_ICONS: Final = {
    Outcome.REFER_TODAY.value: ("octagon-alert", "red"),
    Outcome.HOLD.value: ("circle-help", "amber"),
    # Not green: what the rules allow is not yet decided, and may still need a signature.
    Outcome.SCHOOL_MANAGED.value: ("circle-check", "muted"),
}
_WITH_CARE: Final = ("triangle-alert", "amber")
_STATUS_ICONS: Final = {
    IncidentStatus.REFER_NOW.value: ("octagon-alert", "red"),
    IncidentStatus.TO_DECIDE.value: ("circle-help", "amber"),
    IncidentStatus.AWAITING_SIGN_OFF.value: ("circle-help", "amber"),
}


class IncidentLogModel(QAbstractTableModel):
    """Rows of the log. `titles` names the kinds by their ids; `picture` draws a small icon."""

    def __init__(
        self,
        fetch: Fetch,
        titles: dict[str, str],
        picture: Picture,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._titles = titles
        self._picture = picture
        self._numbers: Sequence[int] = ()
        self._pages: OrderedDict[int, dict[int, IncidentRow]] = OrderedDict()

    def show(self, numbers: Sequence[int]) -> None:
        """Show these incidents in this order, whatever was shown before."""
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def extend(self, numbers: Sequence[int]) -> None:
        """Add what comes after the rows that are shown; `numbers` begins with those."""
        shown = len(self._numbers)
        if len(numbers) <= shown:
            return
        self.beginInsertRows(_NOWHERE, shown, len(numbers) - 1)
        self._numbers = numbers
        self._pages.pop(shown // PAGE_ROWS, None)
        self.endInsertRows()

    def record(self, row: int) -> IncidentRow | None:
        """Give the incident in a row; None where there is no such row, or it is gone."""
        if not 0 <= row < len(self._numbers):
            return None
        page = row // PAGE_ROWS
        if page not in self._pages:
            wanted = self._numbers[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
            self._pages[page] = {found.number: found for found in self._fetch(wanted)}
            if len(self._pages) > _PAGES_HELD:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self._numbers[row])

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return column_title(Column(section)) if 0 <= section < len(Column) else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid():
            return None
        row = self.record(index.row())
        column = Column(index.column())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._drawn(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("{column}: {text}").format(
                    column=column_title(column), text=self._shown(row, column)
                )
            case role if role == RECORD:
                return row
            case _:
                return None

    def _shown(self, row: IncidentRow, column: Column) -> str:
        match column:
            case Column.REFERENCE:
                return row.reference
            case Column.WHEN:
                return short_date(row.aware_at)
            case Column.WHAT:
                # Whoever looks over a shoulder learns nothing of what is sealed.
                what = "; ".join(self._titles.get(kind, kind) for kind in row.kinds)
                return _("Sealed") if row.sealed else what
            case Column.OUTCOME:
                return with_care_words() if _is_with_care(row) else outcome_words(row.outcome)
            case Column.STATUS:
                return status_words(row.status)

    def _drawn(self, row: IncidentRow, column: Column) -> object:
        if column is Column.REFERENCE and row.sealed:
            return self._picture("lock", "muted")
        found = {
            Column.OUTCOME: _WITH_CARE if _is_with_care(row) else OUTCOME_ICONS.get(row.outcome),
            Column.STATUS: _STATUS_ICONS.get(row.status),
        }.get(column)
        return self._picture(*found) if found else None


def _is_with_care(row: IncidentRow) -> bool:
    """Say whether the school may manage it although something makes it worse than most."""
    return row.aggravating and row.outcome == Outcome.SCHOOL_MANAGED


def with_care_words() -> str:
    """Give the outcome of an incident that something makes worse than most."""
    return _("Manage, with care")


def column_title(column: Column) -> str:
    """Give a column's heading."""
    return {
        Column.REFERENCE: _("Reference"),
        Column.WHEN: _("Known since"),
        Column.WHAT: _("What"),
        Column.OUTCOME: _("Outcome"),
        Column.STATUS: _("Status"),
    }[column]
