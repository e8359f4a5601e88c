"""One bad procedure for each fault, made from the good one that is shipped."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import Fault
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.check import check
from desktop_app.procedures.folder import NEEDED
from desktop_app.runtime import paths
from desktop_app.services.messages import fault_line

Spoil = Callable[[str, str, str], None]

SHIPPED = paths.resources_folder() / "procedures" / "ukcis-2024" / "1"
DATA = Path(__file__).parents[1] / "data" / "procedure-faults.toml"

EITHER = 'when = { any = ["acts-unusual", "acts-violent"] }'
PREVENT = 'when = { all = [{ kind = ["extremism"] }, "drawn-in"] }'
TWO = ['{ any = ["blackmailed", "coerced"] }', '{ any = ["groomed", "severe"] }']


class Case(NamedTuple):
    """A slip: in which file `good` becomes `bad`, and the fault that must be told."""

    problem: str
    file: str
    good: str
    bad: str
    where: str
    about: list[str]


CASES = [
    *(Case(**each) for each in tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]),
    Case(
        "text-too-long",
        "procedure.toml",
        'area = "England"',
        f'area = "{"England" * 300}"',
        "procedure.toml: area",
        ["2000"],
    ),
    Case(
        "too-many-combinations",
        "referral.toml",
        PREVENT,
        f"when = {{ all = [{', '.join((TWO * 5)[:9])}] }}",
        "referral.toml: rule[8].when",
        ["256"],
    ),
    Case(
        "line-too-long",
        "advice.toml",
        "# What",
        "# " + "What " * 1000,
        "advice.toml",
        ["1", "4000"],
    ),
    Case("too-deep", "criteria.toml", EITHER, f"when = {'[' * 3000}", "criteria.toml", ["12"]),
    Case("too-deep", "criteria.toml", EITHER, f"when{'.a' * 1000} = 1", "criteria.toml", ["12"]),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{each.problem}-{each.file}" for each in CASES])
def test_a_fault_is_told_with_its_file_its_place_and_what_it_names(
    folder: Path, spoil: Spoil, catalogue: Catalogue, case: Case
) -> None:
    spoil(case.file, case.good, case.bad)
    assert check(folder, catalogue) == (Fault(case.where, case.problem, tuple(case.about)),)


@pytest.mark.parametrize("case", CASES, ids=[f"{each.problem}-{each.file}" for each in CASES])
def test_every_fault_has_a_sentence_that_names_what_it_is_about(case: Case) -> None:
    said = fault_line(Fault(case.where, case.problem, tuple(case.about)))
    assert said.startswith(f"{case.where}: ")
    assert "{" not in said or case.problem == "not-a-clock"


def test_a_text_in_place_of_a_table_is_one_fault(folder: Path, catalogue: Catalogue) -> None:
    (folder / "outcomes.toml").write_text('text = "Refer."', encoding="utf-8")
    assert check(folder, catalogue) == (Fault("outcomes.toml: text", "not-a-table"),)


def test_a_value_in_a_fault_is_shortened_and_printable(
    folder: Path, spoil: Spoil, catalogue: Catalogue
) -> None:
    spoil("referral.toml", 'agencies = ["lado"]', f'agencies = ["\\u001b{"x" * 200}"]')
    (fault,) = check(folder, catalogue)
    assert fault.about[0].isprintable()
    assert len(fault.about[0]) == 80


def faults_after(catalogue: Catalogue, name: str, raw: bytes) -> tuple[Fault, ...]:
    with TemporaryDirectory() as outer:
        copy = Path(outer) / "ukcis-2024" / "1"
        shutil.copytree(SHIPPED, copy)
        (copy / name).write_bytes(raw)
        return check(copy, catalogue)


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(NEEDED), raw=st.binary(max_size=300))
def test_any_bytes_are_a_good_file_or_a_list_of_faults(
    catalogue: Catalogue, name: str, raw: bytes
) -> None:
    assert faults_after(catalogue, name, raw)


VALUES = st.sampled_from(
    [
        "true",
        "1",
        "2024-01-01",
        '""',
        '"adult"',
        "[]",
        "[[]]",
        "{}",
        "{ any = 1 }",
        "inf",
        "[1, {}]",
    ]
)


@settings(deadline=None, max_examples=150)
@given(data=st.data(), name=st.sampled_from(NEEDED), value=VALUES)
def test_any_value_in_the_place_of_another_is_taken_or_told_never_an_accident(
    catalogue: Catalogue, data: st.DataObject, name: str, value: str
) -> None:
    lines = (SHIPPED / name).read_text(encoding="utf-8").splitlines()
    places = [place for place, line in enumerate(lines) if " = " in line and line[0].isalpha()]
    place = data.draw(st.sampled_from(places))
    key = lines[place].split(" = ")[0]
    lines[place] = f"{key} = {value}"
    for fault in faults_after(catalogue, name, "\n".join(lines).encode()):
        assert fault.where
        assert fault.problem


@settings(deadline=None, max_examples=100)
@given(data=st.data(), name=st.sampled_from(NEEDED))
def test_a_file_cut_or_damaged_anywhere_is_taken_or_told_never_an_accident(
    catalogue: Catalogue, data: st.DataObject, name: str
) -> None:
    raw = (SHIPPED / name).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 400)))
    faults = faults_after(
        catalogue, name, raw[:start] + data.draw(st.binary(max_size=4)) + raw[end:]
    )
    assert all(fault.where.split(": ")[0] in {*NEEDED, "1"} for fault in faults)
