import ast
import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from desktop_app.documents.registry import FORMS, draw
from tests.builders_forms import a_printing, an_incident_for, filled_with
from tests.pdf_reading import Reading, read

DOCUMENTS = Path(__file__).resolve().parents[2] / "desktop_app" / "documents"
EVERY_FORM = pytest.mark.parametrize("form", FORMS)
TAGS = {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"}


def a_long_form(form: str) -> bytes:
    return draw(
        form, filled_with(lambda _: "many words " * 90, form=form), a_printing(practice=True)
    )


@pytest.fixture(params=FORMS, scope="module")
def reading(request: pytest.FixtureRequest) -> Reading:
    return read(a_long_form(request.param))


def test_every_mark_has_one_owner_in_the_parent_tree_and_nothing_else_has(reading: Reading) -> None:
    assert len(reading.marked) > 100
    assert set(reading.marked) == set(reading.owned)


def test_the_parent_tree_and_the_marks_name_the_same_tags(reading: Reading) -> None:
    assert set(reading.owned.values()) <= TAGS - {"Document", "L", "LI", "Table", "TR"}


def test_nothing_is_painted_outside_a_mark_or_an_artifact(reading: Reading) -> None:
    assert reading.naked == 0


def test_only_tags_that_a_reader_knows_are_used(reading: Reading) -> None:
    assert {tag for tag, _, _ in reading.elements} <= TAGS


def test_every_head_cell_has_its_scope_and_no_other_cell_has(reading: Reading) -> None:
    heads = [scope for tag, _, scope in reading.elements if tag == "TH"]

    assert set(heads) == {"Row", "Column"}
    assert {scope for tag, _, scope in reading.elements if tag != "TH"} == {""}


def test_the_text_of_the_structure_is_all_the_text_that_is_marked(reading: Reading) -> None:
    assert sorted(reading.text.split()) == sorted(
        "".join(f"{text}\n" for text in reading.marked.values()).split()
    )


def test_headings_go_down_one_level_at_a_time_from_one_title(reading: Reading) -> None:
    levels = [int(tag[1]) for tag, _, _ in reading.elements if tag in {"H1", "H2", "H3"}]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_page_ends_with_a_heading(reading: Reading) -> None:
    pages = {page for page, _ in reading.owned}
    last = {page: max(mark for each, mark in reading.owned if each == page) for page in pages}

    assert not {reading.owned[page, mark] for page, mark in last.items()} & {"H1", "H2", "H3"}


@EVERY_FORM
def test_every_row_of_a_table_has_as_many_columns_as_the_others(form: str) -> None:
    with pikepdf.open(io.BytesIO(draw(form, an_incident_for(form), a_printing()))) as pdf:
        tables = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Table"
        ]
        assert len(tables) > 5
        for table in tables:
            columns = {
                sum(int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1 for cell in row.K)
                for row in table.K
            }
            assert len(columns) == 1


@EVERY_FORM
def test_the_file_says_that_it_is_tagged_its_language_and_to_show_its_title(form: str) -> None:
    with pikepdf.open(io.BytesIO(draw(form, an_incident_for(form), a_printing()))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


@EVERY_FORM
def test_a_welsh_form_says_that_its_language_is_welsh(form: str) -> None:
    data = draw(form, an_incident_for(form), a_printing(language="cy"))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "cy"


def test_a_head_row_repeated_on_a_later_page_is_an_artifact() -> None:
    reading = read(a_long_form("incident"))
    once = [text for tag, text, _ in reading.elements if tag == "TH" and text == "Entry"]

    assert len(once) == 1
    assert sum("EntryWhenBy" in text.replace("\n", "") for text in reading.artifacts.values()) > 1


def test_no_module_of_ours_can_reach_the_mark_up_parser_of_reportlab() -> None:
    imported = {
        name.name if isinstance(node, ast.Import) else f"{node.module}.{name.name}"
        for file in DOCUMENTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert {each for each in imported if each.startswith(("reportlab", "pikepdf"))} == {
        "reportlab.pdfbase.pdfdoc",
        "reportlab.pdfbase.ttfonts.TTFont",
        "pikepdf",
    }


def test_text_is_drawn_by_the_page_alone_and_only_as_lines_from_the_gate() -> None:
    drawing = [
        f"{file.name}:{node.lineno}"
        for file in DOCUMENTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split()[-1:] == ["Tj"]
    ]

    assert len(drawing) == 1
    assert drawing[0].startswith("page.py")


def test_forms_read_no_clock() -> None:
    for name in ("now", "today"):
        assert not [
            file.name
            for file in DOCUMENTS.rglob("*.py")
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == name
        ]
