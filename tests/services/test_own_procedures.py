"""What the school is told about procedures of its own."""

from pathlib import Path

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.own_procedures import check_folder, unusable, unusable_lines
from tests.procedures.westmarsh import local, rule


def library(root: Path) -> Library:
    return Library(resources_folder(), root)


def test_nothing_is_told_of_a_procedure_that_can_be_used(tmp_path: Path) -> None:
    local(tmp_path)
    assert unusable(library(tmp_path)) == ()
    assert unusable_lines(library(tmp_path)) == ()


def test_one_that_cannot_be_used_is_told_with_its_folder_and_every_fault(tmp_path: Path) -> None:
    folder = local(tmp_path, referral=rule("a", '"sever"') + rule("b", '"bulying"'))
    (one,) = unusable(library(tmp_path))
    assert one.folder == str(folder)
    assert [each.split(": ")[:2] for each in one.sentences] == [
        ["referral.toml", "rule[1].when"],
        ["referral.toml", "rule[2].when"],
    ]
    head, *rest = unusable_lines(library(tmp_path))
    assert str(folder) in head
    assert rest == [f"  {each}" for each in one.sentences]


def test_a_folder_cannot_write_lines_of_its_own_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "one\nNo fault found.\u202e").mkdir()
    (one,) = unusable(library(tmp_path))
    assert one.folder.isprintable()
    assert all(each.isprintable() for each in one.sentences)


def test_a_check_tells_faults_and_warnings_apart(tmp_path: Path) -> None:
    folder = local(tmp_path / "procedures")
    catalogue = folder / "i18n" / "cy" / "westmarsh@1.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    found = check_folder(library(tmp_path), folder)
    assert found.faults == ()
    (warning,) = found.warnings
    assert warning.startswith("Warning: i18n/cy: ")


def test_a_shipped_procedure_is_not_warned_of_for_being_no_own_one(tmp_path: Path) -> None:
    shipped = resources_folder() / "procedures" / "ukcis-2024" / "1"
    found = check_folder(library(tmp_path), shipped)
    assert (found.faults, found.warnings) == ((), ())
