from pathlib import Path

from tests.faults.shared import assert_held, short


def test_every_damage_to_a_vault_or_its_key_file_is_found_and_named(tmp_path: Path) -> None:
    assert_held(short("flips", tmp_path))
