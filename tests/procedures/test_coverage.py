"""Every line of a local document has a home in its procedure, or a written reason why not.

`docs/coverage/<number>-<name>.md` holds, for one captured document, a table of its lines and a
table of the rows of the comparison. Both are held here against the procedure's own files and
those of the procedure that it extends.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop_app.runtime import paths

ROOT = Path(__file__).parents[2]
COVERAGE = ROOT / "docs" / "coverage"
PROCEDURES = paths.resources_folder() / "procedures"

PAGES = {
    "haringey-2023": "000-haringey.md",
    "all-wales-2021": "001-all-wales.md",
    "derby-derbyshire-2024": "002-derby-derbyshire.md",
    "kent-medway-2016": "003-kent-medway.md",
    "derbyshire-2016-draft": "004-derbyshire-draft.md",
}
LOCAL = sorted(set(PAGES) & {each.name for each in PROCEDURES.iterdir()})
COMPARISON = [str(number) for number in range(1, 25)]

LINES_HEAD = ["lines", "what it says", "source", "home"]
ROWS_HEAD = ["row of the comparison", "home"]

# What a home may name: the file, the list in it, and the key that stands for an id.
PLACES = {
    "rule": ("referral.toml", "rule", "id"),
    "criterion": ("criteria.toml", "criterion", "id"),
    "watch": ("referral.toml", "watch", "question"),
    "family": ("family.toml", "rule", "level"),
    "duty": ("duties.toml", "duty", "id"),
    "do-not": ("do_not.toml", "do_not", "id"),
    "advice": ("advice.toml", "advice", "id"),
    "topic": ("guidance.toml", "topic", "id"),
    "law": ("law.toml", "law", "id"),
    "service": ("services.toml", "service", "id"),
    "term": ("glossary.toml", "term", "id"),
    "checklist": ("checklists.toml", "checklist", "id"),
    "contact": ("contacts.toml", "contact", "role"),
    "agency": ("procedure.toml", "agency", "id"),
    "state": ("procedure.toml", "state", "id"),
}
INNER = {"topic": "point", "checklist": "item"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of lines: `first` and `last` line, its sources and its homes."""

    first: int
    last: int
    says: str
    sources: tuple[str, ...]
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of coverage: how many lines were captured, its rows, and the comparison's."""

    lines: int
    rows: tuple[Row, ...]
    comparison: dict[str, tuple[str, ...]]


def _cells(line: str) -> list[str]:
    return [each.strip().strip("`") for each in line.strip().strip("|").split("|")]


def _list(cell: str, mark: str) -> tuple[str, ...]:
    if cell.startswith("none: "):  # a reason may have any mark in it
        return (cell,)
    return tuple(each.strip().strip("`") for each in cell.split(mark) if each.strip())


def _tables(text: str) -> Iterator[list[list[str]]]:
    for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        yield [_cells(line) for line in block.strip().split("\n")]


def _span(cell: str) -> tuple[int, int]:
    first, _, last = cell.partition("-")
    return int(first), int(last or first)


@cache
def page_of(procedure: str) -> Page:
    text = (COVERAGE / PAGES[procedure]).read_text(encoding="utf-8")
    stated = re.search(r"^Captured text: (\d+) lines\.", text, re.MULTILINE)
    assert stated, "the page does not say how many lines were captured"
    heads = {tuple(table[0]): table[2:] for table in _tables(text)}
    rows = [
        Row(*_span(lines), says, _list(source, ","), _list(home, ";"))
        for lines, says, source, home in heads[tuple(LINES_HEAD)]
    ]
    comparison = {row: _list(home, ";") for row, home in heads[tuple(ROWS_HEAD)]}
    return Page(int(stated[1]), tuple(rows), comparison)


def _newest(procedure: str) -> Path:
    return max((PROCEDURES / procedure).iterdir(), key=lambda each: int(each.name))


def _read(folder: Path, name: str) -> dict[str, Any]:
    file = folder / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _folders(procedure: str) -> list[Path]:
    """Give the procedure's own folder and those that it stands on."""
    folders = [_newest(procedure)]
    while base := _read(folders[-1], "procedure.toml").get("extends"):
        name, _, version = base.partition("@")
        folders.append(PROCEDURES / name / version)
    return folders


@cache
def homes_in(procedure: str) -> frozenset[str]:
    """Give every home that the procedure offers, as it is written: `duty:refer`."""
    catalogue = tomllib.loads((PROCEDURES.parent / "questions.toml").read_text(encoding="utf-8"))
    found = {f"{word}:{each['id']}" for word in ("question", "kind") for each in catalogue[word]}
    for folder in _folders(procedure):
        found |= {f"outcome:{each}" for each in _read(folder, "outcomes.toml").get("text", {})}
        for word, (file, tables, key) in PLACES.items():
            for table in _read(folder, file).get(tables, []):
                home = f"{word}:{table[key]}"
                inner = [each["id"] for each in table.get(INNER.get(word, ""), [])]
                found |= {home, *(f"{home}/{each}" for each in inner)}
    return frozenset(found)


