from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.events.keeping import ListExported, SessionOpened
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.last_visit import since_last_here, since_words
from desktop_app.services.sessions import Session
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.vault import FLOOR, create_vault
from tests.vault_builders import fill

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    fill(vault)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def seen_at(session: Session, position: int) -> Seen:
    digest = session.vault.hash_at(position)
    assert digest is not None
    return Seen(position, digest, 1)


def test_what_came_since_is_counted_and_what_was_seen_still_stands(session: Session) -> None:
    head = session.vault.head().position
    since = since_last_here(session, seen_at(session, head - 3))
    assert since is not None
    assert (since.entries, since.unchanged, since.behind, since.alarming) == (3, True, False, False)
    assert since_words(since) == "Since you were last here: 3 entries, history unchanged."
    now = since_last_here(session, seen_at(session, head))
    assert now is not None
    assert since_words(now) == "Since you were last here: nothing new, history unchanged."


def test_entries_that_are_missing_are_told_with_what_to_do(session: Session) -> None:
    head = session.vault.head()
    since = since_last_here(session, Seen(head.position + 2, "ab" * 32, 1))
    assert since is not None
    assert since.alarming
    said = since_words(since)
    assert "2 entries that you saw at this desk are MISSING" in said
    assert "change nothing" in said


def test_another_history_of_the_same_length_or_longer_is_told(session: Session) -> None:
    for position in (1, session.vault.head().position):
        since = since_last_here(session, Seen(position, "ab" * 32, 1))
        assert since is not None
        assert since.alarming
        assert "ANOTHER HISTORY" in since_words(since)


def test_a_desk_that_knows_nothing_says_nothing(session: Session) -> None:
    assert since_last_here(session, None) is None
    assert since_last_here(session, Seen(0, "", 0)) is None


def test_what_one_does_oneself_is_no_news_and_does_not_make_up_for_what_is_missing(
    session: Session,
) -> None:
    ended = session.vault.head()
    before = seen_at(session, ended.position)
    session.vault.append([SessionOpened(0, ended.position)], incident=None, at=NOW)
    session.vault.append([ListExported(1, "printed")] * 5, incident=None, at=NOW)
    since = since_last_here(session, before)
    assert since is not None
    assert (since.entries, since.alarming) == (0, False)
    cut_off = since_last_here(session, Seen(ended.position + 2, "ab" * 32, 1))
    assert cut_off is not None
    assert (cut_off.entries, cut_off.behind) == (2, True)
