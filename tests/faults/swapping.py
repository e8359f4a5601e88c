"""An older page or file put back, another school's put in, places changed: all of it is noticed."""

import hashlib
import hmac
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError
from desktop_app.services import last_visit, sessions
from desktop_app.vault import keyfile, own_password, sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.vault import FLOOR, Vault, create_vault
from tests.faults import damaging, key_flows, school
from tests.faults.keeping_flows import own_desk
from tests.faults.lines import ALL, Case, Line, Scale

_PAGE: Final = damaging.PAGE
_NOW: Final = "now"
_BEFORE: Final = "before"
_ELSEWHERE: Final = "elsewhere"
_NAMED: Final = damaging.NAMED | {
    "EntryUnreadableError",
    "HistoryOlderError",
    "KeyFileOlderError",
    "PasswordRefusedError",
    "SignInNeededError",
}
_SWAPPED: Final = (
    ("nonce", "box"),
    ("kdf",),
    ("kdf", "nonce", "box"),
    ("x25519_pub",),
    ("ed25519_pub",),
    ("x25519_pub", "ed25519_pub"),
    ("sign_in",),
    ("user",),
    ("id",),
    ("id", "user"),
)

Change = Callable[[Path], None]


def line() -> Line:
    """Give the line of all of these, on a vault of three users."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        _make_all(folder)
        for name, change in _changes(folder):
            yield partial(_case, folder, name, change, scale=scale)

    return Line(
        name="stale page, stale file, another school's vault, swapped pages and slots",
        cases=cases,
        short=ALL,
        long=ALL,
        spoiled_by="opened, never verified, nothing remembered at the desk",
    )


# --- what lies ready ---


def _make_all(folder: Path) -> None:
    """Make three folders, once: the vault as it was, as it is, and another school's."""
    made = school.made(folder)
    key_flows.let_leavers_in(made)
    if (folder / _ELSEWHERE).exists():
        return
    school.copied(made.folder, folder / _BEFORE)
    own_desk(folder / _NOW)
    school.copied(made.folder, folder / _NOW)
    unlocked = sessions.derive(folder / _NOW / school.NAME, school.PASSWORD, school.SIGN_IN)
    session = sessions.open_session(folder / _NOW / school.NAME, unlocked, lambda: school.AT)
    for number in range(200, 206):
        school.record(session.vault, number)
    words = {"old": school.PASSWORD, "new": school.PASSWORD}
    own_password.change_password(session.vault, **words, at=school.AT, cost=FLOOR)
    sessions.keep_seen(session, {})
    sessions.close(session)
    other = folder / "other"
    shutil.rmtree(other, ignore_errors=True)
    other.mkdir()
    word = f"{school.PASSWORD} elsewhere"
    vault, _keys = create_vault(other / school.NAME, password=word, at=school.AT, cost=FLOOR)
    with closing(vault):
        for number in range(12):
            school.record(vault, number)
    other.rename(folder / _ELSEWHERE)


# --- what is done to it ---


def _changes(folder: Path) -> Iterator[tuple[str, Change]]:
    now, before, elsewhere = (_pages(folder / each) for each in (_NOW, _BEFORE, _ELSEWHERE))
    for number, (here, there) in enumerate(zip(now, before, strict=False)):
        if here != there:
            yield f"page {number + 1} as it was", partial(_put_page, number, there)
    for number, there in enumerate(elsewhere[: len(now)]):
        yield f"page {number + 1} of another school", partial(_put_page, number, there)
    for number in range(len(now) - 1):
        yield f"pages {number + 1} and {number + 2} swapped", partial(_swap_pages, number)
    for name, source in (("older", _BEFORE), ("another school's", _ELSEWHERE)):
        for which in ((".vault",), (".keys",), (".vault", ".keys")):
            yield f"{name} {' and '.join(which)}", partial(_put_files, folder / source, which)
    for members in _SWAPPED:
        for signed in (False, True):
            yield f"slots with {members} swapped", partial(_swap_slots, members, signed=signed)


def _pages(folder: Path) -> list[bytes]:
    data = (folder / school.NAME).read_bytes()
    return [data[at : at + _PAGE] for at in range(0, len(data), _PAGE)]


def _put_page(number: int, page: bytes, path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(number * _PAGE)
        file.write(page)


def _swap_pages(number: int, path: Path) -> None:
    pages = _pages(path.parent)
    _put_page(number, pages[number + 1], path)
    _put_page(number + 1, pages[number], path)


def _put_files(source: Path, endings: tuple[str, ...], path: Path) -> None:
    for each in endings:
        shutil.copy(source / path.with_suffix(each).name, path.with_suffix(each))


def _swap_slots(members: tuple[str, ...], path: Path, *, signed: bool) -> None:
    """Swap members of the first two slots; `signed` as by somebody who holds the vault key."""
    beside = keyfile.path_of(path)
    said = json.loads(beside.read_bytes())
    one, other = said["slots"][:2]
    for each in members:
        one[each], other[each] = other[each], one[each]
    del said["digest"], said["mac"]
    said["digest"] = hashlib.sha256(canonical(said)).hexdigest()
    key = bytes(32)
    if signed:
        unlocked = sessions.derive(path, school.PASSWORD, school.SIGN_IN)
        key = unlocked.vault_keys[0]
    mac = hmac.digest(sealing.subkey(key, "keys-mac"), canonical(said), "sha256")
    said["mac"] = mac.hex()
    beside.write_bytes(canonical(said))


# --- whether it is noticed ---


def _case(folder: Path, name: str, change: Change, *, scale: Scale) -> str:
    place = folder / "case"
    school.copied(folder / _NOW, place)
    own_desk(place)
    change(place / school.NAME)
    lost = _noticed(folder, place / school.NAME, scale=scale)
    return lost and f"{name}: {lost}"


def _noticed(folder: Path, path: Path, *, scale: Scale) -> str:
    """Sign in as the window does, and verify: "" when it is noticed, or nothing is different."""
    try:
        unlocked = sessions.derive(path, school.PASSWORD, school.SIGN_IN)
        session = sessions.open_session(path, unlocked, lambda: school.AT)
        with closing(session.vault):
            if scale.spoilt:
                return "opened"
            since = last_visit.since_last_here(session, session.seen)
            if since is None or since.alarming or not session.vault.verify().ok:
                return ""
            return _different(folder, session.vault)
    except SafeguardingError as error:
        name = type(error).__name__
        return "" if name in _NAMED else f"told as {name}"
    except Exception as error:  # noqa: BLE001  # damage that nobody thought of
        return f"no name for it: {type(error).__name__}"


def _different(folder: Path, vault: Vault) -> str:
    """Say what is not as it was left; a page that holds nothing may be any."""
    path = folder / "as-left" / school.NAME
    school.copied(folder / _NOW, path.parent)
    own_desk(path.parent)
    unlocked = sessions.derive(path, school.PASSWORD, school.SIGN_IN)
    left = sessions.open_session(path, unlocked, lambda: school.AT)
    with closing(left.vault):
        if vault.hash_at(left.vault.head().position - 1) != left.vault.hash_at(
            left.vault.head().position - 1
        ):
            return "another log, and nothing was said"
        if list(vault.newest(500)) != list(left.vault.newest(500)):
            return "other incidents, and nothing was said"
        if vault.users() != left.vault.users():
            return "other users, and nothing was said"
    return ""
