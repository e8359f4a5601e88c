"""What this desk remembers of a vault: wrong passwords, and what each user last saw of it.

One small file a vault, named by the vault's id, in a folder of the system user's own and never in
the vault's: whoever puts back an old copy of that folder does not put this back with it. What a
user saw is in a box that their own keys open; the wrong tries are plain, for they are counted
before anyone has signed in. One file more says which vault was last seen at which place.
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from desktop_app.vault import canon, desk_files, sealing
from desktop_app.vault.canon import NotCanonicalError, canonical
from desktop_app.vault.desk_files import FORMAT, Content
from desktop_app.vault.keyslots import UserKeys

FREE_TRIES: Final = 5
_STEPS: Final = (30, 60, 300, 900)  # seconds, after each wrong try beyond the free ones
_LABEL: Final = "desk-note"
_PLACES: Final = "places"
_MOST_PLACES: Final = 200


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong passwords this desk saw since the last good one; `until` when to wait.

    `untold` is how many nobody was told of yet: a good password given to a command tells nobody.
    """

    count: int = 0
    until: datetime | None = None
    untold: int = 0

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
    return _tries(desk_files.read(folder, vault))


def _tries(content: Content) -> Tries:
    said = content.get("tries")
    if not isinstance(said, dict):
        return Tries()
    with suppress(NotCanonicalError, ValueError, KeyError, OverflowError):
        count = canon.whole(said["count"], least=0, most=1 << 31)
        until = datetime.fromisoformat(canon.text(said["until"])) if said["until"] else None
        # A program of before counted both as one.
        untold = canon.whole(said.get("untold", count), least=0, most=1 << 31)
        return Tries(count, until and until.astimezone(UTC), untold)
    return Tries()


def _kept(tries: Tries) -> Content:
    until = tries.until.isoformat() if tries.until else ""
    return {"tries": {"count": tries.count, "until": until, "untold": tries.untold}}


def note_wrong(folder: Path | None, vault: str, *, now: datetime) -> Tries:
    """Count one more wrong try and return where that leaves this desk."""
    left = _one_more(wrong_tries(folder, vault), now)

    def one_more(content: Content) -> Content:
        nonlocal left
        left = _one_more(_tries(content), now)
        return _kept(left)

    desk_files.change(folder, vault, one_more)
    return left


def _one_more(tries: Tries, now: datetime) -> Tries:
    count = tries.count + 1
    step = step_after(count)
    until = now.astimezone(UTC) + timedelta(seconds=step) if step else None
    return Tries(count, until, tries.untold + 1)


def forget_wrong(folder: Path | None, vault: str) -> None:
    """Begin to count anew: the right password was given. What nobody was told of yet stays."""

    def forgotten(content: Content) -> Content:
        tries = _tries(content)
        return _kept(Tries(untold=tries.untold)) if tries.count or tries.until else {}

    desk_files.change(folder, vault, forgotten)


def note_told(folder: Path | None, vault: str, told: int) -> None:
    """Keep that somebody was told of so many wrong tries; those that came since stay untold."""

    def less(content: Content) -> Content:
        tries = _tries(content)
        return _kept(replace(tries, untold=max(0, tries.untold - told)))

    if told:
        desk_files.change(folder, vault, less)


def seen(folder: Path | None, vault: str, user: str, *, keys: UserKeys) -> Seen | None:
    """Return what this user last saw here, or None: nothing is known, or the note was altered."""
    boxes = desk_files.read(folder, vault).get("seen")
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

    def with_mine(content: Content) -> Content:
        boxes = content.get("seen")
        known = boxes if isinstance(boxes, dict) else {}
        return {"seen": {**known, user: {"nonce": nonce.hex(), "box": box.hex()}}}

    desk_files.change(folder, vault, with_mine)


def vault_at(folder: Path | None, path: Path) -> str:
    """Return the id of the vault that was last opened at a place; empty where none is known."""
    return dict(_places(desk_files.read(folder, _PLACES))).get(_place(path), "")


def note_place(folder: Path | None, path: Path, vault: str) -> None:
    """Keep which vault lies at a place; of too many places the one noted first is forgotten."""
    this = (_place(path), vault)

    def with_this(content: Content) -> Content:
        known = _places(content)
        if this in known:
            return {}
        others = [each for each in known if each[0] != this[0]]
        return {_PLACES: [list(each) for each in (*others[1 - _MOST_PLACES :], this)]}

    desk_files.change(folder, _PLACES, with_this)


def _places(content: Content) -> list[tuple[str, str]]:
    """Return places and the vaults at them, the one noted last at the end; none if badly written."""
    said = content.get(_PLACES)
    with suppress(ValueError, TypeError):
        return [(canon.text(place), canon.text(vault)) for place, vault in said or ()]
    return []


def _place(path: Path) -> str:
    """Return what a place goes by: the same for every way to write it, and no name of a folder."""
    return hashlib.sha256(os.fsencode(os.path.normcase(path.resolve()))).hexdigest()


def _bound_to(vault: str, user: str) -> bytes:
    return canonical({"format": FORMAT, "v": 1, "vault": vault, "user": user})
