"""A draft: what was typed so far, sealed to its author, a moment after it was typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from desktop_app.vault.vault import Vault


def save(vault: Vault, draft: str | None, body: Mapping[str, Any], *, at: datetime) -> str:
    """Keep what was typed so far; give the draft's id (a new one when `draft` is None)."""
    kept = draft or str(uuid7())
    with vault.transaction():
        vault.save_draft(kept, body, at=at)
    return kept


def read(vault: Vault, draft: str) -> dict[str, Any]:
    """Give a draft of this user's own; raises DraftMissingError if there is none with this id."""
    return vault.read_draft(draft)


def discard(vault: Vault, draft: str) -> None:
    """Throw a draft away."""
    with vault.transaction():
        vault.discard_draft(draft)
