"""What a desk remembers of a vault."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.runtime import system_lock
from desktop_app.vault import desk_files, desk_notes, keyslots
from desktop_app.vault.desk_notes import Seen, Tries

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
VAULT = "0192f0c1-0000-7000-8000-000000000001"


def test_five_wrong_passwords_are_free_and_then_the_wait_grows_and_stops_growing(
    tmp_path: Path,
) -> None:
    waits = [desk_notes.note_wrong(tmp_path, VAULT, now=NOW).seconds_left(NOW) for _ in range(10)]
    assert waits == [0, 0, 0, 0, 30, 60, 300, 900, 900, 900]


def test_a_wait_ends_by_itself_and_the_count_stays(tmp_path: Path) -> None:
    for _ in range(6):
        desk_notes.note_wrong(tmp_path, VAULT, now=NOW)
    tries = desk_notes.wrong_tries(tmp_path, VAULT)
    assert tries.count == 6
    assert tries.seconds_left(NOW + timedelta(seconds=59)) == 1
    assert tries.seconds_left(NOW + timedelta(seconds=60)) == 0


def test_a_clock_set_back_a_year_never_makes_the_wait_longer_than_its_step(tmp_path: Path) -> None:
    for _ in range(5):
        desk_notes.note_wrong(tmp_path, VAULT, now=NOW)
    tries = desk_notes.wrong_tries(tmp_path, VAULT)
    assert tries.seconds_left(NOW - timedelta(days=365)) == 30


def test_the_right_password_begins_the_count_anew_and_other_vaults_are_not_touched(
    tmp_path: Path,
) -> None:
    desk_notes.note_wrong(tmp_path, VAULT, now=NOW)
    desk_notes.note_wrong(tmp_path, "other", now=NOW)
    desk_notes.forget_wrong(tmp_path, VAULT)
    assert desk_notes.wrong_tries(tmp_path, VAULT).count == 0
    assert desk_notes.wrong_tries(tmp_path, "other").count == 1


def test_what_nobody_was_told_of_outlives_the_right_password_and_goes_once_told(
    tmp_path: Path,
) -> None:
    for _number in range(6):
        desk_notes.note_wrong(tmp_path, VAULT, now=NOW)
    desk_notes.forget_wrong(tmp_path, VAULT)
    assert desk_notes.wrong_tries(tmp_path, VAULT) == Tries(untold=6)
    desk_notes.note_wrong(tmp_path, VAULT, now=NOW)
    desk_notes.note_told(tmp_path, VAULT, 6)
    assert desk_notes.wrong_tries(tmp_path, VAULT) == Tries(count=1, untold=1)
    desk_notes.forget_wrong(tmp_path, VAULT)
    desk_notes.note_told(tmp_path, VAULT, 9)
    assert desk_notes.wrong_tries(tmp_path, VAULT) == Tries()


def test_a_note_of_a_program_of_before_tells_the_wrong_tries_that_it_counted(
    tmp_path: Path,
) -> None:
    said = b'{"format":"safeguarding-desk-desk","tries":{"count":3,"until":""},"v":1}'
    (tmp_path / f"{VAULT}.json").write_bytes(said)
    assert desk_notes.wrong_tries(tmp_path, VAULT) == Tries(count=3, untold=3)


_COUNTING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop_app.vault import desk_notes

now = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
for _number in range(int(sys.argv[3])):
    desk_notes.note_wrong(Path(sys.argv[1]), sys.argv[2], now=now)
"""


def test_two_processes_that_count_at_the_same_time_lose_no_wrong_password(tmp_path: Path) -> None:
    each = 40
    command = [sys.executable, "-c", _COUNTING, str(tmp_path), VAULT, str(each)]
    counting = [
        subprocess.Popen(  # our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _process in range(2)
    ]
    for process in counting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in counting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in counting:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert desk_notes.wrong_tries(tmp_path, VAULT).count == 2 * each
    assert desk_notes.wrong_tries(tmp_path, VAULT).untold == 2 * each


def test_a_lock_that_nobody_gives_back_keeps_nobody_waiting_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_files, "_LONGEST_WAIT", 0.02)
    handle = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    system_lock.hold(handle)
    assert desk_notes.note_wrong(tmp_path, VAULT, now=NOW).count == 1
    assert desk_notes.wrong_tries(tmp_path, VAULT).count == 1
    os.close(handle)


