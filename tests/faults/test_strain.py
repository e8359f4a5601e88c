from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_a_full_disk_a_closed_folder_or_a_second_process_loses_nothing(tmp_path: Path) -> None:
    assert_held(short("strain", tmp_path))
