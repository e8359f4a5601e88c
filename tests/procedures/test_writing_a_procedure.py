"""The procedure that `docs/writing-a-procedure.md` works through, loaded from that very page."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.domain.procedure import Outcome, Procedure, Strength, TellFamily
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.check import look_over
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from desktop_app.services.messages import fault_line
from tests.procedures.desk import Desk
from tests.procedures.westmarsh import LIBRARY

PAGE = paths.root_folder() / "docs" / "writing-a-procedure.md"
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
FILES = {
    name.split()[1]: text
    for name, text in BLOCKS
    if name.startswith(("toml ", "po ")) and "faulty" not in name
}
FAULTY = [
    (name.split()[2], text, said.strip())
    for (name, text), (_, said) in pairwise(BLOCKS)
    if name.startswith("toml faulty ")
]


def write(root: Path, files: dict[str, str]) -> Path:
    folder = root / "westmarsh-2026" / "1"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def westmarsh(tmp_path_factory: pytest.TempPathFactory) -> Procedure:
    root = tmp_path_factory.mktemp("school") / "procedures"
    write(root, FILES)
    library = Library(paths.resources_folder(), root)
    assert library.own_faults == ()
    return library.get("westmarsh-2026")


@pytest.fixture(scope="module")
def asked(westmarsh: Procedure, catalogue: Catalogue) -> Desk:
    return Desk(westmarsh, catalogue)


def test_the_page_shows_whole_files_and_faulty_ones() -> None:
    assert "procedure.toml" in FILES
    assert len(FILES) == 11
    assert len(FAULTY) == 4


def test_the_files_of_the_page_have_no_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "procedures", FILES)
    found = look_over(folder, LIBRARY.catalogue, LIBRARY.base)
    assert [fault_line(each) for each in found.faults] == []
    assert [each.problem for each in found.warnings] == ["not-translated"]


@pytest.mark.parametrize(("file", "text", "said"), FAULTY, ids=[said for _, _, said in FAULTY])
def test_a_faulty_rule_of_the_page_is_told_in_the_words_of_the_page(
    tmp_path: Path, file: str, text: str, said: str
) -> None:
    folder = write(tmp_path, {"procedure.toml": FILES["procedure.toml"], file: text})
    found = look_over(folder, LIBRARY.catalogue, LIBRARY.base)
    assert [fault_line(each) for each in found.faults] == [said]


def test_a_child_under_13_is_referred_in_westmarsh(asked: Desk) -> None:
    found = asked.ask("nudes-shared", yes="under-13")
    assert found.outcome is Outcome.REFER_TODAY
    assert [(each.agency, each.strength) for each in found.refer_to] == [
        ("childrens-social-care", Strength.MUST)
    ]


def test_the_switch_leaves_the_rule_where_a_meeting_is_not_ruled_out(
    westmarsh: Procedure, asked: Desk, catalogue: Catalogue
) -> None:
    off = Desk(westmarsh.switched_off({"westmarsh-gangs"}), catalogue)
    assert asked.ask("gangs-exploitation").outcome is Outcome.REFER_TODAY
    assert off.ask("gangs-exploitation").outcome is Outcome.SCHOOL_MANAGED
    assert off.ask("gangs-exploitation", unknown="offline-meeting").outcome is Outcome.REFER_TODAY


def test_the_family_rule_makes_it_stricter(asked: Desk) -> None:
    strict = asked.ask("gangs-exploitation", unknown="telling-family-risks-harm")
    assert strict.tell_family is TellFamily.NOT_UNTIL_AGREED
    assert asked.ask("gangs-exploitation").tell_family is TellFamily.ASK_FIRST


def test_words_of_its_own_stand_where_the_page_says(westmarsh: Procedure) -> None:
    duties = {each.id: each for each in westmarsh.duties}
    assert "Westmarsh form" in duties["refer"].text
    assert westmarsh.family_texts["not-until-agreed"].startswith("In Westmarsh: the Front Door")
    recording = next(each for each in westmarsh.topics if each.id == "recording")
    assert recording.points[0].id == "westmarsh-form"
    assert westmarsh.contacts[0].name == "Westmarsh Front Door"
    assert westmarsh.agency_name("childrens-social-care").startswith("Westmarsh Front Door")


def test_the_document_is_out_of_date_from_its_day_on(westmarsh: Procedure) -> None:
    assert not westmarsh.is_out_of_date(date(2027, 1, 31))
    assert westmarsh.is_out_of_date(date(2027, 2, 1))


def test_nothing_of_the_national_advice_is_lost(
    westmarsh: Procedure, asked: Desk, catalogue: Catalogue
) -> None:
    base = westmarsh.base
    assert base is not None
    national = Desk(base, catalogue)
    may_end = {"find-out-or-consult"}  # where Westmarsh refers what was on hold
    for kind in catalogue.kind_by_id:
        for question in catalogue.bit:
            before, after = national.ask(kind, yes=question), asked.ask(kind, yes=question)
            assert {each.agency for each in before.refer_to} <= {
                each.agency for each in after.refer_to
            }
            assert {each.id for each in before.duties} - may_end <= {
                each.id for each in after.duties
            }
