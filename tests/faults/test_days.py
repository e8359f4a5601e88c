from pathlib import Path

from tests.faults.shared import assert_held, short


def test_no_name_leaves_the_program_in_a_working_day(tmp_path: Path) -> None:
    assert_held(short("days", tmp_path))
