from collections.abc import Sequence
from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop_app.services.incident_log import IncidentRow
from desktop_app.ui.models.incident_log import PAGE_ROWS, RECORD, Column, IncidentLogModel

TITLES = {"bullying": "Online bullying", "sextortion": "Sextortion"}
ROLE = Qt.ItemDataRole


def row(number: int, *, sealed: bool = False) -> IncidentRow:
    return IncidentRow(
        number=number,
        id=f"id-{number}",
        reference=f"2026-{number:06d}",
        recorded_at="2026-11-20T17:40:00Z",
        aware_at="2026-11-20T17:40",
        kinds=("sextortion", "bullying"),
        outcome="refer-today",
        status="refer-now",
        procedure="ukcis-2024",
        sealed=sealed,
    )


class Shelf:
    def __init__(self, missing: Sequence[int] = (), sealed: Sequence[int] = ()) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.missing = missing
        self.sealed = sealed

    def fetch(self, wanted: Sequence[int]) -> list[IncidentRow]:
        self.asked.append(tuple(wanted))
        return [
            row(each, sealed=each in self.sealed) for each in wanted if each not in self.missing
        ]


def a_model(shelf: Shelf, numbers: Sequence[int]) -> IncidentLogModel:
    model = IncidentLogModel(shelf.fetch, TITLES, lambda name, colour: f"{name} {colour}")
    model.show(numbers)
    return model


def cell(
    model: IncidentLogModel, line: int, column: Column, role: int = ROLE.DisplayRole
) -> object:
    return model.data(model.index(line, column), role)


def test_it_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(a_model(Shelf(), range(450, 0, -1)))


def test_a_row_is_words_without_an_id() -> None:
    model = a_model(Shelf(), [7])
    assert [cell(model, 0, column) for column in Column] == [
        "2026-000007",
        "20 Nov 2026",
        "Sextortion; Online bullying",
        "Refer today",
        "Nobody told yet",
    ]
    assert cell(model, 0, Column.OUTCOME, ROLE.DecorationRole) == "octagon-alert red"
    assert cell(model, 0, Column.STATUS, ROLE.AccessibleTextRole) == "Status: Nobody told yet"
    assert cell(model, 0, Column.WHAT, RECORD) == row(7)
    assert cell(model, 0, Column.WHAT, ROLE.ToolTipRole) is None


def test_a_sealed_incident_is_marked_in_words_and_by_a_lock() -> None:
    model = a_model(Shelf(sealed=[7]), [7])
    assert cell(model, 0, Column.WHAT) == "Sealed"
    assert cell(model, 0, Column.REFERENCE, ROLE.DecorationRole) == "lock muted"


def test_only_pages_that_are_looked_at_are_fetched_and_few_are_kept() -> None:
    shelf = Shelf()
    model = a_model(shelf, range(10_000, 0, -1))
    assert model.rowCount() == 10_000
    assert shelf.asked == []
    cell(model, 0, Column.WHAT)
    cell(model, PAGE_ROWS - 1, Column.WHAT)
    assert [len(each) for each in shelf.asked] == [PAGE_ROWS]
    for page in range(8):
        cell(model, page * PAGE_ROWS, Column.WHAT)
    assert len(shelf.asked) == 8
    cell(model, 7 * PAGE_ROWS, Column.WHAT)
    assert len(shelf.asked) == 8
    cell(model, 0, Column.WHAT)
    assert len(shelf.asked) == 9


def test_new_numbers_take_the_place_of_the_old_ones() -> None:
    shelf = Shelf()
    model = a_model(shelf, [3, 2, 1])
    assert cell(model, 0, Column.REFERENCE) == "2026-000003"
    model.show([9])
    assert model.rowCount() == 1
    assert cell(model, 0, Column.REFERENCE) == "2026-000009"


@pytest.mark.parametrize("line", [-1, 3])
def test_what_is_not_there_is_nothing(line: int) -> None:
    model = a_model(Shelf(missing=[2]), [3, 2, 1])
    assert model.record(line) is None
    assert model.record(1) is None
    assert cell(model, 1, Column.REFERENCE) is None
    assert model.data(QModelIndex()) is None


def test_headings_stand_over_columns_alone() -> None:
    model = a_model(Shelf(), [1])
    headings = [model.headerData(c, Qt.Orientation.Horizontal) for c in Column]
    assert headings == ["Reference", "Known since", "What", "Outcome", "Status"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(9, Qt.Orientation.Horizontal) is None


def _always(found: IncidentRow, _wanted: object) -> list[IncidentRow]:
    return [found]


def test_what_is_aggravated_is_amber_and_says_so_in_words() -> None:
    managed = row(7)._replace(outcome="school-managed", status="to-decide")
    shown = {}
    for aggravating in (False, True):
        found = managed._replace(aggravating=aggravating)
        model = IncidentLogModel(partial(_always, found), TITLES, "{} {}".format)
        model.show([7])
        shown[aggravating] = (
            cell(model, 0, Column.OUTCOME),
            cell(model, 0, Column.OUTCOME, ROLE.DecorationRole),
            cell(model, 0, Column.OUTCOME, ROLE.AccessibleTextRole),
        )
    assert shown[False] == (
        "Manage in school",
        "circle-check muted",
        "Outcome: Manage in school",
    )
    assert shown[True] == (
        "Manage, with care",
        "triangle-alert amber",
        "Outcome: Manage, with care",
    )