def test_which_vault_lies_where_is_kept_and_names_no_folder(tmp_path: Path) -> None:
    desk, place = tmp_path / "desk", tmp_path / "St Canary" / "school.vault"
    keys, other = keyslots.new_keys(), place.with_name("other.vault")
    assert desk_notes.vault_at(desk, place) == ""
    there, elsewhere = Seen(7, "ab" * 32, 1), Seen(9, "cd" * 32, 2)
    desk_notes.note_seen(desk, VAULT, "me", keys=keys, what=there, at=place)
    desk_notes.note_seen(desk, VAULT, "me", keys=keys, what=elsewhere, at=other)
    assert desk_notes.vault_at(desk, place) == VAULT
    assert desk_notes.vault_at(desk, place.parent / "x" / ".." / place.name) == VAULT
    assert desk_notes.seen(desk, VAULT, "me", keys=keys, at=place) == there
    assert desk_notes.seen(desk, VAULT, "me", keys=keys, at=other) == elsewhere
    assert desk_notes.seen(desk, VAULT, "me", keys=keys) is None
    files = [each for each in desk.iterdir() if each.suffix == ".json"]
    assert b"Canary" not in b"".join(each.read_bytes() for each in files)
    assert len(files) == 2
    files[0].write_bytes(files[1].read_bytes())
    swapped = [desk_notes.seen(desk, VAULT, "me", keys=keys, at=at) for at in (place, other)]
    assert None in swapped


def test_another_vault_at_a_place_takes_nothing_over_from_the_one_before(tmp_path: Path) -> None:
    desk, place, keys = tmp_path / "desk", tmp_path / "school.vault", keyslots.new_keys()
    for vault, user in ((VAULT, "me"), (VAULT, "them"), ("another", "them")):
        desk_notes.note_seen(desk, vault, user, keys=keys, what=Seen(7, "ab" * 32, 1), at=place)
    assert desk_notes.vault_at(desk, place) == "another"
    assert desk_notes.seen(desk, VAULT, "me", keys=keys, at=place) is None
    assert desk_notes.seen(desk, "another", "me", keys=keys, at=place) is None
    assert desk_notes.seen(desk, "another", "them", keys=keys, at=place) is not None
    desk_notes.forget_place(desk, place)
    assert desk_notes.vault_at(desk, place) == ""


def test_what_was_seen_is_read_back_by_its_user_alone_and_stands_nowhere_in_the_clear(
    tmp_path: Path,
) -> None:
    mine, theirs = keyslots.new_keys(), keyslots.new_keys()
    what = Seen(137, "ab" * 32, 4, {"page": "incident", "reference": "2026-QQQQQQ"})
    desk_notes.note_seen(tmp_path, VAULT, "me", keys=mine, what=what)
    desk_notes.note_seen(tmp_path, VAULT, "them", keys=theirs, what=Seen(1, "cd" * 32, 1))
    assert desk_notes.seen(tmp_path, VAULT, "me", keys=mine) == what
    assert desk_notes.seen(tmp_path, VAULT, "me", keys=theirs) is None
    assert desk_notes.seen(tmp_path, "other", "me", keys=mine) is None
    written = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"2026-QQQQQQ" not in written
    assert b"ab" * 32 not in written


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":"other","v":1}',
        b"\xff" * 100,
        b"[" * 60_000,
        (
            b'{"format":"safeguarding-desk-desk","tries":{"count":9,'
            b'"until":"0001-01-01T00:00:00+14:00"},"v":1}'
        ),
    ],
)
def test_a_note_that_cannot_be_read_is_as_one_that_is_not_there(
    tmp_path: Path, spoiled: bytes
) -> None:
    (tmp_path / f"{VAULT}.json").write_bytes(spoiled)
    assert desk_notes.wrong_tries(tmp_path, VAULT).count == 0
    assert desk_notes.seen(tmp_path, VAULT, "me", keys=keyslots.new_keys()) is None
    assert desk_notes.note_wrong(tmp_path, VAULT, now=NOW).count == 1


def test_a_desk_that_cannot_be_written_to_remembers_nothing_and_keeps_nobody_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "desk").write_text("a file in the way", encoding="utf-8")
    assert desk_notes.note_wrong(tmp_path / "desk", VAULT, now=NOW).count == 1
    assert desk_notes.wrong_tries(None, VAULT).count == 0
    assert desk_notes.wrong_tries(tmp_path / "desk", VAULT).count == 0
