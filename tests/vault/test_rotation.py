"""Which backups make room: by generations, and never what is not surely ours and not needed."""

import itertools
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.vault import bundle, envelope, rotation
from desktop_app.vault.manifest import Manifest, part_of_bytes
from desktop_app.vault.rotation import Kept

OURS = "01936b1e-7c00-7000-8000-000000000001"
THEIRS = "01936b1e-7c00-7000-8000-000000000002"
NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
KEYS, VAULT = b"keys", b"vault" * 9


def put(folder: Path, *, at: datetime, entry: int, vault: str = OURS, stem: str = "school") -> Kept:
    said = Manifest(
        vault=vault,
        made_at=envelope.utc(at),
        program="0.4.0",
        schema=2,
        entry=entry,
        hash="ab" * 32,
        gen=1,
        vault_file=part_of_bytes(VAULT),
        keys_file=part_of_bytes(KEYS),
    )
    name = rotation.name_of(stem, said)
    with (folder / name).open("wb") as file:
        bundle.write(file, said, keys=KEYS, vault=BytesIO(VAULT))
    return Kept(said.made_at, entry, name)


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def a_year_of_days(folder: Path) -> list[Kept]:
    made = []
    for day in range(365):
        made.append(put(folder, at=NOW + timedelta(days=day), entry=day + 1))
        rotation.rotate(folder, OURS, made[-1])
    return made


def test_a_year_of_daily_backups_leaves_seven_days_eight_weeks_and_twelve_months(
    tmp_path: Path,
) -> None:
    made = a_year_of_days(tmp_path)
    left = names(tmp_path)
    assert {each.name for each in made[-7:]} <= left
    stands = [each for each in made if each.name in left]
    days = [datetime.fromisoformat(each.made_at) for each in stands]
    newest = days[-1]
    weeks = {day.isocalendar()[:2] for day in days}
    months = {(day.year, day.month) for day in days}
    for back in range(8):
        assert (newest - timedelta(weeks=back)).isocalendar()[:2] in weeks
    assert len(months) >= 12
    assert len(left) <= 7 + 8 + 12


def test_the_gaps_between_what_is_left_grow_with_age_and_never_jump(tmp_path: Path) -> None:
    made = a_year_of_days(tmp_path)
    left = names(tmp_path)
    days = [datetime.fromisoformat(each.made_at) for each in made if each.name in left]
    for older, newer in itertools.pairwise(days):
        age = (days[-1] - newer).days
        most = 1 if age < 6 else 8 if age < 45 else 32
        assert (newer - older).days <= most


def test_a_week_of_a_wrong_clock_costs_no_backup_of_the_week_after_it(tmp_path: Path) -> None:
    ahead = [put(tmp_path, at=NOW + timedelta(days=400 + n), entry=n + 1) for n in range(9)]
    rotation.rotate(tmp_path, OURS, ahead[-1])
    for day in range(7):
        made = put(tmp_path, at=NOW + timedelta(days=day), entry=20 + day)
        rotation.rotate(tmp_path, OURS, made)
    entries = {int(name.split("-e")[1].split(".")[0]) for name in names(tmp_path)}
    assert set(range(20, 27)) <= entries


