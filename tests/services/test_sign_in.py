import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.errors import PasswordRefusedError, VaultDiskFullError
from desktop_app.domain.events.keeping import DifferenceAccepted, ListExported, SessionOpened
from desktop_app.domain.trust_errors import (
    HistoryOlderError,
    KeyFileOlderError,
    TooManyTriesError,
    VaultSwappedError,
)
from desktop_app.runtime import paths
from desktop_app.services import backups, last_visit, messages, sessions, sign_in, sign_ins, vaults
from desktop_app.services.sessions import Session
from desktop_app.vault import desk_notes, key_names
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault

PASSWORD = "four plain words here"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Planted:
    """A vault in the place of the one that was seen here, and the bytes of its folder."""

    path: Path
    before: dict[str, bytes]


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    monkeypatch.setattr(sign_in, "desk_folder", lambda: folder)
    monkeypatch.setattr(paths, "desk_folder", lambda: folder)
    return folder


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("school") / "desk.vault"
    create_vault(path, password=PASSWORD, sign_in="AB", at=AT, cost=FLOOR)[0].close()
    return path


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every password refused at once: what is counted does not depend on its cost."""

    def refuse(path: Path, **_given: object) -> None:
        raise PasswordRefusedError(path)

    monkeypatch.setattr(sign_in, "unlock", refuse)


def try_wrong(vault: Path, *, at: datetime) -> None:
    with suppress(PasswordRefusedError):
        sign_in.derive(vault, "not this one at all", None, now=at)


@pytest.fixture
def opened(vault: Path) -> Iterator[Session]:
    session = open_now(vault)
    yield session
    sessions.close(session)


def open_now(vault: Path, *, at: datetime = AT) -> Session:
    unlocked = sign_in.derive(vault, PASSWORD, None, now=at)
    return sessions.open_session(vault, unlocked, lambda: at)


@pytest.mark.usefixtures("cheap")
def test_four_wrong_passwords_cost_nothing_and_each_later_one_a_longer_wait(vault: Path) -> None:
    now, waited = AT, []
    for _number in range(10):
        assert sign_in.seconds_left(vault, now=now) == 0
        try_wrong(vault, at=now)
        left = sign_in.seconds_left(vault, now=now)
        waited.append(left)
        now += timedelta(seconds=left)
    assert waited == [0, 0, 0, 0, 30, 60, 300, 900, 900, 900]


@pytest.mark.usefixtures("cheap")
def test_no_more_than_ten_guesses_fit_into_five_minutes(vault: Path) -> None:
    tried = 0
    for second in range(300):
        now = AT + timedelta(seconds=second)
        if not sign_in.seconds_left(vault, now=now):
            try_wrong(vault, at=now)
            tried += 1
    assert tried <= 10


@pytest.mark.usefixtures("cheap")
def test_while_there_is_to_be_waited_nothing_is_tried_and_nothing_is_counted(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(5):
        try_wrong(vault, at=AT)

    def tried(*_given: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sign_in, "unlock", tried)
    with pytest.raises(TooManyTriesError) as refused:
        sign_in.derive(vault, PASSWORD, None, now=AT + timedelta(seconds=3))
    assert refused.value.seconds == 27
    assert sign_in.seconds_left(vault, now=AT + timedelta(seconds=30)) == 0


@pytest.mark.usefixtures("cheap")
def test_a_clock_set_back_a_year_makes_nobody_wait_a_year(vault: Path) -> None:
    for _number in range(5):
        try_wrong(vault, at=AT)
    assert sign_in.seconds_left(vault, now=AT - timedelta(days=365)) <= 30


def test_commands_wait_as_the_window_does(vault: Path, desk: Path) -> None:
    desk_id = key_names.vault_id(vault)
    for _number in range(5):
        desk_notes.note_wrong(desk, desk_id, now=AT)
    with pytest.raises(TooManyTriesError):
        vaults.unlock(vault, password=PASSWORD, sign_in=None, at=AT)
    later = AT + timedelta(seconds=30)
    vaults.unlock(vault, password=PASSWORD, sign_in=None, at=later).close()
    assert desk_notes.wrong_tries(desk, desk_id).count == 0


def test_the_log_keeps_how_many_wrong_passwords_came_before_and_what_was_last_seen(
    vault: Path,
) -> None:
    for _number in range(2):
        try_wrong(vault, at=AT)
    first = open_now(vault)
    assert events(first)[-1] == SessionOpened(wrong_before=2, seen=0)
    assert first.seen is None
    head = first.vault.head()
    sessions.close(first, {"page": "log"})
    second = open_now(vault)
    assert second.seen is not None
    assert (second.seen.position, second.seen.hash) == (head.position, head.hash)
    assert second.seen.place == {"page": "log"}
    assert events(second)[-1] == SessionOpened(wrong_before=0, seen=head.position)
    sessions.close(second)


def test_a_command_with_the_right_password_hides_no_wrong_one_from_whoever_opens_the_window(
    vault: Path,
) -> None:
    for _number in range(3):
        try_wrong(vault, at=AT)
    for _time in range(2):
        vaults.unlock(vault, password=PASSWORD, sign_in=None, at=AT).close()
    try_wrong(vault, at=AT)
    session = open_now(vault)
    assert last_visit.wrong_words(session) == (
        "Before you signed in, 4 wrong passwords were typed at this desk, by you or by somebody "
        "else: who it was is not known."
    )
    sessions.close(session)
    again = open_now(vault)
    assert last_visit.wrong_words(again) == ""
    sessions.close(again)


def test_wrong_passwords_are_told_later_where_the_log_could_not_be_written(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_wrong(vault, at=AT)

    def full(*_given: object, **_more: object) -> None:
        raise VaultDiskFullError(vault)

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "append", full)
        with pytest.raises(VaultDiskFullError):
            open_now(vault)
    session = open_now(vault)
    assert events(session)[-1] == SessionOpened(wrong_before=1, seen=0)
    sessions.close(session)


def events(session: Session) -> list[object]:
    return [entry.event for entry in session.vault.of_vault()]


def test_a_key_file_older_than_the_one_seen_here_is_not_opened_unless_somebody_knows_why(
    vault: Path, desk: Path
) -> None:
    unlocked = sign_in.derive(vault, PASSWORD, None, now=AT)
    newer = Seen(position=0, hash="", gen=unlocked.keyfile.gen + 1)
    user = unlocked.slot.user
    desk_notes.note_seen(desk, unlocked.keyfile.vault, user, keys=unlocked.keys, what=newer)
    with pytest.raises(KeyFileOlderError) as refused:
        sessions.open_session(vault, unlocked, lambda: AT)
    assert (refused.value.found, refused.value.seen) == (newer.gen - 1, newer.gen)
    sessions.close(sessions.open_session(vault, unlocked, lambda: AT, knowingly=True))
    sessions.close(sessions.open_session(vault, unlocked, lambda: AT))


@pytest.fixture
def planted(tmp_path: Path, desk: Path) -> Planted:
    """Give a vault that was opened here, and in its place the copy of it that was made before."""
    path = tmp_path / "school" / "desk.vault"
    older = tmp_path / "older"
    path.parent.mkdir()
    create_vault(path, password=PASSWORD, sign_in="AB", at=AT, cost=FLOOR)[0].close()
    shutil.copytree(path.parent, older)
    sessions.close(open_now(path))
    assert desk.is_dir()
    shutil.copytree(older, path.parent, dirs_exist_ok=True)
    return Planted(path, contents(path.parent))


def test_an_older_copy_in_the_place_of_the_vault_is_refused_before_anything_is_written(
    planted: Planted,
) -> None:
    for _time in range(2):
        with pytest.raises(HistoryOlderError) as refused:
            open_now(planted.path)
        assert (refused.value.found, refused.value.seen) == (2, 3)
        assert not refused.value.other
        with pytest.raises(HistoryOlderError):
            vaults.unlock(planted.path, password=PASSWORD, sign_in=None, at=AT)
    assert contents(planted.path.parent) == planted.before
    said = messages.sentence(refused.value)
    assert "newer entries are MISSING. Nothing was opened" in said
    assert "can open it in the window all the same" in said


def test_whoever_knows_why_opens_an_older_copy_and_the_log_says_so_once(planted: Planted) -> None:
    unlocked = sign_in.derive(planted.path, PASSWORD, None, now=AT)
    session = sessions.open_session(planted.path, unlocked, lambda: AT, knowingly=True)
    assert events(session)[-2:] == [
        SessionOpened(wrong_before=0, seen=3),
        DifferenceAccepted(seen=3, entries=1, behind=True),
    ]
    assert last_visit.since_last_here(session, session.seen) is None
    sessions.close(session)
    again = open_now(planted.path)
    assert events(again)[-1] == SessionOpened(wrong_before=0, seen=4)
    sessions.close(again)
    vaults.unlock(planted.path, password=PASSWORD, sign_in=None, at=AT).close()


def test_an_older_copy_that_was_worked_on_tells_another_history(planted: Planted) -> None:
    vault = open_vault(planted.path, password=PASSWORD)
    vault.append([ListExported(1, "printed")] * 5, incident=None, at=AT)
    vault.close()
    with pytest.raises(HistoryOlderError) as refused:
        open_now(planted.path)
    assert refused.value.other
    assert "tells another history" in messages.sentence(refused.value)


def test_another_vault_in_its_place_is_refused_until_somebody_knows_why(planted: Planted) -> None:
    for each in planted.path.parent.iterdir():
        each.unlink()
    create_vault(planted.path, password=PASSWORD, sign_in="AB", at=AT, cost=FLOOR)[0].close()
    before = contents(planted.path.parent)
    with pytest.raises(VaultSwappedError) as refused:
        open_now(planted.path)
    with pytest.raises(VaultSwappedError):
        vaults.unlock(planted.path, password=PASSWORD, sign_in=None, at=AT)
    assert contents(planted.path.parent) == before
    assert "ANOTHER vault" in messages.sentence(refused.value)
    unlocked = sign_in.derive(planted.path, PASSWORD, None, now=AT)
    sessions.close(sessions.open_session(planted.path, unlocked, lambda: AT, knowingly=True))
    sessions.close(open_now(planted.path))


def test_a_backup_put_back_elsewhere_and_the_vault_itself_both_open(
    planted: Planted, tmp_path: Path
) -> None:
    sessions.close(
        sessions.open_session(
            planted.path,
            sign_in.derive(planted.path, PASSWORD, None, now=AT),
            lambda: AT,
            knowingly=True,
        )
    )
    vault = vaults.unlock(planted.path, password=PASSWORD, sign_in=None, at=AT)
    made = backups.make(vault, tmp_path, at=AT)
    vault.close()
    target = tmp_path / "again.vault"
    backups.restore(made.path, target, who=backups.Who(PASSWORD), at=AT)
    for path in (planted.path, target) * 2:
        session = open_now(path)
        since = last_visit.since_last_here(session, session.seen)
        assert since is not None
        assert not since.alarming
        sessions.close(session)
        vaults.unlock(path, password=PASSWORD, sign_in=None, at=AT).close()


def test_a_copy_at_another_place_opens_and_is_held_against_what_was_seen(
    planted: Planted, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    planted.path.parent.rename(moved)
    session = open_now(moved / planted.path.name)
    since = last_visit.since_last_here(session, session.seen)
    assert since is not None
    assert since.behind
    sessions.close(session)
    with pytest.raises(HistoryOlderError):
        open_now(moved / planted.path.name)


def test_a_vault_that_was_made_from_this_desk_is_no_other_one(planted: Planted) -> None:
    for each in planted.path.parent.iterdir():
        each.unlink()
    vaults.create(planted.path, password=PASSWORD, sign_in="AB", at=AT)
    sessions.close(open_now(planted.path))
    moved = planted.path.with_name("moved.vault")
    for ending in (".vault", ".keys"):
        planted.path.with_suffix(ending).rename(moved.with_suffix(ending))
    sessions.close(open_now(moved))


def test_closing_twice_keeps_what_was_kept_the_first_time(opened: Session) -> None:
    sessions.close(opened, {"page": "log"})
    sessions.close(opened)
    assert opened.keys is not None
    unlocked = sign_in.derive(opened.vault.path, PASSWORD, None, now=AT)
    seen = sign_in.last_seen(opened.vault.path, unlocked)
    assert seen is not None
    assert seen.place == {"page": "log"}


def test_the_mark_of_a_vault_is_the_end_of_its_id(vault: Path, tmp_path: Path) -> None:
    known = key_names.vault_id(vault)
    assert sign_ins.vault_mark(vault) == known[-8:]
    hostile = tmp_path / "hostile.vault"
    for said in ('{"vault":"../../elsewhere"}', "[]", '{"vault":7}', "{"):
        hostile.with_suffix(".keys").write_text(said, encoding="utf-8")
        assert sign_ins.vault_mark(hostile) == ""
        assert sign_in.seconds_left(hostile, now=AT) == 0
