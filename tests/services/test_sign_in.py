from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.events.keeping import SessionOpened
from desktop_app.domain.trust_errors import KeyFileOlderError, TooManyTriesError
from desktop_app.services import sessions, sign_in, sign_ins, vaults
from desktop_app.services.sessions import Session
from desktop_app.vault import desk_notes, key_names
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.vault import FLOOR, create_vault

PASSWORD = "four plain words here"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    monkeypatch.setattr(sign_in, "desk_folder", lambda: folder)
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


def events(session: Session) -> list[object]:
    return [entry.event for entry in session.vault.of_vault()]


def test_a_key_file_older_than_the_one_seen_here_is_not_opened_unless_somebody_knows_why(
    vault: Path, desk: Path
) -> None:
    unlocked = sign_in.derive(vault, PASSWORD, None, now=AT)
    newer = Seen(position=1, hash="00" * 32, gen=unlocked.keyfile.gen + 1)
    user = unlocked.slot.user
    desk_notes.note_seen(desk, unlocked.keyfile.vault, user, keys=unlocked.keys, what=newer)
    with pytest.raises(KeyFileOlderError) as refused:
        sessions.open_session(vault, unlocked, lambda: AT)
    assert (refused.value.found, refused.value.seen) == (newer.gen - 1, newer.gen)
    sessions.close(sessions.open_session(vault, unlocked, lambda: AT, knowingly=True))
    sessions.close(sessions.open_session(vault, unlocked, lambda: AT))


def test_a_log_that_ends_early_does_not_wipe_out_what_was_seen(vault: Path, desk: Path) -> None:
    unlocked = sign_in.derive(vault, PASSWORD, None, now=AT)
    seen = Seen(position=10_000, hash="ab" * 32, gen=unlocked.keyfile.gen)
    user = unlocked.slot.user
    desk_notes.note_seen(desk, unlocked.keyfile.vault, user, keys=unlocked.keys, what=seen)
    for _time in range(2):
        session = sessions.open_session(vault, unlocked, lambda: AT)
        assert session.seen is not None
        assert session.seen.position == seen.position
        sessions.close(session)


def test_closing_twice_keeps_what_was_kept_the_first_time(opened: Session) -> None:
    sessions.close(opened, {"page": "log"})
    sessions.close(opened)
    assert opened.keys is not None
    unlocked = sign_in.derive(opened.vault.path, PASSWORD, None, now=AT)
    seen = sign_in.last_seen(unlocked)
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
