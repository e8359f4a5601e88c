"""What this desk remembers of a vault: wrong passwords, and what each user last saw of it.

One small file a vault, named by the vault's id, in a folder of the system user's own and never in
the vault's: whoever puts back an old copy of that folder does not put this back with it. What a
user saw is in a box that their own keys open; the wrong tries are plain, for they are counted
before anyone has signed in. One file more a place says which vault was seen there, and by whom.
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


def seen(
    folder: Path | None, vault: str, user: str, *, keys: UserKeys, at: Path | None = None
) -> Seen | None:
    """Return what this user last saw here, or None: nothing is known, or the note was altered.

    `at` asks for what they saw of the vault at that place, else it is what they saw anywhere.
    """
    boxes = _boxes(desk_files.read(folder, _name(vault, at)), vault, at)
    mine = boxes.get(user)
    if not isinstance(mine, dict):
        return None
    try:
        plain = sealing.unlock(
            bytes.fromhex(canon.text(mine["box"], most=1 << 14)),
            nonce=bytes.fromhex(canon.text(mine["nonce"])),
            key=sealing.subkey(keys.sealing_seed, _LABEL),
            aad=_bound_to(vault, user, at),
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


def note_seen(  # noqa: PLR0913  # keyword-only, each its own fact about what was seen
    folder: Path | None,
    vault: str,
    user: str,
    *,
    keys: UserKeys,
    what: Seen,
    at: Path | None = None,
) -> None:
    """Keep what a user has seen, in the place of what they saw before.

    `at` is where they saw it, if it is to be kept which vault lies there.
    """
    plain = canonical(
        {"position": what.position, "hash": what.hash, "gen": what.gen, "place": what.place}
    )
    key = sealing.subkey(keys.sealing_seed, _LABEL)
    nonce, box = sealing.lock(plain, key=key, aad=_bound_to(vault, user, at))

    def with_mine(content: Content) -> Content:
        mine = {user: {"nonce": nonce.hex(), "box": box.hex()}}
        said = {} if at is None else {"vault": vault}
        return {**said, "seen": {**_boxes(content, vault, at), **mine}}

    desk_files.change(folder, _name(vault, at), with_mine)


def vault_at(folder: Path | None, path: Path) -> str:
    """Return the id of the vault that was last seen at a place; empty where none is known."""
    found = desk_files.read(folder, _name_of_place(path)).get("vault")
    return found if isinstance(found, str) else ""


def forget_place(folder: Path | None, path: Path) -> None:
    """Forget what was seen at a place: a new vault was made there."""
    desk_files.forget(folder, _name_of_place(path))


def _boxes(content: Content, vault: str, at: Path | None) -> Content:
    """Return the boxes of a note; none of those of another vault that lay at the place."""
    boxes = content.get("seen")
    is_its_own = at is None or content.get("vault") == vault
    return boxes if is_its_own and isinstance(boxes, dict) else {}


def _name(vault: str, at: Path | None) -> str:
    return vault if at is None else _name_of_place(at)


def _name_of_place(path: Path) -> str:
    """Return what a place goes by: the same for every way to write it, and no name of a folder."""
    return hashlib.sha256(os.fsencode(os.path.normcase(path.resolve()))).hexdigest()


def _bound_to(vault: str, user: str, at: Path | None) -> bytes:
    place = {} if at is None else {"at": _name_of_place(at)}
    return canonical({"format": FORMAT, "v": 1, "vault": vault, "user": user, **place})
