from pathlib import Path

from tests.faults.shared import assert_held, short


def test_a_full_disk_a_closed_folder_or_a_second_process_loses_nothing(tmp_path: Path) -> None:
    assert_held(short("strain", tmp_path))