@cache
def own_sources(procedure: str) -> dict[str, tuple[int, int] | None]:
    """Give the procedure's own sources with their captured lines; none for other documents."""
    tables = _read(_newest(procedure), "procedure.toml")["source"]
    return {each["id"]: _span(each["lines"]) if "lines" in each else None for each in tables}


@cache
def known_sources(procedure: str) -> frozenset[str]:
    tables = [_read(folder, "procedure.toml")["source"] for folder in _folders(procedure)]
    return frozenset(each["id"] for table in tables for each in table)


def _unknown(procedure: str, homes: tuple[str, ...]) -> list[str]:
    return [
        each
        for each in homes
        if each not in homes_in(procedure) and not re.fullmatch(r"none: \S.*", each)
    ]


def test_every_local_procedure_has_a_page_of_coverage_and_every_page_a_procedure() -> None:
    pages = {each.name for each in COVERAGE.glob("*.md")} - {"README.md"}
    assert pages == {PAGES[each] for each in LOCAL}


@pytest.mark.parametrize("procedure", LOCAL)
def test_the_rows_cover_every_captured_line_once(procedure: str) -> None:
    page = page_of(procedure)
    following = 1
    for row in page.rows:
        assert (row.first, row.last) >= (following, following), row
        assert row.first == following, f"lines {following} to {row.first - 1} have no row"
        following = row.last + 1
    assert following == page.lines + 1


@pytest.mark.parametrize("procedure", LOCAL)
def test_every_row_says_something_and_has_a_home_or_a_reason_why_not(procedure: str) -> None:
    for row in page_of(procedure).rows:
        assert row.says, row
        assert row.homes, row
        assert _unknown(procedure, row.homes) == [], row


@pytest.mark.parametrize("procedure", LOCAL)
def test_every_row_of_the_comparison_has_a_home_or_a_reason_why_not(procedure: str) -> None:
    comparison = page_of(procedure).comparison
    assert [each for each in comparison if each in COMPARISON] == COMPARISON
    for row, homes in comparison.items():
        assert homes, row
        assert _unknown(procedure, homes) == [], row


@pytest.mark.parametrize("procedure", LOCAL)
def test_a_source_named_by_a_row_is_one_of_the_procedure_and_stands_on_these_lines(
    procedure: str,
) -> None:
    own = own_sources(procedure)
    for row in page_of(procedure).rows:
        for source in row.sources:
            assert source in known_sources(procedure), row
            first, last = own.get(source) or (row.first, row.last)
            assert first <= row.last, row
            assert row.first <= last, row


@pytest.mark.parametrize("procedure", LOCAL)
def test_every_source_taken_from_the_captured_text_is_named_by_a_row(procedure: str) -> None:
    named = {each for row in page_of(procedure).rows for each in row.sources}
    captured = {each for each, lines in own_sources(procedure).items() if lines}
    assert captured - named == set()
    assert captured


@pytest.mark.parametrize("procedure", LOCAL)
def test_a_source_lies_within_the_captured_text_and_none_of_its_document_goes_without_lines(
    procedure: str,
) -> None:
    tables = _read(_newest(procedure), "procedure.toml")["source"]
    documents = {each["document"] for each in tables if "lines" in each}
    assert [
        each["id"] for each in tables if each["document"] in documents and "lines" not in each
    ] == []
    for lines in own_sources(procedure).values():
        if lines:
            assert 1 <= lines[0] <= lines[1] <= page_of(procedure).lines


def _taken_from_the_text(procedure: str) -> Iterator[str]:
    """Give each of the procedure's own rules, tasks and sentences that names captured lines."""
    captured = {each for each, lines in own_sources(procedure).items() if lines}
    for word, (file, tables, key) in PLACES.items():
        for table in _read(_newest(procedure), file).get(tables, []):
            home = f"{word}:{table[key]}"
            if table.get("source") in captured:
                yield home
            for each in table.get(INNER.get(word, ""), []):
                if each["source"] in captured:
                    yield f"{home}/{each['id']}"


@pytest.mark.parametrize("procedure", LOCAL)
def test_whatever_is_taken_from_the_captured_text_stands_on_the_page(procedure: str) -> None:
    page = page_of(procedure)
    homes = {each for row in page.rows for each in row.homes}
    homes |= {each for row in page.comparison.values() for each in row}
    lists = {each.partition("/")[0] for each in homes}  # a list is named by any of its items
    taken = set(_taken_from_the_text(procedure))
    assert taken
    assert [
        each for each in taken if each not in homes | lists and each.partition("/")[0] not in homes
    ] == []
