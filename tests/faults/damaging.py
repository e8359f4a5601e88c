"""One flipped bit, and a file cut short: every damage must be found, and have a name."""

import hashlib
import os
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from typing_extensions import override

from desktop_app.domain.errors import SafeguardingError
from desktop_app.vault import checks, engine, key_reading, keyfile
from desktop_app.vault.vault import Unlocked, open_unlocked, open_vault, unlock
from tests.faults import school
from tests.faults.lines import ALL, Case, Line, Scale

PAGE: Final = 4096
_DIGEST: Final = re.compile(rb'"digest":"[0-9a-f]{64}",')
_MAC: Final = re.compile(rb'"mac":"[0-9a-f]{64}",')
_SMALL: Final = 10  # incidents; about 150 pages with their long accounts
_LARGE: Final = 860
_WORDS: Final = 1200
# By which names damage may be told; any other error would leave the person helpless.
NAMED: Final = frozenset(
    {
        "KeyFileDamagedError",
        "KeyFileTooNewError",
        "KeyFileMissingError",
        "VaultAlteredError",
        "VaultCutShortError",
        "VaultDamagedError",
        "VaultEmptyError",
        "VaultForeignError",
    }
)


def found(look: Callable[[], str], *, refused: bool = False) -> str:
    """Say "" when damage is found and named: by `look`, or by an error of ours.

    `refused` lets a refusal of the password pass: a box that was altered by somebody who knows the
    format cannot be told from one that this password does not open.
    """
    try:
        return look()
    except SafeguardingError as error:
        name = type(error).__name__
        allowed = name in NAMED or (refused and name == "PasswordRefusedError")
        return "" if allowed else f"told as {name}"
    except Exception as error:  # noqa: BLE001  # damage that nobody thought of
        return f"no name for it: {type(error).__name__}"


def flipped_pages(share: int, *, of: int) -> Line:
    """Give the line of one flipped bit on every page, or on every `of`th page, from `share` on."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        path = _working_copy(folder, scale)
        keys = unlock(path, password=school.PASSWORD)
        pages = range(share, path.stat().st_size // PAGE, of)
        for page in pages:
            place = page * PAGE + _draw(f"page {page}").randrange(PAGE)
            yield partial(_flip, path, place, partial(_verified, path, keys, scale=scale))

    part = f", {share + 1} of {of}" if of > 1 else ""
    return Line(
        name=f"one flipped bit on every page{part}",
        cases=cases,
        short=ALL,
        long=ALL,
        spoiled_by="opened, never verified",
    )


def cut_short() -> Line:
    """Give the line of a vault cut at every page boundary, and at lengths in between."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        path = _working_copy(folder, scale)
        keys = unlock(path, password=school.PASSWORD)
        size = path.stat().st_size
        odd = {_draw(f"odd {n}").randrange(size) for n in range(200 if scale.long else 20)}
        lengths = sorted({*range(0, size, PAGE), *odd}, reverse=True)
        for length in lengths:
            yield partial(_cut, folder, path, length, keys, scale)

    return Line(
        name="a vault cut short at every page boundary",
        cases=cases,
        short=ALL,
        long=ALL,
        spoiled_by="size not looked at, never verified",
    )


def flipped_keys(*, digest_made_right: bool) -> Line:
    """Give the line of a key file with one flipped bit, in every byte; every bit in the long set.

    With `digest_made_right`, as by somebody who knows the format and not the vault key.
    """

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        path = _working_copy(folder, Scale(long=False))
        if scale.spoilt:
            believe_key_files()
        beside = keyfile.path_of(path)
        data = beside.read_bytes()
        for place in range(len(data)):
            bits = range(8) if scale.long else (_draw(f"key {place}").randrange(8),)
            for bit in bits:
                altered = bytearray(data)
                altered[place] ^= 1 << bit
                after = _with_digest(bytes(altered)) if digest_made_right else bytes(altered)
                if after != data:
                    yield partial(_altered_keys, path, data, after, refused=digest_made_right)

    more = ", its digest made right" if digest_made_right else ""
    return Line(
        name=f"one flipped bit in every byte of the key file{more}",
        cases=cases,
        short=ALL,
        long=ALL,
        spoiled_by="digest and MAC not looked at",
        control_tries=ALL,
    )


