"""The encrypted file opened, checked and set up; what its driver says, in our own errors.

This module puts the SQLCipher driver under the name that sqlite-utils looks for, and so must be
imported before sqlite-utils is: nothing else in the program imports either of the two.

While a connection is open nothing else in this process may open the vault's file, not even to read
a byte: closing that handle would drop the lock (POSIX) and let a second process in.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import (
    DriverUnsafeError,
    SafeguardingError,
    VaultClosedError,
    VaultDamagedError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultFaultError,
    VaultInUseError,
    VaultReadOnlyError,
)
from desktop_app.runtime import lock_file
from desktop_app.vault import mending

sys.modules.setdefault("pysqlite3", driver)
sys.modules.setdefault("pysqlite3.dbapi2", driver)

Connection = Any  # the driver has no types; its surface is that of sqlite3.Connection

PAGE_BYTES: Final = 4096
SALT_BYTES: Final = 16
_LEAST_CIPHER: Final = (4, 6)
_WAIT_SECONDS: Final = 1.0
_PAUSE_SECONDS: Final = 0.02
_MEMORY_BUILD: Final = (
    "SELECT sqlite_compileoption_used('TEMP_STORE=2'), sqlite_compileoption_used('TEMP_STORE=3')"
)

# (pragma, what it is set to, what it must then read back as)
SETTINGS: Final = (
    ("cipher_log_level", "NONE", "NONE"),
    ("temp_store", "MEMORY", 2),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("recursive_triggers", "ON", 1),
    ("secure_delete", "ON", 1),
    ("cell_size_check", "ON", 1),
)
_READ_ONLY: Final = (("cipher_use_hmac", "1"), ("cipher_page_size", str(PAGE_BYTES)))

_MACHINE: Final[dict[str, type[SafeguardingError]]] = {
    "SQLITE_BUSY": VaultInUseError,
    "SQLITE_LOCKED": VaultInUseError,
    "SQLITE_FULL": VaultDiskFullError,
    "SQLITE_READONLY": VaultReadOnlyError,
    "SQLITE_CANTOPEN": VaultReadOnlyError,
    "SQLITE_PERM": VaultReadOnlyError,
    "SQLITE_IOERR": VaultDiskFailingError,
    "SQLITE_CORRUPT": VaultDamagedError,
    "SQLITE_NOTADB": VaultDamagedError,
}
# The driver's own `backup` gives SQLite's words for what went wrong, and not its name.
_BY_WORDS: Final = {
    "database is locked": "SQLITE_BUSY",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the driver raises inside into our own errors.

    Those of the machine name the vault and what is the matter; every other one is a
    VaultFaultError with SQLite's name for it, and never the words of a statement or a value.
    """
    try:
        yield
    except driver.Error as error:
        raise _translated(error, path) from None
    except MemoryError:
        # SQLite takes it for a lack of memory when the cipher refuses a page that it reads in order
        # to write; a real lack of 4 KiB would end the process elsewhere first.
        raise VaultDamagedError(path) from None


def _translated(error: Exception, path: Path) -> SafeguardingError:
    name = str(getattr(error, "sqlite_errorname", "")) or _BY_WORDS.get(str(error), "")
    for known, kind in _MACHINE.items():
        if name == known or name.startswith(known + "_"):
            return _in_use(path) if kind is VaultInUseError else kind(path)
    if isinstance(error, driver.ProgrammingError) and "closed" in str(error):
        return VaultClosedError()
    return VaultFaultError(name or type(error).__name__)


def _in_use(path: Path) -> VaultInUseError:
    found = lock_file.holder(path)
    if found is None:
        return VaultInUseError(path)
    return VaultInUseError(path, process=found.process, computer=found.computer)


_open_here: dict[Connection, tuple[int, int] | None] = {}


def refuse_if_open_here(path: Path) -> None:
    """Raise VaultInUseError while this process has the file at `path` open, under any name.

    To be asked before the file is so much as looked into: see the top of this module.
    """
    if _open_here and identity(path) in _open_here.values():
        raise VaultInUseError(path)


