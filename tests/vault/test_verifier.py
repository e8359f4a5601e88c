"""The program that is shipped for others, run as they run it, on a log that left a real vault."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.events.vaults import UserChanged, UserRemoved
from desktop_app.vault.head import Head
from tests.log_builders import (
    VERIFIER,
    added,
    as_exported,
    beginning,
    entry,
    linked,
    stand_alone,
    writer,
)
from tests.vault_builders import AT, PASSWORD, School, add_user, answers, fresh_id

LONGEST = 200


def ran(*arguments: object) -> tuple[int, str]:
    """Run it with nothing of ours in its way; give its status and all that it said."""
    done = subprocess.run(
        [sys.executable, "-I", VERIFIER, *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def exported(school: School, to: Path, *, with_content: bool = False) -> Head:
    vault = school.open()
    to.write_bytes(vault.export_log(with_content=with_content, at=AT))
    head = vault.head()
    vault.close()
    return head


def test_it_is_short_enough_to_be_read_and_needs_nothing_of_ours() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST
    assert "desktop_app" not in text


@pytest.mark.parametrize("with_content", [False, True])
def test_an_exported_log_holds_with_the_line_from_a_form(
    school: School, tmp_path: Path, *, with_content: bool
) -> None:
    head = exported(school, tmp_path / "log.json", with_content=with_content)
    lines = tmp_path / "anchors.txt"
    lines.write_text(f"\ufeff\n{head.short}\n\n", encoding="utf-8")
    status, said = ran(tmp_path / "log.json", lines)
    assert status == 0, said
    assert f"{head.position} entries" in said
    assert f"entries up to {head.position}" in said
    assert "Everything checked here holds." in said


def test_without_contents_nothing_of_a_case_leaves_and_with_them_everything_that_was_open(
    school: School, tmp_path: Path
) -> None:
    exported(school, tmp_path / "bare.json")
    exported(school, tmp_path / "full.json", with_content=True)
    bare, full = ((tmp_path / f"{each}.json").read_text("utf-8") for each in ("bare", "full"))
    assert "Account number 1" in full
    for word in ("Account number", "Testname", "worry", "Zanzibar", "draftcanary"):
        assert word not in bare
    for word in ("Zanzibar", "Quillfeather", "draftcanary", PASSWORD):
        assert word not in full
    assert [row["n"] for row in json.loads(bare)["entries"] if row["content"]] == [1, 2]


def _edited(log: dict[str, Any]) -> None:
    log["entries"][4]["event"] = log["entries"][4]["event"].replace("2026", "2025", 1)


def _dropped(log: dict[str, Any]) -> None:
    del log["entries"][4]


def _renumbered(log: dict[str, Any]) -> None:
    log["entries"][4]["n"] = 6


def _unsigned(log: dict[str, Any]) -> None:
    log["entries"][-1]["sig"] = None


def _forged(log: dict[str, Any]) -> None:
    log["entries"][-1]["sig"] = "00" * 64


def _other_content(log: dict[str, Any]) -> None:
    log["entries"][4]["content"] += " "


def _twice_the_same_name(log: dict[str, Any]) -> None:
    event = log["entries"][4]["event"]
    log["entries"][4]["event"] = event.replace("{", '{"actor":"x",', 1)


def _not_an_entry(log: dict[str, Any]) -> None:
    log["entries"][4] = {"n": 5}


def _who_may_sign_withheld(log: dict[str, Any]) -> None:
    log["entries"][1] |= {"salt": None, "content": None}


def _emptied(log: dict[str, Any]) -> None:
    log["entries"] = []


def _other_vault(log: dict[str, Any]) -> None:
    log["vault"] = "0" * 36


@pytest.mark.parametrize(
    "change",
    [
        _edited,
        _dropped,
        _renumbered,
        _unsigned,
        _forged,
        _other_content,
        _twice_the_same_name,
        _not_an_entry,
        _other_vault,
        _who_may_sign_withheld,
        _emptied,
    ],
)
def test_an_export_that_was_changed_is_told_apart(
    school: School, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    file = tmp_path / "log.json"
    exported(school, file, with_content=True)
    log = json.loads(file.read_text("utf-8"))
    change(log)
    file.write_text(json.dumps(log), encoding="utf-8")
    status, said = ran(file)
    assert status == 1
    assert "WRONG" in said
    assert "NOT everything holds." in said


def test_a_log_cut_short_or_told_otherwise_is_caught_by_the_line_alone(
    school: School, tmp_path: Path
) -> None:
    exported(school, tmp_path / "older.json")
    vault = school.open()
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    vault.close()
    printed = exported(school, tmp_path / "log.json")
    lines = tmp_path / "anchors.txt"
    lines.write_text(printed.short.lower().replace(" · ", "  "), encoding="utf-8")
    assert ran(tmp_path / "log.json", lines)[0] == 0
    status, said = ran(tmp_path / "older.json", lines)
    assert status == 1
    assert "cut off before it" in said
    other = Head(printed.position, "12" * 32, printed.vault)
    lines.write_text(other.short, encoding="utf-8")
    status, said = ran(tmp_path / "log.json", lines)
    assert status == 1
    assert "printed otherwise" in said


@pytest.mark.parametrize("place", [4, 5])
def test_an_entry_about_people_whose_content_was_taken_out_of_the_export_is_told(
    place: int,
) -> None:
    vault, lead, deputy = fresh_id(), writer(), writer()
    entries = [
        *beginning(vault, lead),
        entry(lead, added(deputy)),
        entry(lead, UserChanged(deputy.user, "", "", "deputy")),
        entry(lead, UserRemoved(deputy.user)),
    ]
    check, log = stand_alone().check, as_exported(vault, linked(vault, entries))
    assert not check(log, []).problems
    log["entries"][place - 1] |= {"salt": None, "content": None}
    assert [each[:2] for each in check(log, []).problems] == [("chain", place)]


def test_people_who_came_and_went_are_named_to_be_asked_about(
    school: School, tmp_path: Path
) -> None:
    vault = school.open()
    add_user(vault, "HT")
    vault.close()
    exported(school, tmp_path / "log.json")
    assert ran(tmp_path / "log.json")[0] == 0


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"format":"x","v":1}', b"\xff", b"[" * 100_000]
)
def test_a_file_that_is_no_log_is_refused_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.json").write_bytes(content)
    assert ran(tmp_path / "log.json")[0] == 2
    assert ran(tmp_path / "missing.json")[0] == 2
    assert ran()[0] == 2


@pytest.mark.parametrize(
    "line", ["Log 1a2b3c4d · entry 137", "1a2b3c4d", "Log 1a2b3c4d · entry x · " + "0" * 27]
)
def test_a_line_that_is_none_is_refused_as_such(school: School, tmp_path: Path, line: str) -> None:
    exported(school, tmp_path / "log.json")
    (tmp_path / "anchors.txt").write_text(line, encoding="utf-8")
    assert ran(tmp_path / "log.json", tmp_path / "anchors.txt")[0] == 2


def test_a_line_reads_as_it_is_printed_in_any_hand() -> None:
    head = Head(137, "0f" * 32, "0192f0c1-0000-7000-8000-00001a2b3c4d")
    read = stand_alone().read_anchors
    expected = read(head.short)
    assert expected == [(137, int(head.hash, 16) >> 126)]
    for spelt in (
        head.short.lower(),
        head.short.replace(head.code, head.code.replace("0", "O").replace("1", "l")),
        head.short.replace(" · ", " - "),
        head.short.replace("-", " "),
        "Cofnod " + head.short,
        head.short + ", read by J. P. on 3 May",
    ):
        assert read(spelt) == expected, spelt


def test_a_log_without_entries_does_not_hold() -> None:
    exported = as_exported("1a2b3c4d", linked("1a2b3c4d", beginning("1a2b3c4d", writer())))
    log = stand_alone().check(exported | {"entries": []}, [])
    assert {proof for proof, _, _ in log.problems} == {"chain"}
