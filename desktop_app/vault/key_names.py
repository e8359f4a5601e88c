"""The sign-in names in a key file, read before anything slow is loaded; nothing else is believed.

Whether the file is whole, and whose it is, is told by `keyfile` when somebody signs in.
"""

import json
from pathlib import Path
from typing import Final

_LARGEST: Final = 64 * 1024


def sign_ins(vault: Path) -> tuple[str, ...]:
    """Give the names in the key file beside the vault at `vault`; none where it cannot be read."""
    try:
        with vault.with_suffix(".keys").open("rb") as file:
            slots = json.loads(file.read(_LARGEST))["slots"]
        names = [each["sign_in"] for each in slots if each["kind"] == "password"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ()
    return tuple(name for name in names if isinstance(name, str))