def close(connection: Connection) -> None:
    """Close a connection that `connect` made; closing twice does nothing."""
    connection.close()
    _open_here.pop(connection, None)


def leave_journal(connection: Connection, path: Path) -> None:
    """Keep the connection's lock, but let nothing that it does from now on touch `V-journal`.

    For the moment in which another file takes the place of the one that it has open: the name of
    the journal belongs to whoever opens the new file. `take_journal` takes this back.
    """
    connection.set_authorizer(None)
    connection.execute("PRAGMA journal_mode = MEMORY")
    _require(connection, "journal_mode", "memory")
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def take_journal(connection: Connection) -> None:
    """Let the connection keep a journal on the disk again."""
    connection.execute("PRAGMA journal_mode = DELETE")
    _require(connection, "journal_mode", "delete")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what the system knows a file by, whatever names it has: locks go by it as well."""
    if not path.exists():
        return None
    found = path.stat()
    return found.st_dev, found.st_ino


def connect(path: Path, *, key: bytes, salt: bytes) -> Connection:
    """Return a connection to the file at `path`, which must exist; it is never made here.

    `key` is the raw 256-bit key; `salt` the file's first 16 bytes. Every setting that the program
    relies on is made and read back, and the file's lock is taken and kept. Raises
    DriverUnsafeError, VaultInUseError, VaultDamagedError (a wrong key reads as damage) and the
    other errors of the machine.

    Whoever has to wait for the lock opens the file anew for each try. A connection that waited
    while another file took this one's place would get the lock of a file without a name, take the
    new file's journal for its own, and delete it.
    """
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection = _connect_now(path, key=key, salt=salt)
        except VaultInUseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            _open_here[connection] = identity(path)
            return connection


def _connect_now(path: Path, *, key: bytes, salt: bytes) -> Connection:
    meant = identity(path)
    with faults(path):
        interrupted = mending.has_hot_journal(path)
        connection = driver.connect(
            path.absolute().as_uri() + "?mode=rw", uri=True, timeout=0, isolation_level=None
        )
        try:
            _set_up(connection, key=key, salt=salt)
            _require_same(path, meant)
            if interrupted:
                mending.write_free_pages_anew(connection, page_bytes=PAGE_BYTES)
        except BaseException:
            connection.close()
            raise
    return connection


def _require_same(path: Path, meant: tuple[int, int] | None) -> None:
    """Raise VaultInUseError where another file took the place of `meant` as we waited for it."""
    if meant != identity(path):
        raise VaultInUseError(path)


def _set_up(connection: Connection, *, key: bytes, salt: bytes) -> None:
    _check_driver(connection)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    for pragma, value in _READ_ONLY:
        _require(connection, pragma, value)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    for pragma, setting, expected in SETTINGS:
        connection.execute(f"PRAGMA {pragma} = {setting}")
        _require(connection, pragma, expected)
    # The mode alone takes no lock: a transaction does, and the mode keeps it until we close.
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = DELETE")
    _require(connection, "journal_mode", "delete")
    _require(connection, "locking_mode", "exclusive")
    if 1 not in connection.execute(_MEMORY_BUILD).fetchone():
        raise DriverUnsafeError("TEMP_STORE")


def _check_driver(connection: Connection) -> None:
    """Refuse a plain SQLite, which would ignore the key and write everything in the clear."""
    found = connection.execute("PRAGMA cipher_version").fetchone()
    numbers = str(found[0]).split()[0].split(".") if found else []
    if tuple(int(n) for n in numbers[:2] if n.isdigit()) < _LEAST_CIPHER:
        raise DriverUnsafeError("cipher_version")


def _require(connection: Connection, pragma: str, value: object) -> None:
    found = connection.execute(f"PRAGMA {pragma}").fetchone()
    if found is None or found[0] != value:
        raise DriverUnsafeError(pragma)