def cut_keys() -> Line:
    """Give the line of a key file cut short at every byte."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        path = _working_copy(folder, Scale(long=False))
        beside = keyfile.path_of(path)
        data = beside.read_bytes()
        for length in range(len(data)):
            after = data if scale.spoilt else data[:length]
            yield partial(_altered_keys, path, data, after)

    return Line(
        name="a key file cut short at every byte",
        cases=cases,
        short=ALL,
        long=ALL,
        spoiled_by="cut by nothing: the whole file",
    )


def _draw(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311  # no secret


def _working_copy(folder: Path, scale: Scale) -> Path:
    """Give a fresh copy of the small vault, or in the long set of the large one."""
    saved = _LARGE if scale.long else _SMALL
    made = school.made(folder.parent / f"{saved}", saved=saved, drafts=3, words=_WORDS)
    place = folder / "case"
    school.copied(made.folder, place)
    return place / school.NAME


def _flip(path: Path, place: int, look: Callable[[], str]) -> str:
    bit = 1 << _draw(f"bit {place}").randrange(8)
    _turn(path, place, bit)
    try:
        lost = found(look)
    finally:
        _turn(path, place, bit)
    return lost and f"byte {place % PAGE} of page {place // PAGE + 1}: {lost}"


def _turn(path: Path, place: int, bit: int) -> None:
    with path.open("r+b", buffering=0) as file:
        byte = os.pread(file.fileno(), 1, place)[0]
        os.pwrite(file.fileno(), bytes([byte ^ bit]), place)


def _verified(path: Path, keys: Unlocked, *, scale: Scale) -> str:
    """Open the vault and verify it: what is found must be the pages, in the first place."""
    checks.check_there(path)
    checks.check_belongs(path, keys.keyfile.vault)
    vault = open_unlocked(path, keys)
    try:
        if scale.spoilt:
            return "opened, and nothing was said"
        what = {each.what for each in vault.verify().findings}
    finally:
        vault.close()
    return "" if "pages" in what else f"found as {sorted(what)}"


def _cut(folder: Path, path: Path, length: int, keys: Unlocked, scale: Scale) -> str:
    if path.stat().st_size < length:
        path = _working_copy(folder, scale)
    os.truncate(path, length)
    if scale.spoilt:
        ignore_size()
        return found(partial(_opened, path, keys)) and f"cut to {length} bytes: opened"
    lost = found(partial(_verified, path, keys, scale=scale))
    return lost and f"cut to {length} bytes: {lost}"


def _opened(path: Path, keys: Unlocked) -> str:
    open_unlocked(path, keys).close()
    return "opened"


def _altered_keys(path: Path, before: bytes, after: bytes, *, refused: bool = False) -> str:
    beside = keyfile.path_of(path)
    beside.write_bytes(after)
    try:
        return found(partial(_opened_by_password, path), refused=refused)
    finally:
        beside.write_bytes(before)


def _opened_by_password(path: Path) -> str:
    open_vault(path, password=school.PASSWORD).close()
    return "opened as if nothing were wrong"


def _with_digest(data: bytes) -> bytes:
    """Put the digest into a key file that belongs to what it says now."""
    without = _DIGEST.sub(b"", _MAC.sub(b"", data))
    digest = hashlib.sha256(without).hexdigest().encode()
    return _DIGEST.sub(b'"digest":"' + digest + b'",', data)


# --- the program spoilt ---


class _Whatever:
    """Equal to everything."""

    @override
    def __eq__(self, _other: object) -> bool:
        return True

    @override
    def __ne__(self, _other: object) -> bool:
        return False

    __hash__ = object.__hash__


class _NoHash:
    """In the place of `hashlib`: every digest is the one that was hoped for."""

    @staticmethod
    def sha256(_data: bytes) -> "_NoHash":
        return _NoHash()

    @staticmethod
    def digest() -> _Whatever:
        return _Whatever()


def believe_key_files() -> None:
    """Let this process look at neither digest nor MAC of a key file."""
    vars(key_reading)["hashlib"] = _NoHash
    vars(keyfile)["is_genuine"] = lambda *_: True


def ignore_size() -> None:
    """Let this process open a file that is shorter than it says it is."""
    settings = (("writable_schema", "ON", 1), *engine.SETTINGS)
    vars(engine)["SETTINGS"] = tuple(dict.fromkeys(settings))
