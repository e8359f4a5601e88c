"""How the backups of a vault stand, day after day; what is said of them; what a stick survives."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import (
    PasswordRefusedError,
    SafeguardingError,
    VaultExistsError,
    VaultFolderMissingError,
)
from desktop_app.domain.events.keeping import BackupMade, BackupRehearsed
from desktop_app.domain.trust_errors import (
    BackupDamagedError,
    BackupPlaceError,
    PlaceRefusedError,
    TooManyTriesError,
)
from desktop_app.runtime.place_kinds import PlaceKind
from desktop_app.services import backup_words, backups, messages, places, sign_in
from desktop_app.services.backups import Level, Place, Who
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault
from tests.vault_builders import PASSWORD, recorded, save

NOW = datetime(2026, 9, 1, 16, 0, tzinfo=UTC)
ME = Who(PASSWORD)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "school.sgv"
    create_vault(path, password=PASSWORD, at=NOW, cost=FLOOR)[0].close()
    return path


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Iterator[Vault]:
    for each in (made, made.with_suffix(".keys")):
        shutil.copy(each, tmp_path)
    with closing(open_vault(tmp_path / made.name, password=PASSWORD)) as opened:
        yield opened


def say_made(
    vault: Vault, *, days_ago: float, device: str, off_site: bool = False, place: str = ""
) -> None:
    event = BackupMade(
        file="school-20260901-160000-e2.sgbackup",
        place=place or device,
        kind="removable",
        device=device,
        off_site=off_site,
        entry=2,
        hash="ab" * 32,
        sha256="cd" * 32,
        bytes=1,
    )
    vault.append([event], incident=None, at=NOW - timedelta(days=days_ago))


def test_a_vault_without_a_backup_is_red(vault: Vault) -> None:
    state = backups.state(vault, NOW)
    assert state.level is Level.RED
    assert state.why == ("none", "copies", "devices", "off-site")
    assert (state.copies, state.newest, state.age_days) == (1, None, None)
    assert "no backup" in backup_words.level_words(state)
    assert len(backup_words.reasons(state)) == 4


def test_three_copies_on_two_devices_and_one_away_are_green(vault: Vault) -> None:
    say_made(vault, days_ago=20, device="stick B", off_site=True)
    say_made(vault, days_ago=3, device="stick A")
    state = backups.state(vault, NOW)
    assert (state.level, state.why) == (Level.GREEN, ())
    assert (state.copies, state.devices, state.off_site) == (3, 3, True)
    assert state.age_days == 3
    assert state.newest is not None
    assert state.newest.device == "stick A"


@pytest.mark.parametrize(
    ("days", "level", "why"),
    [
        (0, Level.GREEN, ()),
        (7, Level.GREEN, ()),
        (7.9, Level.GREEN, ()),
        (8, Level.AMBER, ("old-7",)),
        (14.9, Level.AMBER, ("old-7",)),
        (15, Level.RED, ("old-14",)),
        (31, Level.RED, ("old-14",)),
        (32, Level.RED, ("old-14", "copies", "devices", "off-site")),
    ],
)
def test_the_age_of_the_newest_backup_decides_between_green_amber_and_red(
    vault: Vault, days: float, level: Level, why: tuple[str, ...]
) -> None:
    say_made(vault, days_ago=days, device="stick A", off_site=True)
    say_made(vault, days_ago=days, device="server")
    state = backups.state(vault, NOW)
    assert (state.level, state.why) == (level, why)


def test_the_same_place_counts_once_and_the_vaults_own_disk_is_no_second_device(
    vault: Vault,
) -> None:
    own = backups.place_of(vault.path.parent).device
    say_made(vault, days_ago=1, device=own, place="D:")
    say_made(vault, days_ago=0, device=own, place="D:")
    state = backups.state(vault, NOW)
    assert (state.copies, state.devices) == (2, 1)
    assert state.why == ("copies", "devices", "off-site")
    assert state.level is Level.AMBER


def test_a_device_that_the_system_says_nothing_of_is_not_counted_as_one(vault: Vault) -> None:
    say_made(vault, days_ago=0, device="", place="A")
    say_made(vault, days_ago=0, device="", place="B", off_site=True)
    assert backups.state(vault, NOW).why == ("devices",)


def test_a_clock_that_was_set_back_makes_a_backup_todays(vault: Vault) -> None:
    say_made(vault, days_ago=-400, device="stick A", off_site=True)
    assert backups.state(vault, NOW).age_days == 0


def test_a_rehearsal_is_remembered_for_backups_of_this_vault_alone(
    vault: Vault, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    assert backups.state(vault, NOW).rehearsed_days is None
    assert "No backup was ever" in backup_words.rehearsal_words(backups.state(vault, NOW))
    done = backups.make(vault, tmp_path / "stick", at=NOW)
    rehearsed = backups.rehearse(done.path, who=ME)
    backups.note_rehearsed(vault, done.path, rehearsed, at=NOW)
    assert vault.of_vault()[-1].event == BackupRehearsed(
        done.path.name, rehearsed.head.position, done.said.made_at
    )
    assert backups.state(vault, NOW + timedelta(days=9)).rehearsed_days == 9
    today = backup_words.rehearsal_words(backups.state(vault, NOW))
    assert today == "A backup was last opened on trial today."
    later = backup_words.rehearsal_words(backups.state(vault, NOW + timedelta(days=9)))
    assert "9 days ago" in later
    other, _ = create_vault(tmp_path / "other.sgv", password=PASSWORD, at=NOW, cost=FLOOR)
    with closing(other):
        backups.note_rehearsed(other, done.path, rehearsed, at=NOW)
        assert backups.state(other, NOW).rehearsed_days is None


def test_the_three_steps_of_the_window_are_the_one_of_a_command(
    vault: Vault, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    done = backups.finish(backups.begin(vault, folder, at=NOW))
    place = backups.place_of(folder, label="The blue stick", off_site=True)
    backups.note(vault, done, at=NOW, place=place)
    event = vault.of_vault()[-1].event
    assert isinstance(event, BackupMade)
    assert (event.place, event.off_site) == ("The blue stick", True)
    assert event.device == place.device
    assert event.kind == PlaceKind.TEMPORARY


def test_what_was_compared_and_the_head_are_said(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    done = backups.make(vault, folder, at=NOW)
    assert backup_words.made(done)[-1] == done.said.head.short
    rehearsed = backups.rehearse(done.path, who=ME)
    assert backup_words.rehearsed(rehearsed)[-1] == done.said.head.short
    target = tmp_path / "again.sgv"
    restored = backups.restore(done.path, target, who=ME, at=NOW)
    assert backup_words.restored(restored)[-1] == done.said.head.short


def test_a_restored_vault_may_not_lie_where_no_live_vault_may(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    done = backups.make(vault, folder, at=NOW)
    with pytest.raises(PlaceRefusedError):
        backups.restore(done.path, tmp_path / "again.sgv", who=ME, at=NOW, for_commands=False)
    monkeypatch.setattr(places, "kind_of", lambda _path: PlaceKind.NETWORK)
    with pytest.raises(PlaceRefusedError) as told:
        backups.restore(done.path, tmp_path / "a.sgv", who=ME, at=NOW)
    assert told.value.kind == "network"
    assert not list(tmp_path.glob("a*"))


def test_wrong_passwords_are_counted_at_a_backup_as_at_its_vault(
    vault: Vault, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    done = backups.make(vault, folder, at=NOW)
    wrong = Who("not the right words")
    for _ in range(5):
        with pytest.raises(PasswordRefusedError):
            backups.rehearse(done.path, who=wrong, at=NOW)
    with pytest.raises(TooManyTriesError):
        backups.rehearse(done.path, who=ME, at=NOW)
    with pytest.raises(TooManyTriesError):
        backups.restore(done.path, tmp_path / "again.sgv", who=ME, at=NOW)
    assert sign_in.seconds_left(vault.path, now=NOW) > 0
    assert backups.rehearse(done.path, who=ME, at=NOW + timedelta(seconds=31))
    sign_in.begin_anew(vault.id)


# --- for whoever holds no key ---


def test_backups_are_found_and_carried_without_a_key(vault: Vault, tmp_path: Path) -> None:
    stick, server = tmp_path / "stick", tmp_path / "server"
    stick.mkdir()
    server.mkdir()
    done = [backups.make(vault, stick, at=NOW + timedelta(days=day)) for day in range(3)]
    (stick / "letter.sgbackup").write_bytes(b"no backup")
    found = backups.found_in(stick)
    assert [each.path for each in found] == [each.path for each in reversed(done)]
    copy = backups.carry(found[0].path, server)
    assert copy.read_bytes() == done[-1].path.read_bytes()
    assert [each.said for each in backups.found_in(server)] == [done[-1].said]
    with pytest.raises(VaultExistsError):
        backups.carry(found[0].path, server)
    with pytest.raises(VaultFolderMissingError):
        backups.carry(found[0].path, tmp_path / "none")


def test_a_damaged_backup_is_not_carried(vault: Vault, tmp_path: Path) -> None:
    stick, server = tmp_path / "stick", tmp_path / "server"
    stick.mkdir()
    server.mkdir()
    done = backups.make(vault, stick, at=NOW)
    data = bytearray(done.path.read_bytes())
    data[-3000] ^= 1
    done.path.write_bytes(data)
    with pytest.raises(BackupDamagedError):
        backups.carry(done.path, server)
    assert list(server.iterdir()) == []


# --- thirty days of three copies, with a lost stick and a bad one ---


class Month:
    """A school that backs up daily: stick A and B in turns, the server weekly; things go wrong."""

    def __init__(self, vault: Vault, folder: Path, *, lost: int, bad: int) -> None:
        self.vault, self.lost, self.bad = vault, lost, bad
        self.sticks = [folder / name for name in ("stick A", "stick B", "server")]
        for each in self.sticks:
            each.mkdir()
        self.saved: list[str] = []

    def day(self, day: int) -> None:
        at = NOW + timedelta(days=day)
        self.saved.append(f"2026-DAY{day:03}")
        save(self.vault, [recorded(self.saved[-1])])
        if day == self.lost:
            shutil.rmtree(self.sticks[0])
            self.sticks[0].mkdir()
        if day == self.bad:
            for each in self.sticks[1].iterdir():
                data = bytearray(each.read_bytes())
                data[len(data) // 2] ^= 0x10
                each.write_bytes(data)
        for stick in (self.sticks[day % 2], *([self.sticks[2]] if day % 7 == 0 else [])):
            place = Place(stick.name, "removable", stick.name, off_site=stick is self.sticks[1])
            backups.make(self.vault, stick, at=at, place=place)

    def newest_good(self) -> tuple[Path, int]:
        """Give the newest backup that opens, looking as a person would, newest first."""
        offered = sorted(
            itertools.chain.from_iterable(backups.found_in(each) for each in self.sticks),
            key=lambda each: each.said.made_at,
            reverse=True,
        )
        for each in offered:
            try:
                return each.path, backups.rehearse(each.path, who=ME).head.position
            except SafeguardingError:
                continue
        raise AssertionError(offered)


@settings(
    deadline=None,
    max_examples=3,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lost=st.integers(2, 29), bad=st.integers(2, 29), ransom=st.integers(5, 29))
def test_after_any_day_of_a_month_at_most_one_day_is_lost(
    made: Path, tmp_path_factory: pytest.TempPathFactory, lost: int, bad: int, ransom: int
) -> None:
    folder = tmp_path_factory.mktemp("month")
    for each in (made, made.with_suffix(".keys")):
        shutil.copy(each, folder)
    with closing(open_vault(folder / made.name, password=PASSWORD)) as vault:
        month = Month(vault, folder, lost=lost, bad=bad)
        for day in range(ransom + 1):
            month.day(day)
        if ransom > 8:
            assert backups.state(vault, NOW + timedelta(days=ransom)).level is Level.GREEN
    (folder / made.name).write_bytes(b"\x5a" * (folder / made.name).stat().st_size)
    file, _ = month.newest_good()
    target = folder / "again.sgv"
    backups.restore(file, target, who=ME, at=NOW + timedelta(days=60))
    with closing(open_vault(target, password=PASSWORD)) as again:
        missing = [each for each in month.saved if again.find_incident(each) is None]
        assert missing in ([], month.saved[-1:])
        assert again.verify().ok


@pytest.mark.parametrize(
    "why", ["full", "full-here", "full-there", "read-only", "failing", "bad", "too-large"]
)
def test_whatever_is_wrong_with_a_place_its_sentence_names_it(why: str) -> None:
    said = messages.sentence(BackupPlaceError("/media/stick", why=why, needed=158_130_176))
    assert "/media/stick" in said
    assert ("159 MB" in said) == why.startswith("full")
