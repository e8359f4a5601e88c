"""The list of incidents for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import FileInTheWayError
from desktop_app.domain.events.keeping import ListExported
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incidents, list_csv
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
PLANTED = ("Zephyrine", "Quillfeather", "Larkspur Lane", "Brackenridge")
EVERYTHING = {
    "kinds": ["nudes-shared", "bullying"],
    "aware_at": "2026-11-20T09:15",
    "narrative": "Quillfeather told it by the gate of Larkspur Lane.",
    "reported_by": "Brackenridge",
    "came_to_light": "Zephyrine's aunt rang.",
    "platforms": ["Quillfeather"],
    "people": [
        {"role": "depicted", "name": "Zephyrine Quillfeather", "born": "2012-02-03"},
        {"role": "parent-carer", "name": "Brackenridge", "lives_in": "Larkspur Lane"},
    ],
}
SEALED = {
    "kinds": ["colleague-concern"],
    "aware_at": "2026-11-20T10:00",
    "narrative": "Quillfeather.",
    "sealed_to": ["AB"],
}

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n';,\""))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("list") / "x.vault"
    vault, _keys = create_vault(
        path, password="four plain words here", sign_in="AB", at=NOW, cost=FLOOR
    )
    made = Session(vault, Library(resources_folder()), lambda: NOW)
    for each in (EVERYTHING, SEALED):
        incidents.record_json(
            vault, made.library, json.dumps(each).encode(), source="a test", at=NOW
        )
    yield made
    vault.close()


@given(st.lists(st.tuples(texts, texts), min_size=1))
def test_what_is_written_comes_back_whatever_it_is(rows: list[tuple[str, ...]]) -> None:
    assert list_csv.read_back(list_csv.as_csv(rows)) == rows


@given(st.sampled_from(FORMULAS), texts)
def test_no_cell_begins_as_a_formula_does(mark: str, rest: str) -> None:
    written = list_csv.as_csv([(mark + rest, rest)]).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(written, newline="")):
        for cell in line:
            assert not cell.startswith(FORMULAS)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44 20", "-3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "'=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_marked_as_text(cell: str) -> None:
    assert list_csv.safe(cell) == f"'{cell}"
    assert list_csv.plain(list_csv.safe(cell)) == cell


@pytest.mark.parametrize("cell", ["", "2026-1A2B3C", "Bullying; Upskirting", "ŵ", "£3", "1=1"])
def test_any_other_cell_is_left_as_it_is(cell: str) -> None:
    assert list_csv.safe(cell) == cell


def test_the_list_says_what_there_was_and_names_nobody(session: Session) -> None:
    made = list_csv.drawn(session, Query())
    assert made.data.startswith(b"\xef\xbb\xbf")
    said = made.data.decode("utf-8-sig")
    assert not [each for each in PLANTED if each in said]
    titles, line = list_csv.read_back(made.data)
    found = dict(zip(titles, line, strict=True))
    assert found["Known since"] == "2026-11-20 09:15"
    assert found["Recorded"] == "2026-11-20 17:40"
    assert found["What"].count(";") == 1
    assert found["Procedure"].startswith("ukcis-2024")
    assert found["Something makes it worse"] in {"yes", "no"}
    assert made.rows == 1


def test_nothing_sealed_is_in_it_though_its_reader_asks(session: Session) -> None:
    assert len(session.vault.numbers("", outcome="", status="", limit=None)) == 2
    made = list_csv.drawn(session, Query())
    assert "colleague" not in made.data.decode("utf-8-sig").casefold()


def test_what_was_looked_for_is_all_that_is_in_it(session: Session) -> None:
    assert list_csv.drawn(session, Query(outcome="school-managed")).rows == 0
    assert list_csv.drawn(session, Query(words="Quillfeather")).rows == 1


def test_the_log_keeps_how_many_and_why_before_the_file_has_its_name(
    session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    assert list_csv.export(session, Query(), to=file, reason="an inspection") == 1
    newest = session.vault.of_vault()[-1].event
    assert newest == ListExported(rows=1, reason="an inspection")
    assert list_csv.read_back(file.read_bytes())[1][0] in {
        row.reference for row in session.vault.newest(9)
    }
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
    list_csv.export(session, Query(), to=file, reason="once more")


def test_a_file_of_another_kind_is_not_written_over_and_nothing_is_noted(
    session: Session, tmp_path: Path
) -> None:
    before = session.vault.head()
    other = tmp_path / "notes.csv"
    other.write_text("mine", encoding="utf-8")
    for place in (other, session.vault.path, session.vault.path.with_suffix(".keys")):
        held = place.stat().st_size
        with pytest.raises(FileInTheWayError):
            list_csv.export(session, Query(), to=place, reason="x")
        assert place.stat().st_size == held
    with pytest.raises(OSError, match="missing"):
        list_csv.export(session, Query(), to=tmp_path / "missing" / "x.csv", reason="x")
    assert session.vault.head() == before
