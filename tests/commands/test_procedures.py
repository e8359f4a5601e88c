"""`procedures` and `procedures check`, as a person types them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Ran, Run
from tests.procedures.westmarsh import local, rule

SHIPPED = ROOT / "resources" / "procedures"
LATE = '[[duty]]\nid = "refer"\nowner = "school"\ndue = { working_days = 1 }\ntext = "x"\nsource = "x"\n'


def run_in_school(folder: Path, *arguments: object) -> Ran:
    """Run a command on a computer whose technicians have filled the school's folder."""
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "SAFEGUARDING_DESK_SCHOOL": str(folder), "XDG_CONFIG_HOME": "/nowhere"},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_one_line_a_procedure_says_id_version_area_nation_and_date(run: Run) -> None:
    ran = run("procedures")
    assert ran.status == 0
    assert "ukcis-2024  1  England  england  2024-03-11" in ran.out.splitlines()
    assert all(len(line.split("  ")) == 5 for line in ran.out.splitlines())


def test_a_procedure_of_the_schools_own_stands_among_them(tmp_path: Path) -> None:
    local(tmp_path / "procedures", referral=rule("own", '{ kind = ["bullying"] }'))
    ran = run_in_school(tmp_path, "procedures")
    assert "westmarsh  1  Westmarsh  england  2026-01-01" in ran.out.splitlines()
    assert ran.err == ""


def test_one_that_cannot_be_used_is_told_beside_the_list_and_holds_nothing_up(
    tmp_path: Path,
) -> None:
    folder = local(tmp_path / "procedures", referral=rule("own", '"sever"'))
    ran = run_in_school(tmp_path, "procedures")
    assert ran.status == 0
    assert "westmarsh" not in ran.out
    assert "ukcis-2024  1  England  england  2024-03-11" in ran.out.splitlines()
    first, second = ran.err.splitlines()
    assert str(folder) in first
    assert "referral.toml: rule[1].when" in second
    assert "sever" in second


@pytest.mark.parametrize(
    "folder", sorted(each.parent for each in SHIPPED.glob("*/*/procedure.toml")), ids=str
)
def test_every_shipped_procedure_passes_without_a_warning(run: Run, folder: Path) -> None:
    ran = run("procedures", "check", folder)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 1


def test_every_fault_stands_on_a_line_of_its_own(run: Run, tmp_path: Path) -> None:
    folder = local(tmp_path, referral=rule("a", '"sever"') + rule("b", '{ kind = ["teasing"] }'))
    (folder / "duties.toml").write_text(LATE, encoding="utf-8")
    ran = run("procedures", "check", folder)
    assert ran.status == 2
    assert [line.split(": ")[:2] for line in ran.out.splitlines()] == [
        ["referral.toml", "rule[1].when"],
        ["referral.toml", "rule[2].when"],
        ["duties.toml", "duty[1].source"],
    ]


def test_a_missing_translation_is_a_warning_and_no_fault(run: Run, tmp_path: Path) -> None:
    folder = local(tmp_path / "procedures")
    catalogue = folder / "i18n" / "cy" / "westmarsh@1.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("# nothing yet\n", encoding="utf-8")
    ran = run("procedures", "check", folder)
    assert ran.status == 0
    first, second = ran.out.splitlines()
    assert first.startswith("Warning: i18n/cy: ")
    assert second == "No fault found."


def test_an_entry_that_no_rule_has_is_a_fault(run: Run, tmp_path: Path) -> None:
    folder = local(tmp_path / "procedures")
    catalogue = folder / "i18n" / "cy" / "westmarsh@1.po"
    catalogue.parent.mkdir(parents=True)
    entry = 'msgctxt "westmarsh/none"\nmsgid "Gone."\nmsgstr "Wedi mynd."\n'
    catalogue.write_text(entry, encoding="utf-8")
    ran = run("procedures", "check", folder)
    assert ran.status == 2
    assert ran.out.startswith("i18n/cy/westmarsh@1.po: line 1: ")


def test_a_copy_of_a_whole_procedure_is_sound_but_cannot_be_the_schools_own(
    run: Run, tmp_path: Path
) -> None:
    shutil.copytree(SHIPPED / "ukcis-2024" / "1", tmp_path / "ukcis-2024" / "1")
    ran = run("procedures", "check", tmp_path / "ukcis-2024" / "1")
    assert ran.status == 0
    assert [line.startswith("Warning: ") for line in ran.out.splitlines()] == [True, True, False]


def test_a_path_without_anything_is_bad_input(run: Run, tmp_path: Path) -> None:
    ran = run("procedures", "check", tmp_path / "nothing")
    assert ran.status == 2
    assert ran.out.splitlines()[0].startswith("nothing: ")
