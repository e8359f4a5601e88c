"""The guards of the log: an accident, or careless code, cannot change it."""

import pytest

from desktop_app.vault import engine, guards, sealing
from desktop_app.vault.checks import salt_of
from desktop_app.vault.engine import Connection
from tests.vault_builders import School, raw

CHANGES = [
    "UPDATE event SET body = x'00' WHERE position = 3",
    "UPDATE event SET sig = NULL",
    "UPDATE event SET position = position + 1",
    "DELETE FROM event WHERE position = 3",
    "DELETE FROM event",
    "INSERT OR REPLACE INTO event SELECT position, id, x'00', hash, sig FROM event",
    "REPLACE INTO event SELECT position + 100, id, x'00', hash, sig FROM event",
    "INSERT OR REPLACE INTO event SELECT position, 'other', x'00', hash, sig FROM event",
    "INSERT OR IGNORE INTO event SELECT position, id, x'00', hash, sig FROM event",
    "INSERT INTO event SELECT * FROM event WHERE 1 ON CONFLICT (id) DO UPDATE SET sig = x'00'",
    "UPDATE payload SET body = x'00'",
    "DELETE FROM payload",
    "INSERT OR REPLACE INTO payload SELECT event_id, salt, x'00' FROM payload",
    "INSERT INTO payload SELECT * FROM payload WHERE 1 ON CONFLICT DO UPDATE SET body = x'00'",
]
DENIED = [
    "DROP TABLE event",
    "DROP TABLE payload",
    "DROP TRIGGER event_no_update",
    "ALTER TABLE event RENAME TO other",
    "ALTER TABLE payload ADD COLUMN more TEXT",
    "CREATE TRIGGER more BEFORE INSERT ON event BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER more BEFORE INSERT ON event BEGIN SELECT 1; END",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA rekey = 'x'",
    "PRAGMA hexrekey = '00'",
    "PRAGMA cipher_migrate",
    "PRAGMA cipher_profile = 'profile.txt'",
    "PRAGMA secure_delete = OFF",
    "PRAGMA main.Synchronous = OFF",
    "CREATE TEMP TABLE event (position INTEGER)",
    "CREATE TEMP VIEW event AS SELECT 1",
    "VACUUM",
    "VACUUM INTO 'elsewhere'",
    "ATTACH DATABASE ':memory:' AS other",
    "UPDATE event SET sig = NULL",
    "DELETE FROM payload",
]


def connection(school: School) -> Connection:
    keys = school.unlock()
    key = sealing.subkey(keys.vault_keys[0], "sqlcipher")
    return engine.connect(school.path, key=key, salt=salt_of(keys.keyfile.vault))


def content(tool: Connection) -> tuple[object, object]:
    return (
        tool.execute("SELECT * FROM event ORDER BY position").fetchall(),
        tool.execute("SELECT * FROM payload ORDER BY event_id").fetchall(),
    )


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("change", CHANGES)
def test_triggers_refuse_every_change_of_the_log(
    school: School, change: str, recursive: str
) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = content(tool)
    with pytest.raises(Exception, match="append-only"):
        tool.execute(change)
    assert content(tool) == before
    tool.close()


@pytest.mark.parametrize("statement", DENIED)
def test_the_connection_refuses_what_would_get_round_the_triggers(
    school: School, statement: str
) -> None:
    tool = connection(school)
    guards.install(tool)
    before = content(tool)
    with pytest.raises(Exception, match=r"not authorized|prohibited|authorization denied"):
        tool.execute(statement)
    assert content(tool) == before
    engine.close(tool)


def test_an_open_vault_has_these_guards(school: School) -> None:
    vault = school.open()
    held = vars(vault)["_connection"]
    with pytest.raises(Exception, match=r"not authorized|prohibited|authorization denied"):
        held.execute("DROP TRIGGER event_no_update")
    assert held.execute("PRAGMA synchronous").fetchone() == (3,)
    assert held.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert held.execute("PRAGMA locking_mode").fetchone() == ("exclusive",)
    assert held.execute("PRAGMA secure_delete").fetchone() == (1,)
    vault.close()


def test_a_migration_may_work_on_the_log_and_the_guards_return(school: School) -> None:
    tool = connection(school)
    with guards.lifted(tool):
        tool.execute("DROP TRIGGER event_no_update")
        tool.execute(guards.TRIGGERS["event_no_update"])
    with pytest.raises(Exception, match=r"not authorized|prohibited|authorization denied"):
        tool.execute("DROP TRIGGER event_no_update")
    guards.check(tool, school.path)
    engine.close(tool)
