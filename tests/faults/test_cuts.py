from pathlib import Path

from tests.faults.shared import assert_held, short


def test_nothing_acknowledged_is_lost_by_a_power_cut(tmp_path: Path) -> None:
    assert_held(short("cuts", tmp_path))
