from pathlib import Path

import pytest

from desktop_app.ui.seat import contacts_at_hand
from desktop_app.ui.settings import ViewSettings


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.ini"
    first = ViewSettings(file)
    first.theme = "dark"
    first.zoom = 1.5
    first.idle_minutes = 5
    first.language = "cy"
    first.vault = tmp_path / "a, b" / "desk.vault"
    again = ViewSettings(file)
    assert (again.theme, again.zoom, again.idle_minutes) == ("dark", 1.5, 5)
    assert again.language == "cy"
    assert again.vault == tmp_path / "a, b" / "desk.vault"


def test_nothing_chosen_is_as_designed(tmp_path: Path) -> None:
    settings = ViewSettings(tmp_path / "settings.ini")
    assert (settings.theme, settings.zoom, settings.idle_minutes) == ("system", 1.0, 5)
    assert (settings.old_front_door, settings.language, settings.vault) == ("", "", None)
    assert settings.contacts_file == tmp_path / "contacts.toml"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("written", "zoom", "minutes"),
    [
        ("theme=neon\nzoom=huge\nidle-minutes=0\n", 1.0, 5),
        ("theme=1,2\nzoom=nan\nidle-minutes=nan\n", 1.0, 5),
        ("zoom=9\nidle-minutes=61\n", 2.0, 15),
        ("zoom=1e999\nidle-minutes=1e999\n", 1.0, 5),
    ],
)
def test_what_makes_no_sense_is_read_as_if_it_were_not_there(
    tmp_path: Path, written: str, zoom: float, minutes: int
) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[General]\n" + written, encoding="utf-8")
    settings = ViewSettings(file)
    assert (settings.theme, settings.zoom, settings.idle_minutes) == ("system", zoom, minutes)


def test_without_a_file_settings_last_as_long_as_the_program() -> None:
    settings = ViewSettings(None)
    settings.zoom = 1.75
    assert settings.zoom == 1.75
    assert ViewSettings(None).zoom == 1.0


def test_the_number_that_an_earlier_version_kept_here_can_be_taken_over_once(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.ini"
    file.write_text('[General]\nfront-door="0123, then 2"\n', encoding="utf-8")
    assert contacts_at_hand(ViewSettings(file), None).front_door == "0123, then 2"
    assert ViewSettings(file).old_front_door == ""
    contacts = contacts_at_hand(ViewSettings(file), None)
    contacts.keep_front_door("01234 567890")
    assert contacts_at_hand(ViewSettings(file), None).front_door == "01234 567890"


def test_a_number_that_cannot_be_moved_stays_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[General]\nfront-door=none\n", encoding="utf-8")
    assert contacts_at_hand(ViewSettings(file), None).front_door == ""
    assert ViewSettings(file).old_front_door == "none"
