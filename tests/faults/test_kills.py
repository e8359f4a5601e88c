from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_nothing_acknowledged_is_lost_by_a_kill_at_any_moment(tmp_path: Path) -> None:
    lines = short("kills", tmp_path)
    assert_held(lines)
    assert all(each.tried == 60 for each in lines)
