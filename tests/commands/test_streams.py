import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import PASSWORD, ROOT, Desk, Run

FACTS = {"kinds": ["bullying"], "aware_at": "2026-11-20T17:40"}
CLOSED = """
import os, runpy, sys
name, number, *sys.argv = sys.argv[1:]
setattr(sys, name, None)
os.close(int(number))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def _unheard(*arguments: object, given: bytes = b"") -> tuple[int, str]:
    """Run a command whose standard output nobody reads; give its status and standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = _run(ROOT / "main.py", *arguments, given=given, to=writer)
    finally:
        os.close(writer)
    return done.returncode, done.stderr.decode()


def _without(stream: str, *arguments: object, given: bytes = b"") -> tuple[int, str, str]:
    """Run a command with a stream closed; give its status, standard output and standard error."""
    number = ("stdin", "stdout", "stderr").index(stream)
    closed = ("-c", CLOSED, stream, number, ROOT / "main.py")
    done = _run(*closed, *arguments, given=given, to=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def _run(*arguments: object, given: bytes, to: int) -> subprocess.CompletedProcess[bytes]:
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    return subprocess.run(  # our own program
        [sys.executable, *map(str, arguments)],
        input=given,
        stdout=to,
        stderr=subprocess.PIPE,
        env=buffered,
        timeout=240,
        check=False,
        cwd=ROOT,
    )


def test_what_cannot_be_printed_is_said_in_a_sentence() -> None:
    status, said = _unheard("procedures")
    assert status == 1
    assert "standard output" in said
    assert "Exception" not in said


def test_an_incident_recorded_without_a_word_still_gives_its_reference(desk: Desk) -> None:
    given = PASSWORD.encode() + b"\n" + json.dumps(FACTS).encode()
    status, said = _unheard("record", "--vault", desk.vault, "--password-stdin", "-", given=given)
    assert status == 1
    line = next(each for each in said.splitlines() if "is recorded as" in each)
    reference = line.removesuffix(".").split()[-1]
    out = desk.vault.parent / "found.pdf"
    form = ("export", "--form", "incident", "--incident", reference, "--out", out)
    assert desk.unlocked(*form).status == 0


def test_recovery_keys_that_nobody_could_read_are_told_to_be_lost(tmp_path: Path) -> None:
    vault = tmp_path / "v.vault"
    given = PASSWORD.encode() + b"\n"
    status, said = _unheard("vault", "create", "--vault", vault, "--password-stdin", given=given)
    assert status == 1
    assert "recovery keys" in said


def test_without_a_standard_output_nothing_is_begun(tmp_path: Path) -> None:
    vault = tmp_path / "v.vault"
    asked = ("vault", "create", "--vault", vault, "--password-stdin")
    status, _, said = _without("stdout", *asked, given=PASSWORD.encode() + b"\n")
    assert status == 1
    assert "standard output is closed" in said
    assert list(tmp_path.iterdir()) == []


def test_a_closed_standard_input_is_an_empty_one() -> None:
    status, _, said = _without("stdin", "assess", "--procedure", "ukcis-2024", "-")
    assert status == 2
    assert "JSON" in said


def test_without_a_standard_error_the_reason_does_not_land_in_the_output() -> None:
    status, out, _ = _without("stderr", "assess", "--procedure", "nobody", "x.json")
    assert (status, out) == (2, "")


@pytest.mark.parametrize("number", ["0", "-3", "x", "1" * 5000])
def test_a_number_of_incidents_that_is_none_is_wrong_usage(
    run: Run, tmp_path: Path, number: str
) -> None:
    ran = run("demo", "--out", tmp_path / "demo", f"--incidents={number}")
    assert (ran.status, ran.out) == (2, "")
    assert "1 or more" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_byte_order_mark_is_no_part_of_a_password(desk: Desk) -> None:
    ran = desk.unlocked("vault", "verify", password="\ufeff" + PASSWORD)
    assert ran.status == 0, ran.err
