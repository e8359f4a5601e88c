"""A user made ready for a vault by somebody who holds no key to it: `docs/formats.md`, "Joining".

An administrator prepares the file while the new person types their password; a DSL or the head
lets them in (`people_keys.admit`). It holds the person's name and no key to anything. Nobody has
signed it: whoever lets the person in compares its code with the one that was read out to them.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.domain.errors import SignInNameError
from desktop_app.domain.events.vaults import UserRenewed
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import JoiningFileError
from desktop_app.vault import canon, key_reading, keyfile, keyslots, sealing
from desktop_app.vault.canon import NotCanonicalError, canonical
from desktop_app.vault.event_log import new_id
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyslots import Cost, PasswordSlot, UserKeys
from desktop_app.vault.recovery import base32, check_character

FORMAT: Final = "safeguarding-desk-joining"
VERSION: Final = 1
LARGEST: Final = 16 * 1024
_LONGEST_NAME: Final = 500
_CODE: Final = 15  # characters: 75 bits, and a check character
_GROUP: Final = 4
_TOP: Final = frozenset({"format", "v", "vault", "slot", "name", "role", "office"})


@dataclass(frozen=True, slots=True)
class Fresh:
    """New keys for a user, behind a password, in a slot that no key file has yet."""

    slot: PasswordSlot
    keys: UserKeys = field(repr=False)


@dataclass(frozen=True, slots=True)
class Joining:
    """Who is to be let in: their slot without a vault key, what they are called, their office."""

    vault: str
    slot: PasswordSlot = field(repr=False)
    name: str = field(repr=False)
    role: str = field(repr=False)
    office: Role


def fresh_slot(
    keys: KeyFile, *, password: str, sign_in: str, user: str = "", cost: Cost | None = None
) -> Fresh:
    """Return new keys behind `password`; slow on purpose, fit for any thread.

    `user` is the id of somebody who is in the vault already. `cost`: the highest in the key file
    unless given. Raises PasswordTooShortError and SignInNameError.
    """
    keyslots.check_password(password)
    own = keyslots.new_keys()
    slot = PasswordSlot(
        id=new_id(),
        user=user or new_id(),
        sign_in=keyslots.sign_in_name(sign_in),
        gen=keys.gen + 1,
        cost=cost or usual_cost(keys),
        salt=keyslots.new_salt(),
        sealing_public=own.sealing_public,
        signing_public=own.signing_public,
    )
    return Fresh(keyslots.closed(slot, vault=keys.vault, keys=own, password=password), own)


def renewal(fresh: Fresh) -> UserRenewed:
    """Return the event that tells of new keys for somebody who is in the vault already."""
    slot = fresh.slot
    return UserRenewed(slot.user, slot.sealing_public.hex(), slot.signing_public.hex())


def renewed(keys: KeyFile, slot: PasswordSlot) -> KeyFile:
    """Return the key file with `slot` in the place of the one that its user had."""
    gone = {each.id for each in keys.slots if each.user == slot.user}
    staying = tuple(each for each in keys.slots if each.user != slot.user)
    return replace(keyfile.without_boxes(keys, to=gone), slots=(*staying, slot))


def usual_cost(keys: KeyFile) -> Cost:
    """Return the highest cost that a password of this vault has; it was measured at its making."""
    return max((slot.cost for slot in keys.slots), key=lambda cost: (cost.m, cost.t))


def prepare_user(  # noqa: PLR0913  # keyword-only, each its own fact about the new user
    keys: KeyFile,
    *,
    sign_in: str,
    name: str,
    role: str,
    office: str,
    password: str,
    cost: Cost | None = None,
) -> bytes:
    """Return the file for a new user of the vault with this key file; no vault key is needed.

    Slow on purpose, fit for any thread. Raises what `fresh_slot` raises, and ValueError for an
    office that there is not; JoiningFileError for a name or job title of more than 500 characters.
    """
    fresh = fresh_slot(keys, password=password, sign_in=sign_in, cost=cost)
    data = canonical(
        {
            "format": FORMAT,
            "v": VERSION,
            "vault": keys.vault,
            "slot": keyfile.as_json(fresh.slot),
            "name": name,
            "role": role,
            "office": str(Role(office)),
        }
    )
    read(data)
    return data


def read(data: bytes) -> Joining:
    """Return what a prepared user's file says; raises JoiningFileError."""
    try:
        return _parsed(data)
    except (NotCanonicalError, SignInNameError, ValueError):
        raise JoiningFileError("damaged") from None


def _parsed(data: bytes) -> Joining:
    if len(data) > LARGEST:
        raise NotCanonicalError
    top = canon.members(canon.parse(data), _TOP)
    if top["format"] != FORMAT or top["v"] != VERSION:
        raise NotCanonicalError
    slot = key_reading.password_slot(top["slot"])
    if keyslots.sign_in_name(slot.sign_in) != slot.sign_in:
        raise NotCanonicalError
    # A key that nothing can be sealed to is refused here, not when a key is to be sealed to it.
    sealing.seal(b"", to=slot.sealing_public, info=b"")
    return Joining(
        vault=canon.text(top["vault"], most=36),
        slot=slot,
        name=canon.text(top["name"], most=_LONGEST_NAME),
        role=canon.text(top["role"], most=_LONGEST_NAME),
        office=Role(canon.text(top["office"])),
    )


def code(data: bytes) -> str:
    """Return the short code of a prepared user's file, to be compared by voice or on paper."""
    letters = base32(hashlib.sha256(data).digest(), characters=_CODE)
    letters += check_character(letters)
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))
