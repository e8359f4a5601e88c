"""What a desk remembers of a vault."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.vault import desk_notes, keyslots
from desktop_app.vault.desk_notes import Seen

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
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
