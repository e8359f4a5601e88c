"""Bringing a vault of an older version up to date, once, when it is first opened."""

from desktop_app.vault import migrations
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import PROGRAM


def tables(connection: Connection) -> None:
    """Bring the tables to this program's schema, and say so in `meta`."""
    migrations.apply(connection)
    for name, value in (("schema", str(migrations.SCHEMA)), ("program", PROGRAM)):
        connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
