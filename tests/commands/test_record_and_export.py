import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.commands.conftest import PASSWORD, ROOT, Desk, Run

INCIDENT: dict[str, Any] = {
    "kinds": ["sextortion"],
    "aware_at": "2026-11-20T17:40",
    "narrative": "Zephyrine told the tutor at the end of the day. <b>Not bold</b> & not lost.",
    "reported_by": "The tutor",
    "people": [{"role": "depicted", "name": "Zephyrine Quillfeather", "year_group": "9"}],
}


def _text(file: Path) -> str:
    reader = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_what_is_recorded_comes_out_on_the_referral(desk: Desk, tmp_path: Path) -> None:
    reference = desk.record(INCIDENT)
    assert re.fullmatch(r"\d{4}-[0-9A-HJKMNP-TV-Z]{6}", reference)
    file = tmp_path / "referral.pdf"
    ran = desk.unlocked("export", "--form", "referral", "--incident", reference, "--out", file)
    assert ran.status == 0, ran.err
    text = _text(file)
    assert reference in text
    assert "Zephyrine Quillfeather" in text
    assert "<b>Not bold</b> & not lost." in text


@pytest.mark.parametrize("form", ["police", "incident"])
def test_every_form_that_fits_is_made(desk: Desk, tmp_path: Path, form: str) -> None:
    reference = desk.record(INCIDENT)
    file = tmp_path / f"{form}.pdf"
    ran = desk.unlocked("export", "--form", form, "--incident", reference, "--out", file)
    assert ran.status == 0, ran.err
    assert reference in _text(file)


def test_the_reason_of_an_export_stands_in_the_record_and_by_command_where_none_is_given(
    desk: Desk, tmp_path: Path
) -> None:
    reference = desk.record(INCIDENT)
    asked = ("export", "--form", "incident", "--incident", reference, "--out")
    assert desk.unlocked(*asked, tmp_path / "1.pdf").status == 0
    ran = desk.unlocked(*asked, tmp_path / "2.pdf", "--reason", "The governors asked for it")
    assert ran.status == 0, ran.err
    assert "Reason: made by a command" in _text(tmp_path / "2.pdf")
    assert desk.unlocked(*asked, tmp_path / "3.pdf").status == 0
    assert "Reason: The governors asked for it" in _text(tmp_path / "3.pdf")


def test_a_form_that_does_not_fit_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    reference = desk.record(INCIDENT)
    file = tmp_path / "no.pdf"
    ran = desk.unlocked("export", "--form", "not-referred", "--incident", reference, "--out", file)
    assert ran.status == 1
    assert ran.err.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_nobody_has_is_bad_input(desk: Desk, tmp_path: Path) -> None:
    reference = desk.record(INCIDENT)
    ran = desk.unlocked(
        "export", "--form", "postcard", "--incident", reference, "--out", tmp_path / "x.pdf"
    )
    assert ran.status == 2
    assert "referral" in ran.err


def test_an_incident_that_is_not_there_is_said_so(desk: Desk, tmp_path: Path) -> None:
    ran = desk.unlocked(
        "export", "--form", "incident", "--incident", "2026-AAAAAA", "--out", tmp_path / "x.pdf"
    )
    assert ran.status == 1
    assert "2026-AAAAAA" in ran.err


def test_a_concern_about_a_colleague_names_its_readers_first(desk: Desk) -> None:
    concern = {"kinds": ["colleague-concern"], "aware_at": "2026-11-20T09:00"}
    ran = desk.unlocked("record", "-", more=json.dumps(concern).encode())
    assert (ran.status, ran.out) == (2, "")
    assert "sealed_to" in ran.err
    sealed = desk.record({**concern, "sealed_to": ["DSL"], "narrative": "Sealed from the start."})
    assert sealed


def test_a_sealed_incident_can_be_exported_by_who_is_named(desk: Desk, tmp_path: Path) -> None:
    reference = desk.record(
        {
            "kinds": ["colleague-concern"],
            "aware_at": "2026-11-20T09:00",
            "sealed_to": ["DSL"],
            "narrative": "Only for those who are named.",
        }
    )
    file = tmp_path / "incident.pdf"
    ran = desk.unlocked("export", "--form", "incident", "--incident", reference, "--out", file)
    assert ran.status == 0, ran.err
    assert "Only for those who are named." in _text(file)


