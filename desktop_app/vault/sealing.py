"""Boxes: the few ways in which this program encrypts, each with standard parts.

- `seal`/`unseal`: to a person, who has an X25519 key (HPKE base mode, RFC 9180:
  DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305; the 32-byte encapsulated key stands
  before the ciphertext). `info` binds the box to where it stands.
- `lock`/`unlock`: under a 32-byte key (ChaCha20-Poly1305, RFC 8439, random 12-byte nonce).
- `subkey`: one key from another (HKDF-SHA256, RFC 5869, no salt, the label as info).
- `pad`/`unpad`: so that a box's size says little of what is in it.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
_LABEL = b"SG-HKDF-v1\0"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_LENGTH_BYTES = 4
_LEAST_BUCKET = 1 << 10
_MOST_DOUBLING = 1 << 20


def subkey(secret: bytes, label: str) -> bytes:
    """Return the 32-byte key that belongs to `label` under `secret`."""
    info = _LABEL + label.encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def seal(plain: bytes, *, to: bytes, info: bytes) -> bytes:
    """Return `plain` in a box that only the holder of the X25519 public key `to` can open."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(to), info)


def unseal(box: bytes, *, key: X25519PrivateKey, info: bytes) -> bytes | None:
    """Return what is in `box`, or None: not for this key, not from this place, or damaged."""
    try:
        return _SUITE.decrypt(box, key, info)
    except InvalidTag:
        return None


def lock(plain: bytes, *, key: bytes, aad: bytes) -> tuple[bytes, bytes]:
    """Return (nonce, box) of `plain` under `key`, bound to the public bytes `aad`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, ChaCha20Poly1305(key).encrypt(nonce, plain, aad)


def unlock(box: bytes, *, nonce: bytes, key: bytes, aad: bytes) -> bytes | None:
    """Return what is in `box`, or None: another key, other public bytes, or damaged."""
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, box, aad)
    except InvalidTag:
        return None


def pad(plain: bytes) -> bytes:
    """Return `plain` behind its length (4 bytes, big-endian), filled with zeros to a bucket.

    Buckets are 1 KiB, 2 KiB, 4 KiB … 1 MiB, then whole MiB.
    """
    need = len(plain) + _LENGTH_BYTES
    if need > _MOST_DOUBLING:
        size = -(-need // _MOST_DOUBLING) * _MOST_DOUBLING
    else:
        size = max(_LEAST_BUCKET, 1 << (need - 1).bit_length())
    return (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes | None:
    """Return what `pad` was given, or None where the length cannot be right."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    plain = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    return plain if len(plain) == length else None
