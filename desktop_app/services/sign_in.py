"""Signing in at this desk: wrong tries slow the next one down, and what was last seen is kept.

Whoever has a copy of the files can try passwords elsewhere as fast as their machines allow; only
the password's own cost stands against that. What is counted here is for a person at this desk
(Cyber Essentials: at most ten guesses in five minutes). Nothing is ever destroyed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import PasswordRefusedError, SafeguardingError
from desktop_app.domain.events.keeping import DifferenceAccepted
from desktop_app.domain.trust_errors import (
    HistoryOlderError,
    KeyFileOlderError,
    TooManyTriesError,
    VaultSwappedError,
)
from desktop_app.runtime.paths import desk_folder
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault import desk_notes, key_names, keyfile
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.keyslots import UserKeys
from desktop_app.vault.vault import FirstLook, Unlocked, Vault, unlock

__all__ = ["Seen"]


def seconds_left(path: Path, *, now: datetime) -> int:
    """Give how long nobody may try a password for this vault at this desk, in whole seconds."""
    vault = key_names.vault_id(path)
    return desk_notes.wrong_tries(desk_folder(), vault).seconds_left(now) if vault else 0


@contextmanager
def counted(path: Path, *, now: datetime) -> Iterator[None]:
    """Let a password be tried inside; a wrong one is counted.

    Raises TooManyTriesError, before anything is tried, while there is still to be waited.
    """
    left = seconds_left(path, now=now)
    if left:
        raise TooManyTriesError(path, seconds=left)
    try:
        yield
    except PasswordRefusedError:
        vault = key_names.vault_id(path)
        if vault:
            desk_notes.note_wrong(desk_folder(), vault, now=now)
        raise


def derive(path: Path, password: str, sign_in: str | None, *, now: datetime) -> Unlocked:
    """Give what the password opens; slow on purpose, touches no connection, fit for any thread.

    Raises TooManyTriesError, and what `vault.opening.unlock` raises.
    """
    with counted(path, now=now):
        return unlock(path, password=password, sign_in=sign_in or None)


def begin_anew(vault: str) -> None:
    """Begin to count wrong tries anew, for the right password was given.

    Whoever opens the window next is still told of those that nobody was told of.
    """
    desk_notes.forget_wrong(desk_folder(), vault)


def untold(vault: str) -> int:
    """Give how many wrong passwords this desk saw since somebody was last told of them."""
    return desk_notes.wrong_tries(desk_folder(), vault).untold


def note_told(vault: str, wrong: int) -> None:
    """Keep that whoever opened the window was told of so many wrong passwords."""
    desk_notes.note_told(desk_folder(), vault, wrong)


def forget_place(path: Path) -> None:
    """Forget which vault was seen at a place, for a new one was made there."""
    desk_notes.forget_place(desk_folder(), path)


def last_seen(path: Path, unlocked: Unlocked) -> Seen | None:
    """Give what the user whose password this was last saw of the vault here, or else anywhere."""
    vault, user, keys = unlocked.keyfile.vault, unlocked.slot.user, unlocked.keys
    return seen_here(path, unlocked) or desk_notes.seen(desk_folder(), vault, user, keys=keys)


def seen_here(path: Path, unlocked: Unlocked) -> Seen | None:
    """Give what this user last saw of the vault at this very place."""
    vault, user, keys = unlocked.keyfile.vault, unlocked.slot.user, unlocked.keys
    return desk_notes.seen(desk_folder(), vault, user, keys=keys, at=path)


def check_as_seen(look: FirstLook, unlocked: Unlocked, seen: Seen | None) -> None:
    """Raise what tells a vault that was put in the place of the one that was seen here.

    VaultSwappedError for another vault, HistoryOlderError for a copy without the entry that this
    user saw last at this place, KeyFileOlderError for an older key file than that of `seen`.
    """
    known = desk_notes.vault_at(desk_folder(), look.path)
    if known and known != look.vault:
        raise VaultSwappedError(look.path)
    found = difference(look, seen_here(look.path, unlocked))
    if found is not None:
        other = not found.behind
        raise HistoryOlderError(look.path, found=look.ends, seen=found.seen, other=other)
    check_key_file(look.path, unlocked, seen)


def difference(look: FirstLook, seen: Seen | None) -> DifferenceAccepted | None:
    """Give how the log differs from what was seen, as it is to be accepted; None if it holds it."""
    if seen is None or not seen.position or look.hash_at(seen.position) == seen.hash:
        return None
    between = look.ends - seen.position
    return DifferenceAccepted(seen.position, abs(between), behind=between < 0)


def check_key_file(path: Path, unlocked: Unlocked, seen: Seen | None) -> None:
    """Raise KeyFileOlderError where an old copy of the key file was put back."""
    found = unlocked.keyfile.gen
    if seen is not None and found < seen.gen:
        raise KeyFileOlderError(keyfile.path_of(path), found=found, seen=seen.gen)


@verb(*EVERYONE)
def keep_seen(
    vault: Vault, keys: UserKeys, *, place: Mapping[str, str], knowingly: bool = False
) -> None:
    """Keep what this user has now seen of the vault, and the page they are on, for next time.

    A log that ends before what they saw, or in which that entry is another one, leaves that as it
    was: it is held against the log again until somebody says, `knowingly`, that they know why. A
    vault that was closed already is left alone.
    """
    with suppress(SafeguardingError):
        vault.users()  # raises where the vault is closed, which its head does not
        head, gen = vault.head(), key_names.version(vault.path)
        what = Seen(head.position, head.hash, gen, dict(place))
        vault_id, user, desk = vault.id, vault.user.id, desk_folder()
        here = desk_notes.seen(desk, vault_id, user, keys=keys, at=vault.path)
        before = here or desk_notes.seen(desk, vault_id, user, keys=keys)
        if before is not None and not knowingly and not _stands(vault, before):
            what = Seen(before.position, before.hash, gen, dict(place))
        for at in (None, vault.path):
            desk_notes.note_seen(desk, vault_id, user, keys=keys, what=what, at=at)


def _stands(vault: Vault, seen: Seen) -> bool:
    """Say whether the entry that was seen is still the one in the log."""
    return not seen.position or vault.hash_at(seen.position) == seen.hash