BACKUPS = st.lists(
    st.builds(
        lambda day, entry: Kept(envelope.utc(NOW + timedelta(hours=day)), entry, f"{day}-{entry}"),
        st.integers(-20_000, 20_000),
        st.integers(1, 500),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda each: each.name,
)


@settings(deadline=None)
@given(BACKUPS, st.data())
def test_the_newest_seven_by_clock_and_by_log_and_the_one_just_made_always_stay(
    backups: list[Kept], data: st.DataObject
) -> None:
    made = data.draw(st.sampled_from(backups))
    stays = rotation.stay(backups, made)
    assert made in stays
    assert set(sorted(backups, reverse=True)[:7]) <= stays
    by_entry = sorted(backups, key=lambda each: (each.entry, each.made_at))
    assert set(by_entry[-7:]) <= stays
    assert stays <= set(backups)
    assert len(stays) <= 1 + 7 + 7 + 8 + 12


@settings(deadline=None)
@given(BACKUPS, st.data())
def test_what_stays_stays_when_the_rest_is_gone(backups: list[Kept], data: st.DataObject) -> None:
    made = data.draw(st.sampled_from(backups))
    stays = rotation.stay(backups, made)
    assert rotation.stay(stays, made) == stays


def strangers(folder: Path) -> set[str]:
    """Put into a folder everything that must never be touched, and give the names."""
    put(folder, at=NOW - timedelta(days=900), entry=3, vault=THEIRS, stem="school")
    renamed = put(folder, at=NOW - timedelta(days=901), entry=4)
    (folder / renamed.name).rename(folder / "before the summer.sgbackup")
    moved = put(folder, at=NOW - timedelta(days=902), entry=5)
    (folder / moved.name).rename(folder / "school-20200101-000000-e5.sgbackup")
    (folder / "school-20240101-000000-e1.sgbackup").write_bytes(b"no backup at all")
    (folder / "letter.pdf").write_bytes(b"%PDF-")
    (folder / "school-20240102-000000-e1.sgbackup").mkdir()
    original = put(folder, at=NOW - timedelta(days=903), entry=6)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (folder / original.name).rename(elsewhere / original.name)
    (folder / original.name).symlink_to(elsewhere / original.name)
    return names(folder)


def test_nothing_but_surplus_backups_of_this_vault_is_ever_removed(tmp_path: Path) -> None:
    untouched = strangers(tmp_path)
    made = [put(tmp_path, at=NOW + timedelta(hours=hour), entry=hour + 1) for hour in range(30)]
    done = rotation.rotate(tmp_path, OURS, made[-1])
    assert untouched <= names(tmp_path)
    assert set(done.removed) == {each.name for each in made} - names(tmp_path)
    assert len(done.removed) > 15
    assert done.damaged == ("school-20240101-000000-e1.sgbackup",)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.booleans(), st.booleans()), max_size=25),
    st.integers(0, 6000),
)
def test_no_rotation_removes_a_stranger_or_the_newest_that_holds(
    tmp_path_factory: pytest.TempPathFactory, others: list[tuple[int, bool, bool]], hour: int
) -> None:
    folder = tmp_path_factory.mktemp("stick")
    theirs, sound = set(), set()
    for number, (at, ours, damaged) in enumerate(others):
        vault = OURS if ours else THEIRS
        each = put(folder, at=NOW + timedelta(hours=at), entry=number + 1, vault=vault)
        if damaged:
            data = bytearray((folder / each.name).read_bytes())
            data[-200] ^= 1
            (folder / each.name).write_bytes(data)
        elif ours:
            sound.add(each)
        if not ours:
            theirs.add(each.name)
    before = names(folder)
    made = put(folder, at=NOW + timedelta(hours=hour), entry=99)
    done = rotation.rotate(folder, OURS, made)
    left = names(folder)
    assert theirs <= left
    assert made.name in left
    assert before - left == set(done.removed) - {made.name}
    if sound:
        assert max(sound | {made}).name in left
        assert max(sound, key=lambda each: each.entry).name in left or made.entry == 99


def test_a_rotten_backup_never_takes_the_place_of_a_good_one(tmp_path: Path) -> None:
    made = [
        put(tmp_path, at=NOW + timedelta(minutes=minute), entry=minute + 1) for minute in range(20)
    ]
    for each in made[10:19]:
        data = bytearray((tmp_path / each.name).read_bytes())
        data[len(data) // 2] ^= 1
        (tmp_path / each.name).write_bytes(data)
    done = rotation.rotate(tmp_path, OURS, made[-1])
    stands = {each for each in made if each.name in names(tmp_path)}
    assert made[-1] in stands
    assert set(made[4:10]) & stands
    good = stands - set(made[10:19])
    assert len(good) >= 2
    assert all(name in {each.name for each in made[10:19]} for name in done.damaged)


def test_a_backup_that_cannot_be_removed_stays_without_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [put(tmp_path, at=NOW + timedelta(minutes=n), entry=n + 1) for n in range(12)]

    def refuse(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002  # as pathlib's
        raise PermissionError(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert rotation.rotate(tmp_path, OURS, made[-1]).removed == ()
    assert len(names(tmp_path)) == 12


@pytest.mark.parametrize("stem", ["CON: über / Schule?", "..", "a" * 300, " . ", "é", "school"])
def test_a_backups_name_is_one_that_any_stick_can_hold(stem: str, tmp_path: Path) -> None:
    made = put(tmp_path, at=NOW, entry=7, stem=stem)
    assert len(made.name) < 120
    assert made.name.isascii()
    assert not set(made.name) & set('<>:"/\\|?*')
    assert made.name.endswith("-20261120-174000-e7.sgbackup")
    assert not made.name.startswith((".", "-"))
