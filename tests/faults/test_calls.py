from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_a_kill_or_a_failing_disk_at_any_call_loses_nothing(tmp_path: Path) -> None:
    assert_held(short("calls", tmp_path))
