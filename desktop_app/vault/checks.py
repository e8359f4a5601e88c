"""What can be said of a vault's file before a connection is opened to it."""

import hashlib
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import (
    VaultCutShortError,
    VaultEmptyError,
    VaultForeignError,
    VaultMissingError,
    VaultNotAFileError,
    VaultNotEncryptedError,
)
from desktop_app.vault import files, mending
from desktop_app.vault.engine import PAGE_BYTES, SALT_BYTES

_PLAIN: Final = b"SQLite format 3\0"


def salt_of(vault: str) -> bytes:
    """Return the first 16 bytes of the file of the vault with this id.

    They are the cipher's salt, which need not be secret under a raw key. Taking them from the id
    lets a vault and a key file that do not belong together be told apart before anything is opened.
    """
    return hashlib.sha256(b"SG-VAULT-v1\0" + vault.encode()).digest()[:SALT_BYTES]


def check_there(path: Path) -> None:
    """Raise unless an encrypted file of whole pages lies at `path`.

    Raises VaultMissingError, VaultNotAFileError, VaultEmptyError, VaultNotEncryptedError or
    VaultCutShortError.
    """
    if not path.exists():
        raise VaultMissingError(path)
    if not path.is_file():
        raise VaultNotAFileError(path)
    size = path.stat().st_size
    if size == 0:
        raise VaultEmptyError(path)
    if files.read_at_most(path, SALT_BYTES) == _PLAIN:
        raise VaultNotEncryptedError(path)
    if size < PAGE_BYTES:
        raise VaultEmptyError(path)
    # A power cut may leave half a page behind; the journal beside the file then puts that right.
    if size % PAGE_BYTES and not mending.has_hot_journal(path):
        raise VaultCutShortError(path)


def check_belongs(path: Path, vault: str) -> None:
    """Raise VaultForeignError unless the file at `path` is that of the vault with this id."""
    if files.read_at_most(path, SALT_BYTES) != salt_of(vault):
        raise VaultForeignError(path)
