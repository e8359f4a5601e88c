"""Saving an incident of 20 events, against four bare fsyncs and one bare commit of the same rows.

Both sides write into vaults of the same schema and fill: ours through `Vault`, from events that it
must turn into bytes, chain and sign; the floor through the bare driver, from rows that lie ready.
Each round saves one fresh incident on each side, the side that goes first changing from round to
round; the value is the median of the rounds' ratios.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import ActionTaken, AgencyContacted
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven
from desktop_app.domain.state.incident import fold
from desktop_app.vault import checks, sealing
from desktop_app.vault.engine import Connection, connect
from desktop_app.vault.projection import Rows, rows_of
from desktop_app.vault.vault import FLOOR, Unlocked, Vault, create_vault, open_unlocked, unlock
from tests.benchmarks.result import Result
from tests.vault_builders import AT, PASSWORD, fresh_id, person, recorded

BUILD: Final = Path(__file__).resolve().parents[2] / "build"
GOAL: Final = 1.25
EVENTS: Final = 20
_ROUNDS: Final = 150
_FSYNCS: Final = 4
_BATCH: Final = 50  # incidents a transaction, while a vault is being filled
WORDS: Final = (
    "The pupil came to the pastoral office before registration and said that a message had been"
    " passed round a group chat overnight; two friends had seen it and told her. She was upset and"
    " asked that her tutor should know. Nobody in school has looked at any device."
)
_QUESTIONS: Final = (
    "life-in-danger",
    "immediate-risk",
    "offline-meeting",
    "adult-involved",
    "under-13",
    "blackmailed",
    "coerced",
    "groomed",
    "capacity-doubt",
    "sexual-acts",
    "significant-harm",
    "evidence-at-risk",
)


def incident(number: int) -> list[Event]:
    """Give the 20 events of one invented incident."""
    answers = [AnswerGiven(q, "no", how="asked the pupil's tutor") for q in _QUESTIONS]
    return [
        recorded(f"2026-{number:06d}", f"{WORDS} Case {number}."),
        person(f"Testname Invented{number}", born="2011-05-03"),
        person(f"Another Made-Up{number}", born="2010-11-30"),
        *answers,
        DetailsGiven({"worry": "Sleep and friendships.", "impact": "Not in lessons this week."}),
        AgencyContacted("childrens-social-care", "2026-11-20T16:10", said="Ring back tomorrow."),
        ActionTaken("Phoned home", "2026-11-20T16:30", "DSL"),
        ActionTaken("Tutor told", "2026-11-20T16:45", "DSL"),
        ActionTaken("Checked in at lunch", "2026-11-21T12:30", "DSL"),
    ]


def record(vault: Vault, events: Sequence[Event]) -> None:
    """Save an incident as the program does: events, their fold and its rows, one transaction."""
    with vault.transaction():
        vault.project(fold(vault.append(events, incident=fresh_id(), at=AT)))


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Give a folder on the disk that the program lies on: a temporary one may be in memory."""
    BUILD.mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(dir=BUILD)


def made(folder: Path, *, incidents: int) -> tuple[Path, Unlocked]:
    """Make a vault with so many incidents and give its keys."""
    path = folder / "v.sgv"
    vault, _ = create_vault(path, password=PASSWORD, at=AT, cost=FLOOR)
    for start in range(0, incidents, _BATCH):
        with vault.transaction():
            for number in range(start, min(start + _BATCH, incidents)):
                record(vault, incident(number))
    vault.close()
    return path, unlock(path, password=PASSWORD)


def bare(path: Path, unlocked: Unlocked) -> Connection:
    """Open the vault's file with the bare driver, set up for the same durability."""
    key = sealing.subkey(unlocked.vault_keys[0], "sqlcipher")
    return connect(path, key=key, salt=checks.salt_of(unlocked.keyfile.vault))


