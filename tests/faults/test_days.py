from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_no_name_leaves_the_program_in_a_working_day(tmp_path: Path) -> None:
    assert_held(short("days", tmp_path))