def test_an_unknown_reader_is_refused(desk: Desk) -> None:
    concern = {
        "kinds": ["colleague-concern"],
        "aware_at": "2026-11-20T09:00",
        "sealed_to": ["NOBODY"],
    }
    ran = desk.unlocked("record", "-", more=json.dumps(concern).encode())
    assert ran.status == 2
    assert "sealed_to[0]" in ran.err


def test_a_decision_against_a_referral_that_is_due_is_refused(desk: Desk) -> None:
    decided = {
        **INCIDENT,
        "decision": {"decision": "not-referred", "reason": "None", "at": "2026-11-20T18:00"},
    }
    ran = desk.unlocked("record", "-", more=json.dumps(decided).encode())
    assert ran.status == 2
    assert "decision.decision" in ran.err


def test_a_wrong_password_is_a_plain_sentence(desk: Desk) -> None:
    ran = desk.unlocked("vault", "verify", password="not the password at all")
    assert (ran.status, ran.out) == (1, "")
    assert "password" in ran.err.lower()


def test_a_vault_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    ran = run(
        "vault",
        "verify",
        "--vault",
        tmp_path / "lost.vault",
        "--password-stdin",
        given=PASSWORD.encode() + b"\n",
    )
    assert ran.status == 1
    assert list(tmp_path.iterdir()) == []


def test_creating_refuses_to_overwrite(desk: Desk) -> None:
    before = desk.vault.read_bytes()
    ran = desk.unlocked("vault", "create")
    assert ran.status == 1
    assert desk.vault.read_bytes() == before


def test_a_short_password_makes_no_vault(run: Run, tmp_path: Path) -> None:
    ran = run(
        "vault",
        "create",
        "--vault",
        tmp_path / "v.vault",
        "--password-stdin",
        given=b"elevenchars\n",
    )
    assert ran.status == 2
    assert "12" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_verify_prints_the_head_of_the_log_and_rebuild_keeps_everything(desk: Desk) -> None:
    reference = desk.record(INCIDENT)
    rebuilt = desk.unlocked("vault", "rebuild")
    assert rebuilt.status == 0, rebuilt.err
    verified = desk.unlocked("vault", "verify")
    assert verified.status == 0, verified.err
    assert re.search(r"Log [0-9a-f]{8}", verified.out)
    assert (
        desk.unlocked(
            "export",
            "--form",
            "incident",
            "--incident",
            reference,
            "--out",
            desk.vault.parent / "x.pdf",
        ).status
        == 0
    )


