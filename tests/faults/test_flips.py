from pathlib import Path

import pytest

from tests.faults.shared import LIMIT, assert_held, short


@pytest.mark.timeout(LIMIT)
def test_every_damage_to_a_vault_or_its_key_file_is_found_and_named(tmp_path: Path) -> None:
    assert_held(short("flips", tmp_path))