class Floor:
    """The bare driver writing rows that lie ready."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._file = os.open(folder / "fsync", os.O_RDWR | os.O_CREAT)
        run = connection.execute
        self._position = run("SELECT max(position) FROM event").fetchone()[0]
        self._user = run("SELECT id FROM user").fetchone()[0]
        events = run("SELECT body, hash FROM event ORDER BY position DESC LIMIT ?", (EVENTS,))
        self._bodies = events.fetchall()
        self._payloads = run(
            "SELECT salt, p.body FROM event e JOIN payload p ON p.event_id = e.id"
            " ORDER BY position DESC LIMIT ?",
            (EVENTS,),
        ).fetchall()

    def prepare(self, rows: Rows) -> None:
        """Lay the rows of one more incident ready; not timed."""
        start, ids = self._position + 1, [fresh_id() for _ in range(EVENTS)]
        number, case = start, fresh_id()
        shift = number - int(str(rows.number))
        self._events = [
            (start + n, ids[n], body, digest, bytes(64) if n == EVENTS - 1 else None)
            for n, (body, digest) in enumerate(self._bodies)
        ]
        self._contents = [(ids[n], *each) for n, each in enumerate(self._payloads)]
        self._scopes = [(case, start + n) for n in range(EVENTS)]
        self._incident = (number, case, *rows.incident[2:])
        self._text = (number, *rows.text[1:])
        self._people = [
            (int(str(each[0])) + shift * 1024, number, *each[2:]) for each in rows.people
        ]
        self._names = [(each[0], each[4]) for each in self._people]
        self._position += EVENTS

    def save(self) -> None:
        """Four bare fsyncs, and one bare commit."""
        for _ in range(_FSYNCS):
            os.pwrite(self._file, b"x" * 4096, 0)
            os.fsync(self._file)
        run, many = self._connection.execute, self._connection.executemany
        run("BEGIN IMMEDIATE")
        many("INSERT INTO event VALUES (?, ?, ?, ?, ?)", self._events)
        many("INSERT INTO payload VALUES (?, ?, ?)", self._contents)
        many("INSERT INTO entry_of VALUES (?, ?)", self._scopes)
        run("UPDATE user SET last = ? WHERE id = ?", (self._position, self._user))
        run("INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._incident)
        run("INSERT INTO incident_text VALUES (?, ?, ?, ?)", self._text)
        run(
            "INSERT INTO incident_words (rowid, reference, narrative, details) VALUES (?, ?, ?, ?)",
            self._text,
        )
        many("INSERT INTO incident_person VALUES (?, ?, ?, ?, ?, ?, ?)", self._people)
        many("INSERT INTO person_names (rowid, name) VALUES (?, ?)", self._names)
        run("COMMIT")

    def close(self) -> None:
        """Close both files."""
        self._connection.close()
        os.close(self._file)


def run() -> list[Result]:
    """Measure in interleaved rounds; the value is a ratio."""
    with scratch() as one, scratch() as other:
        path, keys = made(Path(one), incidents=50)
        bare_path, bare_keys = made(Path(other), incidents=50)
        vault = open_unlocked(path, keys)
        floor = Floor(bare(bare_path, bare_keys), Path(other))
        try:
            pairs = [_round(vault, floor, number) for number in range(_ROUNDS)]
        finally:
            vault.close()
            floor.close()
    ratio = statistics.median(ours / base for ours, base in pairs)
    return [
        Result(
            name="saving an incident of 20 events: four bare fsyncs and one bare commit",
            value=ratio,
            unit="x",
            goal=GOAL,
            holds=ratio <= GOAL,
            floor=statistics.median(base for _, base in pairs),
            ours=statistics.median(ours for ours, _ in pairs),
        )
    ]


def _round(vault: Vault, floor: Floor, number: int) -> tuple[float, float]:
    """Give the milliseconds that each side takes for one more incident."""
    events = incident(1000 + number)
    with_rows = incident(1000 + number)
    floor.prepare(_rows(vault, with_rows))

    def ours() -> None:
        record(vault, events)

    took = {}
    for side in (ours, floor.save) if number % 2 else (floor.save, ours):
        start = time.perf_counter()
        side()
        took[side] = (time.perf_counter() - start) * 1000
    return took[ours], took[floor.save]


class _RolledBackError(Exception):
    """Takes back what was only done to see its rows."""


def _rows(vault: Vault, events: Sequence[Event]) -> Rows:
    """Give the rows that an incident would have, without recording it."""
    rows: list[Rows] = []

    def look() -> NoReturn:
        rows.append(rows_of(fold(vault.append(events, incident=fresh_id(), at=AT))))
        raise _RolledBackError

    with suppress(_RolledBackError), vault.transaction():
        look()
    return rows[0]
