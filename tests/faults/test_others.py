from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_what_was_put_back_or_in_and_a_wrong_password_are_noticed(tmp_path: Path) -> None:
    assert_held(short("others", tmp_path))