def test_no_vault_is_made_in_a_folder_that_is_copied_to_a_cloud(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Westmarsh School"
    folder.mkdir()
    made = run("vault", "create", "--vault", folder / "x.vault", given=PASSWORD.encode())
    assert made.status == 1
    assert "copied to a cloud" in made.err
    assert "Keep the vault outside it" in made.err
    assert made.out == ""
    assert list(folder.iterdir()) == []


def test_a_vault_that_was_moved_into_such_a_folder_is_left_as_it_is(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    for each in (desk.vault, desk.vault.with_suffix(".keys")):
        shutil.copy(each, folder)
    before = (folder / desk.vault.name).read_bytes()
    moved = Desk(folder / desk.vault.name)
    for asked in (("vault", "verify"), ("vault", "rebuild"), ("record", "-")):
        ran = moved.unlocked(*asked, more=json.dumps(INCIDENT).encode())
        assert ran.status == 1
        assert "copied to a cloud" in ran.err
        assert ran.out == ""
    assert (folder / desk.vault.name).read_bytes() == before


def test_a_temporary_place_is_warned_about_and_used(desk: Desk) -> None:
    ran = desk.unlocked("vault", "verify")
    assert ran.status == 0
    assert "temporary" in ran.err


def test_no_word_of_a_case_stands_in_any_output_or_in_the_file(desk: Desk) -> None:
    name = "Zephyrine Quillfeather"
    odd = {**INCIDENT, "people": [{"role": "depictedd", "name": name, "born": name}]}
    ran = desk.unlocked("record", "-", more=json.dumps(odd).encode())
    assert ran.status == 2
    assert "Quillfeather" not in ran.out + ran.err
    desk.record(INCIDENT)
    for file in desk.vault.parent.iterdir():
        if file.suffix in {".vault", ".keys"}:
            assert b"Quillfeather" not in file.read_bytes()
            assert "Quillfeather".encode("utf-16-le") not in file.read_bytes()


def test_a_second_form_says_which_one_it_replaces(desk: Desk, tmp_path: Path) -> None:
    reference = desk.record(INCIDENT)
    texts = []
    for name in ("first.pdf", "second.pdf"):
        file = tmp_path / name
        ran = desk.unlocked("export", "--form", "referral", "--incident", reference, "--out", file)
        assert ran.status == 0, ran.err
        texts.append(_text(file))
    assert ["This replaces an earlier form" in text for text in texts] == [False, True]


def test_a_referral_is_about_the_person_with_this_number_in_the_record(
    desk: Desk, tmp_path: Path
) -> None:
    second = {"role": "recipient", "name": "Ptolemy Underhay", "year_group": "9"}
    reference = desk.record({**INCIDENT, "people": [*INCIDENT["people"], second]})
    file = tmp_path / "second.pdf"
    asked = ("export", "--form", "referral", "--incident", reference, "--out", file)
    ran = desk.unlocked(*asked, "--about", "2")
    assert ran.status == 0, ran.err
    text = _text(file)
    assert text.index("Ptolemy Underhay") < text.index("Zephyrine Quillfeather")
    refused = desk.unlocked(*asked, "--about", "3")
    assert refused.status == 1
    assert "person" in refused.err.lower() or "nobody" in refused.err.lower()


def test_a_form_never_takes_the_place_of_a_vault_or_of_any_other_file(
    desk: Desk, tmp_path: Path
) -> None:
    reference = desk.record(INCIDENT)
    facts = tmp_path / "facts.json"
    facts.write_text("{}", encoding="utf-8")
    link = tmp_path / "link.pdf"
    link.hardlink_to(desk.vault)
    for there in (desk.vault, desk.vault.with_suffix(".keys"), link, facts):
        before = there.read_bytes()
        ran = desk.unlocked("export", "--form", "incident", "--incident", reference, "--out", there)
        assert (ran.status, ran.out) == (1, "")
        assert there.name in ran.err
        assert there.read_bytes() == before
    assert desk.unlocked("vault", "verify").status == 0


def test_a_form_may_take_the_place_of_an_earlier_one_or_of_an_empty_file(
    desk: Desk, tmp_path: Path
) -> None:
    reference = desk.record(INCIDENT)
    file = tmp_path / "form.pdf"
    file.touch()
    for form in ("incident", "referral"):
        ran = desk.unlocked("export", "--form", form, "--incident", reference, "--out", file)
        assert ran.status == 0, ran.err
        assert reference in _text(file)


@pytest.mark.parametrize("verb", ["create", "verify"])
@pytest.mark.parametrize("place", ["", ".", "..", "/"])
def test_a_place_without_a_name_of_its_own_is_no_vault(run: Run, verb: str, place: str) -> None:
    given = PASSWORD.encode() + b"\n"
    ran = run("vault", verb, f"--vault={place}", "--password-stdin", given=given)
    assert (ran.status, ran.out) == (1, "")
    assert "cannot be a vault" in ran.err


HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from desktop_app.services import vaults
now = datetime.now().astimezone()
vault = vaults.unlock(Path(sys.argv[1]), password=sys.argv[2], sign_in=None, at=now)
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


def test_a_second_command_is_told_which_process_has_the_vault_and_leaves_nothing_behind(
    desk: Desk,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(desk.vault), PASSWORD],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        second = desk.unlocked("vault", "verify")
        assert second.status == 1
        assert f"open already on this computer, in process {first.pid}" in second.err
    assert first.returncode == 0
    assert sorted(each.name for each in desk.vault.parent.iterdir() if "school" in each.name) == [
        "school.keys",
        "school.vault",
    ]
