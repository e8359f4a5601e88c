"""A user's place in the key file: the two key pairs, in a box that the password opens."""

import functools
import os
import threading
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.domain.errors import PasswordTooShortError, SignInNameError
from desktop_app.vault import sealing
from desktop_app.vault.canon import canonical

FORMAT: Final = "safeguarding-desk-keys"
VERSION: Final = 1
LEAST_PASSWORD: Final = 12
SALT_BYTES: Final = 16
LONGEST_SIGN_IN: Final = 40
_SECRET_BYTES: Final = 64
_GOAL_SECONDS: Final = 0.7
_STEP: Final = 16 * 1024  # KiB


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id (RFC 9106, version 1.3) is to cost: KiB of memory, passes, lanes."""

    m: int
    t: int
    p: int


FLOOR: Final = Cost(m=64 * 1024, t=3, p=4)
MOST: Final = Cost(m=1024 * 1024, t=10, p=16)
_CEILING: Final = 256 * 1024  # KiB, that we choose by ourselves


@dataclass(frozen=True)
class UserKeys:
    """A user's own keys, 32 random bytes each: to open boxes with, and to sign the log with."""

    sealing_seed: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)

    @functools.cached_property
    def sealing(self) -> X25519PrivateKey:
        """The key that opens what was sealed to this user."""
        return X25519PrivateKey.from_private_bytes(self.sealing_seed)

    @functools.cached_property
    def signing(self) -> Ed25519PrivateKey:
        """The key that signs; made when it is first needed, as reading needs none."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed)

    @property
    def sealing_public(self) -> bytes:
        """The 32 bytes that others seal to."""
        return self.sealing.public_key().public_bytes_raw()

    @property
    def signing_public(self) -> bytes:
        """The 32 bytes that signatures are verified with."""
        return self.signing.public_key().public_bytes_raw()


@dataclass(frozen=True, slots=True)
class PasswordSlot:
    """A user in the key file. `gen` is the key file's generation in which the box was made."""

    id: str
    user: str
    sign_in: str
    gen: int
    cost: Cost
    salt: bytes
    sealing_public: bytes
    signing_public: bytes
    nonce: bytes = b""
    box: bytes = b""

    def public(self) -> dict[str, object]:
        """Return the fields that the box is bound to, as the key file has them."""
        return {
            "id": self.id,
            "kind": "password",
            "user": self.user,
            "sign_in": self.sign_in,
            "gen": self.gen,
            "kdf": {
                "alg": "argon2id",
                "m": self.cost.m,
                "t": self.cost.t,
                "p": self.cost.p,
                "salt": self.salt.hex(),
            },
            "x25519_pub": self.sealing_public.hex(),
            "ed25519_pub": self.signing_public.hex(),
        }


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The paper recovery key's place: the vault key is sealed to it as to a user."""

    id: str
    sealing_public: bytes

    def public(self) -> dict[str, object]:
        """Return the fields that its box of the vault key is bound to."""
        return {"id": self.id, "kind": "recovery", "x25519_pub": self.sealing_public.hex()}


# OpenSSL's threads serve one Argon2 at a time: a second one fails, or waits for ever.
_ONE_AT_A_TIME = threading.Lock()


def bound_to(vault: str, slot: Mapping[str, object], **more: object) -> bytes:
    """Return the public bytes that a box in the key file is bound to."""
    return canonical({"format": FORMAT, "v": VERSION, "vault": vault, "slot": slot, **more})


def stretch(password: str, *, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key that a password gives; slow on purpose, and knows no vault.

    The password is taken as NFKC, so that the same word typed on another keyboard is the same.
    """
    word = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt, length=sealing.KEY_BYTES, iterations=cost.t, lanes=cost.p, memory_cost=cost.m
    )
    with _ONE_AT_A_TIME:
        return kdf.derive(word)


def check_password(password: str) -> None:
    """Raise PasswordTooShortError unless a new password has 12 characters or more."""
    if len(unicodedata.normalize("NFKC", password)) < LEAST_PASSWORD:
        raise PasswordTooShortError(LEAST_PASSWORD)


def sign_in_name(given: str) -> str:
    """Return a sign-in name as it is kept: NFKC, one word.

    Raises SignInNameError when it is empty, longer than 40 characters or not one printable word.
    """
    name = unicodedata.normalize("NFKC", given).strip()
    if not 0 < len(name) <= LONGEST_SIGN_IN or not name.isprintable() or " " in name:
        raise SignInNameError
    return name


def same_name(one: str, other: str) -> bool:
    """Say whether two sign-in names are the same; capitals do not matter."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def calibrated(measure: Callable[[Cost], float]) -> Cost:
    """Return the cost that takes about 0.7 s here: from 64 to 256 MiB, three passes, four lanes.

    `measure` gives the seconds that a cost takes on this machine.
    """
    seconds = max(measure(FLOOR), 0.001)
    fitting = int(FLOOR.m * _GOAL_SECONDS / seconds) // _STEP * _STEP
    return Cost(m=min(max(fitting, FLOOR.m), _CEILING), t=FLOOR.t, p=FLOOR.p)


def seconds_taken(cost: Cost) -> float:
    """Return how long one stretching at `cost` takes on this machine, now."""
    start = time.perf_counter()
    stretch("a password to measure with", salt=bytes(SALT_BYTES), cost=cost)
    return time.perf_counter() - start


def new_salt() -> bytes:
    """Return a fresh salt for a password."""
    return os.urandom(SALT_BYTES)


def new_keys() -> UserKeys:
    """Return two fresh key pairs."""
    return UserKeys(os.urandom(sealing.KEY_BYTES), os.urandom(sealing.KEY_BYTES))


def closed(slot: PasswordSlot, *, vault: str, keys: UserKeys, password: str) -> PasswordSlot:
    """Return the slot with the user's keys in a box that `password` opens."""
    kek = stretch(password, salt=slot.salt, cost=slot.cost)
    secret = keys.sealing_seed + keys.signing_seed
    nonce, box = sealing.lock(secret, key=kek, aad=bound_to(vault, slot.public()))
    return PasswordSlot(
        slot.id,
        slot.user,
        slot.sign_in,
        slot.gen,
        slot.cost,
        slot.salt,
        slot.sealing_public,
        slot.signing_public,
        nonce,
        box,
    )


def opened(slot: PasswordSlot, *, vault: str, password: str) -> UserKeys | None:
    """Return the user's keys, or None: not this password, or the slot was altered."""
    kek = stretch(password, salt=slot.salt, cost=slot.cost)
    aad = bound_to(vault, slot.public())
    secret = sealing.unlock(slot.box, nonce=slot.nonce, key=kek, aad=aad)
    if secret is None or len(secret) != _SECRET_BYTES:
        return None
    return UserKeys(secret[: sealing.KEY_BYTES], secret[sealing.KEY_BYTES :])
