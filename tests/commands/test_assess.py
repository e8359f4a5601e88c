import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

FACTS = {
    "kinds": ["nudes-shared"],
    "aware_at": "2026-11-20T17:40",
    "answers": {"adult-involved": "no", "coerced": "not-known"},
}


def test_facts_in_a_file_come_out_as_an_assessment(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS), encoding="utf-8")
    ran = run("assess", "--procedure", "ukcis-2024", file)
    found = json.loads(ran.out)
    assert ran.status == 0
    assert found["outcome"] == "hold"
    assert found["procedure"]["id"] == "ukcis-2024"
    assert list(found) == [
        "procedure",
        "outcome",
        "emergency",
        "criteria",
        "refer_to",
        "tell_family",
        "duties",
        "do_not",
        "find_out",
        "aggravating",
        "advice",
        "switched_off",
    ]


def test_standard_input_is_read_for_a_dash(run: Run) -> None:
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(FACTS).encode())
    assert json.loads(ran.out)["outcome"] == "hold"


def test_a_list_gives_a_list_in_the_same_order(run: Run) -> None:
    many = [FACTS, {**FACTS, "kinds": ["sextortion"]}, {**FACTS, "kinds": ["upskirting"]}]
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(many).encode())
    assert [each["outcome"] for each in json.loads(ran.out)] == [
        "hold",
        "refer-today",
        "refer-today",
    ]


def test_a_list_with_faulty_objects_prints_nothing_and_names_every_place(run: Run) -> None:
    many = [
        FACTS,
        {**FACTS, "kinds": ["nude-shared"]},
        {**FACTS, "answers": {"coerced": "perhaps", "corced": "yes"}},
    ]
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(many).encode())
    assert (ran.status, ran.out) == (2, "")
    for place in ("[1].kinds[0]", "[2].answers.coerced", "[2].answers.corced"):
        assert place in ran.err


def test_a_contradiction_names_both_sides(run: Run) -> None:
    facts = {**FACTS, "kinds": ["sextortion"], "answers": {"blackmailed": "no"}}
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(facts).encode())
    assert ran.status == 2
    assert "blackmailed" in ran.err
    assert "sextortion" in ran.err


def test_people_of_a_record_are_read_in_the_same_way(run: Run) -> None:
    facts = {**FACTS, "answers": {}, "people": [{"role": "sharer", "age": 19}]}
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(facts).encode())
    assert {each["agency"]: each["strength"] for each in json.loads(ran.out)["refer_to"]} == {
        "police": "must",
        "childrens-social-care": "and-or",
    }


def test_a_procedure_that_nobody_has_is_bad_input(run: Run) -> None:
    ran = run("assess", "--procedure", "ukcis-1999", "-", given=json.dumps(FACTS).encode())
    assert (ran.status, ran.out) == (2, "")
    assert "ukcis-2024" in ran.err


def test_what_is_not_json_is_named_with_line_and_column(run: Run) -> None:
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=b'{"kinds": [\n "nudes-shared",]}')
    assert ran.status == 2
    assert "line 2" in ran.err


def test_a_file_that_is_not_there_is_bad_input(run: Run, tmp_path: Path) -> None:
    ran = run("assess", "--procedure", "ukcis-2024", tmp_path / "none.json")
    assert ran.status == 2
    assert "none.json" in ran.err


def test_procedures_are_listed_with_the_date_of_their_source(run: Run) -> None:
    ran = run("procedures")
    assert ran.status == 0
    assert any("ukcis-2024" in line and "2024-03" in line for line in ran.out.splitlines())


def test_the_shipped_procedure_passes_its_check(run: Run) -> None:
    ran = run("procedures", "check", "resources/procedures/ukcis-2024/1")
    assert ran.status == 0, ran.out


def test_a_faulty_procedure_is_told_line_by_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "1"
    folder.mkdir(parents=True)
    (folder / "procedure.toml").write_text("id = 5\n[broken", encoding="utf-8")
    ran = run("procedures", "check", folder)
    assert ran.status == 2
    assert any("procedure.toml" in line for line in (ran.out + ran.err).splitlines())


def test_an_abbreviated_option_is_wrong_usage(run: Run) -> None:
    assert run("assess", "--proc", "ukcis-2024", "-").status == 2


@pytest.mark.parametrize(
    ("place", "more"),
    [
        ("kinds[0]", {"kinds": ["Quillfeather"]}),
        ("answers.coerced", {"answers": {"coerced": "Quillfeather"}}),
        ("people[0].role[0]", {"people": [{"role": "Quillfeather"}]}),
        ("people[0].status[0]", {"people": [{"role": "depicted", "status": ["Quillfeather"]}]}),
        ("sign_off.result", {"sign_off": {"result": "Quillfeather"}}),
        ("decision.decision", {"decision": {"decision": "Quillfeather"}}),
    ],
)
def test_a_word_that_is_not_known_is_placed_and_never_repeated(
    run: Run, place: str, more: dict[str, object]
) -> None:
    ran = run("assess", "--procedure", "ukcis-2024", "-", given=json.dumps(FACTS | more).encode())
    assert (ran.status, ran.out) == (2, "")
    assert place in ran.err
    assert "Quillfeather" not in ran.err
