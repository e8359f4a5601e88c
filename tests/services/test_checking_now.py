from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import checking_now
from desktop_app.services.checking_now import Anchored, anchored, head_line, line_words
from desktop_app.services.sessions import Session
from desktop_app.vault.head import Head
from desktop_app.vault.vault import FLOOR, create_vault
from tests.vault_builders import fill

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("check") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    fill(vault)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def says(session: Session, text: str) -> list[Anchored]:
    return [each.says for each in anchored(session, text)]


def test_the_whole_vault_is_checked_on_a_copy_that_is_gone_afterwards(session: Session) -> None:
    steps: list[tuple[int, int]] = []
    copy = checking_now.begin(session, progress=lambda *step: steps.append(step))
    assert copy.path.is_file()
    report = checking_now.check(copy)
    assert report.ok
    assert (report.head, report.findings) == (session.vault.head(), ())
    assert report == session.vault.verify()
    assert steps
    assert not copy.path.exists()


class StoppedHereError(Exception):
    pass


def test_a_check_that_is_stopped_leaves_no_copy(session: Session) -> None:
    def stop(_done: int, _whole: int) -> None:
        raise StoppedHereError

    folder = session.vault.path.parent
    before = sorted(folder.iterdir())
    with pytest.raises(StoppedHereError):
        checking_now.begin(session, progress=stop)
    assert sorted(folder.iterdir()) == before
    session.vault.head()


def test_a_copy_that_was_damaged_is_found(session: Session) -> None:
    copy = checking_now.begin(session)
    held = bytearray(copy.path.read_bytes())
    held[-100] ^= 1
    copy.path.write_bytes(held)
    assert not checking_now.check(copy).ok
    assert not copy.path.exists()


def test_the_line_of_a_form_holds_however_it_was_typed(session: Session) -> None:
    line = head_line(session)
    code = line.rsplit(" ", 1)[-1]
    typed = line.replace(code, code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))
    assert says(session, f"{line}\n\n  {typed}  \n") == [Anchored.HOLDS, Anchored.HOLDS]
    for each in (
        line.replace(" · ", " - "),
        line.replace(" · ", " ").replace("-", " "),
        line.replace(code, code.replace("-", "")),
        f"{line}, read by J. P. on 3 May",
    ):
        assert says(session, each) == [Anchored.HOLDS], each


def test_an_older_line_holds_as_long_as_the_log_goes_on_from_there(session: Session) -> None:
    position = 3
    digest = session.vault.hash_at(position)
    assert digest is not None
    assert says(session, Head(position, digest, session.vault.id).short) == [Anchored.HOLDS]


def test_a_line_that_the_log_does_not_hold_is_told_from_one_beyond_its_end(
    session: Session,
) -> None:
    other = Head(3, "ab" * 32, session.vault.id).short
    beyond = Head(10_000, "ab" * 32, session.vault.id).short
    assert says(session, f"{other}\n{beyond}") == [Anchored.OTHER, Anchored.BEYOND]
    found = anchored(session, f"{other}\n{beyond}")
    assert "Entry 3 is NOT the one on paper" in line_words(found[0])
    assert "This vault has no entry 10000" in line_words(found[1])


@pytest.mark.parametrize("entry", [3, 10_000])
def test_a_line_of_another_vault_is_named_as_one(session: Session, entry: int) -> None:
    line = Head(entry, "ab" * 32, "1a2b3c4d").short
    (found,) = anchored(session, line.upper())
    assert found.says is Anchored.OTHER_VAULT
    said = line_words(found)
    assert "of ANOTHER vault: it names 1a2b3c4d" in said
    assert f"and this is {session.vault.id[-8:]}" in said


def test_neither_a_slip_in_the_vaults_part_nor_a_date_makes_a_line_one_of_another_vault(
    session: Session,
) -> None:
    line = head_line(session)
    ours = session.vault.id[-8:]
    assert says(session, line.replace(ours, "1a2b3c4d")) == [Anchored.HOLDS]
    assert says(session, line.replace(f"Log {ours}", "")) == [Anchored.HOLDS]
    other = Head(3, "ab" * 32, session.vault.id).short
    assert says(session, f"20261120 {other}") == [Anchored.OTHER]
    assert says(session, other.replace(ours, "20261120")) == [Anchored.OTHER]


def test_a_character_typed_wrongly_is_not_taken_for_another_history(session: Session) -> None:
    line = head_line(session)
    last = line[-1]
    wrong = line[:-1] + ("A" if last != "A" else "B")
    missing = line[:-5]
    without_entry = line.split("·")[-1]
    for each in (wrong, missing, without_entry, "hello", "entry 4"):
        assert says(session, each) == [Anchored.UNREADABLE]


def test_nothing_is_kept_beside_the_vault(session: Session, tmp_path: Path) -> None:
    assert tmp_path.is_dir()
    checking_now.check(checking_now.begin(session))
    assert {each.suffix for each in session.vault.path.parent.iterdir()} <= {
        ".vault", ".keys", ".lock", ".vault-journal",
    }  # fmt: skip
