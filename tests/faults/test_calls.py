from pathlib import Path

from tests.faults.shared import assert_held, short


def test_a_kill_or_a_failing_disk_at_any_call_loses_nothing(tmp_path: Path) -> None:
    assert_held(short("calls", tmp_path))
