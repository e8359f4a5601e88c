from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incident_log
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import FLOOR, create_vault
from tests.vault_builders import fill

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("log") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    fill(vault)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def test_an_empty_query_gives_everything_newest_first(session: Session) -> None:
    rows = incident_log.rows(session, incident_log.numbers(session, Query()))
    assert [row.reference for row in rows] == [
        "2026-SEALED",
        "2026-AAAAA2",
        "2026-AAAAA1",
        "2026-AAAAA0",
    ]
    assert [row.sealed for row in rows] == [True, False, False, False]


def test_words_outcome_and_status_are_all_asked_for(session: Session) -> None:
    assert len(incident_log.numbers(session, Query(words="account"))) == 3
    assert len(incident_log.numbers(session, Query(words="account number 1"))) == 1
    assert len(incident_log.numbers(session, Query(status="to-decide"))) == 4
    assert incident_log.numbers(session, Query(outcome="hold")) == ()
    assert incident_log.numbers(session, Query(words="account", status="referred")) == ()


def test_what_waits_is_told_in_a_line_each(session: Session) -> None:
    lines = incident_log.to_do(session, limit=3)
    assert len(lines) == 3
    assert incident_log.waiting(session) == 4
    assert {line.status for line in lines} == {"to-decide"}
    assert lines[0].kinds == ("nudes-shared",)
