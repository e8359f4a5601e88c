"""The tables held against the log in one reading, whatever order the log is in."""

import pytest

from desktop_app.vault import comparing
from desktop_app.vault.vault import Vault
from tests.vault_builders import AT, School, answers, fresh_id, raw, recorded


def written_in_turn(school: School) -> Vault:
    """Record incidents whose entries stand between each other's."""
    vault = school.open()
    cases = [fresh_id() for _ in range(5)]
    for number, case in enumerate(cases):
        vault.append([recorded(f"2026-TURN{number}")], incident=case, at=AT)
    for answer in ("no", "yes", "not-known"):
        for case in cases:
            vault.append(answers(("coerced", answer)), incident=case, at=AT)
    vault.rebuild()
    return vault


@pytest.mark.parametrize("kept", [0, 1, 7, 20_000])
@pytest.mark.parametrize("batch", [1, 2, 500])
def test_incidents_written_in_turn_hold_however_many_entries_may_wait(
    school: School, monkeypatch: pytest.MonkeyPatch, kept: int, batch: int
) -> None:
    vault = written_in_turn(school)
    monkeypatch.setattr(comparing, "_MOST_KEPT", kept)
    monkeypatch.setattr(comparing, "_BATCH", batch)
    report = vault.verify()
    assert report.findings == ()
    vault.close()
    tool = raw(school.path, school.unlock())
    tool.execute("UPDATE incident SET procedure = 'x'")
    numbers = {number for (number,) in tool.execute("SELECT number FROM incident")}
    tool.close()
    vault = school.open()
    found = vault.verify().findings
    assert {each.position for each in found if each.what == "projection"} == numbers
    vault.close()


@pytest.mark.parametrize(
    "change",
    [
        "CREATE INDEX added ON incident (status)",
        "CREATE VIEW added AS SELECT * FROM incident",
        "CREATE TABLE added (x)",
        "DROP INDEX incident_by_reference",
        "ALTER TABLE draft ADD COLUMN note TEXT",
    ],
)
def test_tables_that_the_program_does_not_make_are_found(school: School, change: str) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute(change)
    tool.close()
    vault = school.open()
    assert "schema" in {each.what for each in vault.verify().findings}
    vault.close()


def test_how_far_it_is_is_told_and_never_beyond_the_end(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.vault.checking._TELL_EVERY", 5)
    told: list[tuple[int, int]] = []
    vault = school.open()
    entries = vault.verify(lambda done, of: told.append((done, of))).entries
    vault.close()
    assert [done for done, _ in told] == list(range(5, entries + 1, 5))
    assert {of for _, of in told} == {entries}
