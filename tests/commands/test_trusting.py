"""`vault export-log` and `vault verify --anchors`, as a person runs them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop_app.vault.head import Head
from tests.commands.conftest import ROOT, Desk

INCIDENT: dict[str, Any] = {
    "kinds": ["nudes-shared"],
    "aware_at": "2026-11-20T17:40",
    "answers": {"adult-involved": "no"},
    "narrative": "Marmalade was mentioned.",
}


def test_an_exported_log_is_checked_by_the_shipped_program_with_the_line_that_verify_prints(
    desk: Desk, tmp_path: Path
) -> None:
    desk.record(INCIDENT)
    verified = desk.unlocked("vault", "verify")
    assert verified.status == 0, verified.err
    anchors = tmp_path / "anchors.txt"
    line = re.search(r"Log .*", verified.out)
    assert line is not None
    anchors.write_text(line.group() + "\n", encoding="utf-8")

    log = tmp_path / "log.json"
    ran = desk.unlocked("vault", "export-log", "--out", log, "--reason", "inspection")
    assert ran.status == 0, ran.err
    assert "Marmalade" not in log.read_text("utf-8")
    program = ROOT / "resources" / "verifier" / "verify_log.py"
    assert str(program) in ran.out
    done = subprocess.run([sys.executable, program, log, anchors], check=False, timeout=60)
    assert done.returncode == 0

    again = desk.unlocked("vault", "verify", "--anchors", anchors)
    assert again.status == 0, again.err
    assert "is the one on paper" in again.out
    full = tmp_path / "full.json"
    assert desk.unlocked("vault", "export-log", "--out", full, "--with-content").status == 0
    assert "Marmalade" in full.read_text("utf-8")
    said = [json.loads(row["content"]) for row in json.loads(full.read_text("utf-8"))["entries"]]
    assert {"entries", "with_content", "reason"} <= said[-1].keys()
    assert said[-1]["reason"] == "inspection"


def test_lines_that_do_not_hold_or_cannot_be_read_are_told_by_the_exit_status(
    desk: Desk, tmp_path: Path
) -> None:
    anchors = tmp_path / "anchors.txt"
    verified = desk.unlocked("vault", "verify")
    line = re.search(r"Log .*", verified.out)
    assert line is not None
    beyond = re.sub(r"entry \d+", "entry 9999", line.group())
    elsewhere = Head(3, "ab" * 32, "1a2b3c4d").short
    for text, status in ((beyond, 1), (elsewhere, 1), ("Log 1a2b3c4d · entry 7 · XXXX", 2)):
        anchors.write_text(text, encoding="utf-8")
        ran = desk.unlocked("vault", "verify", "--anchors", anchors)
        assert ran.status == status
        assert ran.err


def test_an_export_is_never_written_over_the_vault_or_its_keys(desk: Desk) -> None:
    for place in (desk.vault, desk.vault.with_suffix(".keys")):
        before = place.read_bytes()
        assert desk.unlocked("vault", "export-log", "--out", place).status == 1
        assert place.read_bytes() == before
