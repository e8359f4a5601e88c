from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_nothing_acknowledged_is_lost_by_a_power_cut(tmp_path: Path) -> None:
    assert_held(short("cuts", tmp_path))
