"""Whole folders: what is read, what is refused, and the procedure that comes out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.errors import Fault, ProcedureFaultyError
from desktop_app.domain.procedure import Clock, Procedure, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.check import check
from desktop_app.procedures.loader import load_procedure
from desktop_app.runtime import paths

Spoil = Callable[[str, str, str], None]

SHIPPED = paths.resources_folder() / "procedures" / "ukcis-2024" / "1"
REFER = 'when = { outcome = "refer-today" }\ndue = "same-day"'


def test_the_shipped_procedure_has_no_fault(catalogue: Catalogue) -> None:
    assert check(SHIPPED, catalogue) == ()


def test_all_faults_of_all_files_are_told_in_one_go(
    folder: Path, spoil: Spoil, catalogue: Catalogue
) -> None:
    spoil("criteria.toml", 'when = "adult-involved"', 'when = "adult-envolved"')
    spoil("referral.toml", 'source = "derby-adults"', 'source = "hearsay"')
    spoil("duties.toml", 'owner = "school"', 'owner = "somebody"')
    spoil("guidance.toml", "[[topic]]", "[[topic]")
    (folder / "services.toml").unlink()
    with pytest.raises(ProcedureFaultyError) as caught:
        load_procedure(folder, catalogue)
    assert {(each.where, each.problem) for each in caught.value.faults} == {
        ("services.toml", "missing-file"),
        ("criteria.toml: criterion[1].when", "unknown-question"),
        ("referral.toml: rule[2].source", "unknown-source"),
        ("duties.toml: duty[1].owner", "unknown-owner"),
        ("guidance.toml", "not-toml"),
    }
    assert caught.value.source == "ukcis-2024/1"


@pytest.mark.parametrize("unread", ["procedure.toml", "criteria.toml"])
def test_a_file_that_cannot_be_read_brings_no_false_faults_in_the_others(
    folder: Path, catalogue: Catalogue, unread: str
) -> None:
    (folder / unread).write_text("no toml at all", encoding="utf-8")
    assert check(folder, catalogue) == (Fault(unread, "not-toml", ("1",)),)


def test_a_folder_must_be_named_for_what_is_in_it(folder: Path, catalogue: Catalogue) -> None:
    moved = folder.rename(folder.with_name("2"))
    about = ("ukcis-2024/1", "ukcis-2024/2")
    assert check(moved, catalogue) == (Fault("procedure.toml", "folder-name", about),)


def test_a_missing_folder_is_a_fault(tmp_path: Path, catalogue: Catalogue) -> None:
    assert check(tmp_path / "1", catalogue) == (Fault("1", "not-a-folder"),)


def test_a_file_in_place_of_a_folder_is_a_fault(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "1"
    file.touch()
    assert check(file, catalogue) == (Fault("1", "not-a-folder"),)


def test_a_missing_file_is_a_fault(folder: Path, catalogue: Catalogue) -> None:
    (folder / "advice.toml").unlink()
    assert check(folder, catalogue) == (Fault("advice.toml", "missing-file"),)


def test_a_file_that_does_not_belong_is_a_fault_and_hidden_ones_are_passed_over(
    folder: Path, catalogue: Catalogue
) -> None:
    (folder / ".DS_Store").touch()
    (folder / "advise.toml").touch()
    (folder / "two\nlines").touch()
    assert check(folder, catalogue) == (
        Fault("advise.toml", "unexpected-file"),
        Fault("two\N{REPLACEMENT CHARACTER}lines", "unexpected-file"),
    )


def test_a_folder_of_very_many_files_is_not_read(folder: Path, catalogue: Catalogue) -> None:
    for number in range(60):
        (folder / f"{number}.toml").touch()
    assert check(folder, catalogue) == (Fault("1", "too-many-files", ("64",)),)


def test_a_file_that_is_too_large_is_not_parsed(folder: Path, catalogue: Catalogue) -> None:
    (folder / "advice.toml").write_bytes(b"#\n" * 200_000)
    assert check(folder, catalogue) == (Fault("advice.toml", "toml-too-large", ("256",)),)


def test_a_folder_in_place_of_a_file_is_a_fault(folder: Path, catalogue: Catalogue) -> None:
    (folder / "advice.toml").unlink()
    (folder / "advice.toml").mkdir()
    assert check(folder, catalogue) == (Fault("advice.toml", "file-unreadable"),)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Path, catalogue: Catalogue) -> None:
    (folder / "advice.toml").write_bytes("# one\n# caf\u00e9\n".encode("latin-1"))
    assert check(folder, catalogue) == (Fault("advice.toml", "not-utf-8", ("2",)),)


@pytest.fixture
def shipped(catalogue: Catalogue) -> Procedure:
    return load_procedure(SHIPPED, catalogue)


def test_clocks_are_read_as_they_are_written(
    folder: Path, spoil: Spoil, catalogue: Catalogue
) -> None:
    working_days = REFER.replace('"same-day"', "{ working_days = 5 }")
    spoil("duties.toml", REFER, working_days)
    other_start = 'due = { starts_with = "the strategy discussion" }'
    spoil("duties.toml", 'due = "same-day"', other_start)
    spoil("duties.toml", 'due = "same-day"\n', "")
    first, second, third = load_procedure(folder, catalogue).duties[:3]
    assert (first.clock, first.days) == (Clock.WORKING_DAYS, 5)
    assert (second.clock, second.starts_with) == (Clock.OTHER_START, "the strategy discussion")
    assert third.clock is Clock.NONE


def test_the_digest_changes_with_every_byte(
    folder: Path, spoil: Spoil, catalogue: Catalogue, shipped: Procedure
) -> None:
    assert load_procedure(folder, catalogue).digest == shipped.digest
    spoil("advice.toml", "Never changes", "Never change")
    assert load_procedure(folder, catalogue).digest != shipped.digest


def test_a_recalled_source_says_so_in_its_label(shipped: Procedure) -> None:
    rules = {each.id: each.source for each in shipped.referral}
    assert rules["position-of-trust"].recalled
    assert rules["position-of-trust"].label.endswith("(to be checked against the document)")
    assert not rules["criteria"].recalled
    assert rules["criteria"].label.endswith(
        "section 2; its examples recalled, to be checked against the document"
    )


def test_and_or_is_kept_to_the_pair(shipped: Procedure) -> None:
    and_or = [each for each in shipped.referral if each.strength is Strength.AND_OR]
    assert [each.agencies for each in and_or] == [shipped.pair, shipped.pair]
