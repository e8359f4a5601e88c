"""`vault verify` over 100,000 events, and unlocking and the log of that same vault.

- The log part: reading every entry, and checking each hash, link, content and signature, as the
  verification does it, and where it does it: after the file's structure, which leaves the pages in
  memory that the log lies on; the whole: `Vault.verify`, with `cipher_integrity_check`, the file's
  structure, every row of every table made from the log, and the search indexes. Both are held
  against the bare verification of as many signatures as there are events, each over another
  message, by the same library in one thread. The vault is the one of `long_log.py`, in which each
  save of ten events carries one signature.
- Unlocking: what the window does from the password to the open session and the newest hundred
  incidents, but for the stretching of the password, in milliseconds.
- A warm page of the log: one statement, the same hundred rows, from the vault's file and from a
  plain copy of it, both through the same driver with the same settings, the copy without a key.

Rounds take both sides in turn; the value is the median of the rounds' ratios.
"""

import functools
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.services import sessions
from desktop_app.vault import checking, engine, keyslots, rebuilding, search, verification
from desktop_app.vault.engine import Connection
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.vault import open_unlocked
from tests.benchmarks.long_log import EVENTS_EACH, INCIDENTS, LongLog, long_log
from tests.benchmarks.result import Result
from tests.benchmarks.saving import bare
from tests.vault_builders import AT, PASSWORD

LOG_GOAL: Final = 0.2
WHOLE_GOAL: Final = 0.6
UNLOCK_GOAL_MS: Final = 50.0
PAGE_GOAL: Final = 1.2
EVENTS: Final = INCIDENTS * EVENTS_EACH
_ROUNDS: Final = 3
_UNLOCKINGS: Final = 15
_PAGES: Final = 200
_PAGE_ROWS: Final = 100
_SETTINGS: Final = ("cache_size", "page_size", "synchronous", "locking_mode", "temp_store")


def run() -> list[Result]:
    """Measure all four."""
    full = long_log()
    return [*_verified(full), _unlocked(full), _log_page(full)]


def _verified(full: LongLog) -> list[Result]:
    key = Ed25519PrivateKey.generate()
    messages = [b"SG-SIG-v1\0" + number.to_bytes(32, "big") for number in range(EVENTS)]
    signed = [(key.sign(message), message) for message in messages]
    public = key.public_key()

    def floor() -> None:
        for signature, message in signed:
            public.verify(signature, message)

    rounds = []
    for _ in range(_ROUNDS):
        before = _seconds(floor)
        log, whole = _log_part(full), _whole(full)
        # The machine may have been busier for one side than for the other.
        rounds.append(((before + _seconds(floor)) / 2, log, whole))
    return [
        _ratio("vault verify of 100,000 events: the log part", LOG_GOAL, [r[:2] for r in rounds]),
        _ratio(
            "vault verify of 100,000 events: the whole, pages and projection included",
            WHOLE_GOAL,
            [(bare_time, whole) for bare_time, _, whole in rounds],
        ),
    ]


def _log_part(full: LongLog) -> float:
    connection = bare(full.path, full.keys)
    log = EventLog(
        connection,
        vault=full.keys.keyfile.vault,
        user=full.keys.slot.user,
        keys=full.keys.keys,
    )
    contents = rebuilding.Contents()

    def checked() -> None:
        found = list(
            verification.verify_log(log.rows(), vault=full.keys.keyfile.vault, seen=contents.take)
        )
        if found or len(contents.scopes) < EVENTS:
            raise AssertionError(found)

    with checking.pages_kept(connection):
        connection.execute("PRAGMA integrity_check(1)").fetchall()
        took = _seconds(checked)
    engine.close(connection)
    return took


def _whole(full: LongLog) -> float:
    vault = open_unlocked(full.path, full.keys)

    def checked() -> None:
        report = vault.verify()
        if not report.ok or report.entries < EVENTS or report.incidents != INCIDENTS:
            raise AssertionError(report.findings)

    took = _seconds(checked)
    vault.close()
    return took


def _unlocked(full: LongLog) -> Result:
    slow = keyslots.stretch
    keyslots.stretch = functools.cache(slow)
    try:
        took = [_unlocking(full) for _ in range(_UNLOCKINGS + 1)][1:]
    finally:
        keyslots.stretch = slow
    value = statistics.median(took)
    return Result(
        name="unlocking 10,000 incidents, beyond the key derivation",
        value=value,
        unit="ms",
        goal=UNLOCK_GOAL_MS,
        holds=value <= UNLOCK_GOAL_MS,
    )


def _unlocking(full: LongLog) -> float:
    """Give the milliseconds from the password to the newest page, its stretching kept from before.

    The key file is read and checked, the user's keys and the vault's opened, then the vault.
    """
    start = time.perf_counter()
    unlocked = sessions.derive(full.path, PASSWORD, None)
    session = sessions.open_session(full.path, unlocked, lambda: AT)
    rows = session.vault.newest(_PAGE_ROWS)
    took = (time.perf_counter() - start) * 1000
    sessions.close(session)
    if len(rows) != _PAGE_ROWS:
        raise AssertionError(len(rows))
    return took


def _log_page(full: LongLog) -> Result:
    copy = Path(full.folder.name) / "plain.db"
    _write_plainly(full, copy)
    encrypted = bare(full.path, full.keys)
    plain = driver.connect(str(copy), isolation_level=None)
    for name in _SETTINGS:
        wanted = _setting(encrypted, name)
        plain.execute(f"PRAGMA {name} = {wanted}")
        if _setting(plain, name) != wanted:
            raise AssertionError(name)
    numbers = [row[0] for row in encrypted.execute("SELECT number FROM incident").fetchall()]
    starts = numbers[_PAGE_ROWS :: len(numbers) // _PAGES]
    if _read(encrypted, starts) != _read(plain, starts):
        raise AssertionError("the copies differ")
    pairs = []
    for number in range(_UNLOCKINGS):
        order = (encrypted, plain) if number % 2 else (plain, encrypted)
        took = {id(side): _seconds(functools.partial(_read, side, starts)) for side in order}
        pairs.append((took[id(plain)], took[id(encrypted)]))
    engine.close(encrypted)
    plain.close()
    return _ratio("a warm page of the log, encrypted against plain", PAGE_GOAL, pairs)


def _write_plainly(full: LongLog, copy: Path) -> None:
    """Write the same tables, invented as they are, into a file without a key."""
    source = bare(full.path, full.keys)
    source.execute("ATTACH DATABASE ? AS plain KEY ''", (str(copy),))
    source.execute("SELECT sqlcipher_export('plain')").fetchall()
    source.execute("DETACH DATABASE plain")
    engine.close(source)
    with copy.open("rb") as file:
        if file.read(15) != b"SQLite format 3":
            raise AssertionError(copy)


def _setting(connection: Connection, name: str) -> str:
    return str(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _read(connection: Connection, starts: list[int]) -> list[list[Any]]:
    return [connection.execute(search.PAGE, (start, _PAGE_ROWS)).fetchall() for start in starts]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ratio(name: str, goal: float, pairs: list[tuple[float, float]]) -> Result:
    """Give the median ratio of (floor, ours) pairs, in seconds, as a result in milliseconds."""
    value = statistics.median(ours / floor for floor, ours in pairs)
    return Result(
        name=name,
        value=value,
        unit="x",
        goal=goal,
        holds=value <= goal,
        floor=statistics.median(floor for floor, _ in pairs) * 1000,
        ours=statistics.median(ours for _, ours in pairs) * 1000,
    )
