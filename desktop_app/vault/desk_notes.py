"""What this desk remembers of a vault: wrong passwords, and what each user last saw of it.

One small file a vault, named by the vault's id, in a folder of the system user's own and never in
the vault's: whoever puts back an old copy of that folder does not put this back with it. What a
user saw is in a box that their own keys open; the wrong tries are plain, for they are counted
before anyone has signed in. A file that cannot be read is taken for one that is not there.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.errors import SafeguardingError
from desktop_app.vault import canon, files, sealing
from desktop_app.vault.canon import NotCanonicalError, canonical
from desktop_app.vault.keyslots import UserKeys

FORMAT: Final = "safeguarding-desk-desk"
FREE_TRIES: Final = 5
_LARGEST: Final = 64 * 1024
_STEPS: Final = (30, 60, 300, 900)  # seconds, after each wrong try beyond the free ones
_LABEL: Final = "desk-note"


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong passwords this desk saw since the last good one; `until` when to wait."""

    count: int = 0
    until: datetime | None = None

    def seconds_left(self, now: datetime) -> int:
        """Return how long is still to be waited, whole seconds; a clock set back adds nothing."""
        if self.until is None:
            return 0
        left = (self.until - now).total_seconds()
        return max(0, min(-int(-left // 1), step_after(self.count)))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a user last saw here: the head of the log, the key file's version, and their place."""

    position: int
    hash: str
    gen: int
    place: dict[str, str] = field(default_factory=dict)


def step_after(count: int) -> int:
    """Return how many seconds are to be waited after so many wrong tries."""
    beyond = count - FREE_TRIES
    return _STEPS[min(beyond, len(_STEPS) - 1)] if beyond >= 0 else 0


def wrong_tries(folder: Path | None, vault: str) -> Tries:
    """Return the wrong tries at this desk; none where nothing is known."""
    said = _read(folder, vault).get("tries")
    if not isinstance(said, dict):
        return Tries()
    with suppress(NotCanonicalError, ValueError, KeyError, OverflowError):
        count = canon.whole(said["count"], least=0, most=1 << 31)
        until = datetime.fromisoformat(canon.text(said["until"])) if said["until"] else None
        return Tries(count, until and until.astimezone(UTC))
    return Tries()


def note_wrong(folder: Path | None, vault: str, *, now: datetime) -> Tries:
    """Count one more wrong try and return where that leaves this desk."""
    count = wrong_tries(folder, vault).count + 1
    step = step_after(count)
    until = now.astimezone(UTC) + timedelta(seconds=step) if step else None
    _change(folder, vault, tries={"count": count, "until": until.isoformat() if until else ""})
    return Tries(count, until)


def forget_wrong(folder: Path | None, vault: str) -> None:
    """Begin to count anew: the right password was given."""
    if _read(folder, vault).get("tries"):
        _change(folder, vault, tries={})


def seen(folder: Path | None, vault: str, user: str, *, keys: UserKeys) -> Seen | None:
    """Return what this user last saw here, or None: nothing is known, or the note was altered."""
    boxes = _read(folder, vault).get("seen")
    mine = boxes.get(user) if isinstance(boxes, dict) else None
    if not isinstance(mine, dict):
        return None
    try:
        plain = sealing.unlock(
            bytes.fromhex(canon.text(mine["box"], most=1 << 14)),
            nonce=bytes.fromhex(canon.text(mine["nonce"])),
            key=sealing.subkey(keys.sealing_seed, _LABEL),
            aad=_bound_to(vault, user),
        )
        said = canon.parse(plain) if plain is not None else None
        if not isinstance(said, dict) or not isinstance(said["place"], dict):
            return None
        return Seen(
            position=canon.whole(said["position"], least=0, most=1 << 53),
            hash=canon.text(said["hash"]),
            gen=canon.whole(said["gen"], least=0, most=1 << 31),
            place={str(name): canon.text(value) for name, value in said["place"].items()},
        )
    except (NotCanonicalError, ValueError, KeyError):
        return None


def note_seen(folder: Path | None, vault: str, user: str, *, keys: UserKeys, what: Seen) -> None:
    """Keep what a user has seen, in the place of what they saw before."""
    plain = canonical(
        {"position": what.position, "hash": what.hash, "gen": what.gen, "place": what.place}
    )
    key = sealing.subkey(keys.sealing_seed, _LABEL)
    nonce, box = sealing.lock(plain, key=key, aad=_bound_to(vault, user))
    boxes = _read(folder, vault).get("seen")
    known = boxes if isinstance(boxes, dict) else {}
    _change(folder, vault, seen={**known, user: {"nonce": nonce.hex(), "box": box.hex()}})


def _bound_to(vault: str, user: str) -> bytes:
    return canonical({"format": FORMAT, "v": 1, "vault": vault, "user": user})


def _file(folder: Path, vault: str) -> Path:
    return folder / f"{vault}.json"


def _read(folder: Path | None, vault: str) -> dict[str, Any]:
    if folder is None or not _file(folder, vault).is_file():
        return {}
    with suppress(SafeguardingError, ValueError, RecursionError):
        said = json.loads(files.read_at_most(_file(folder, vault), _LARGEST))
        if isinstance(said, dict) and said.get("format") == FORMAT and said.get("v") == 1:
            return said
    return {}


def _change(folder: Path | None, vault: str, **parts: object) -> None:
    """Write the note anew; where the desk cannot be written to, it remembers nothing."""
    if folder is None:
        return
    content = {**_read(folder, vault), "format": FORMAT, "v": 1, **parts}
    with suppress(SafeguardingError, OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.write_whole(_file(folder, vault), canonical(content))
