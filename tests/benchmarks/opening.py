"""Opening a vault of 10,000 incidents and reading its newest 100, against the bare driver.

Key derivation aside: what a password gives is kept from the first time on. The floor opens the same
file with the bare driver and the raw key, and reads the same 100 rows; ours reads and opens the key
file as well, checks the file, the settings, the guards and the user's keys, and closes again, as
the floor does.
"""

import functools
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver

from desktop_app.vault import checks, keyslots, sealing
from desktop_app.vault.vault import Unlocked, open_vault
from tests.benchmarks.result import Result
from tests.benchmarks.saving import made, scratch
from tests.vault_builders import PASSWORD

GOAL_MS: Final = 3.0
INCIDENTS: Final = 10_000
_ROUNDS: Final = 60
_PAGE: Final = (
    "SELECT number, id, reference, recorded_at, aware_at, kinds, outcome, status, procedure"
    " FROM incident ORDER BY number DESC LIMIT 100"
)


def run() -> list[Result]:
    """Measure in interleaved rounds; the value is what ours takes more, in milliseconds."""
    slow = keyslots.stretch
    keyslots.stretch = functools.cache(slow)
    try:
        with scratch() as folder:
            path, keys = made(Path(folder), incidents=INCIDENTS)
            pairs = [_round(path, keys, number) for number in range(_ROUNDS)]
    finally:
        keyslots.stretch = slow
    more = statistics.median(ours - base for ours, base in pairs)
    return [
        Result(
            name="opening 10,000 incidents and reading the newest 100, beyond the bare driver",
            value=more,
            unit="ms",
            goal=GOAL_MS,
            holds=more <= GOAL_MS,
            floor=statistics.median(base for _, base in pairs),
            ours=statistics.median(ours for ours, _ in pairs),
        )
    ]


def _round(path: Path, keys: Unlocked, number: int) -> tuple[float, float]:
    sides = (_ours, _bare) if number % 2 else (_bare, _ours)
    took = {side: _took(side, path, keys) for side in sides}
    return took[_ours], took[_bare]


def _took(side: Callable[[Path, Unlocked], int], path: Path, keys: Unlocked) -> float:
    start = time.perf_counter()
    rows = side(path, keys)
    took = (time.perf_counter() - start) * 1000
    if rows != 100:
        raise AssertionError(rows)
    return took


def _ours(path: Path, _keys: Unlocked) -> int:
    vault = open_vault(path, password=PASSWORD)
    rows = len(vault.newest(100))
    vault.close()
    return rows


def _bare(path: Path, keys: Unlocked) -> int:
    key = sealing.subkey(keys.vault_keys[0], "sqlcipher")
    salt = checks.salt_of(keys.keyfile.vault)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    rows = len(connection.execute(_PAGE).fetchall())
    connection.close()
    return rows
