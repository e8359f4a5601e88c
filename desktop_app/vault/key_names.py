"""What a key file says in the open, read before anything slow is loaded; none of it is believed.

Whether the file is whole, and whose it is, is told by `keyfile` when somebody signs in.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

_LARGEST: Final = 64 * 1024
# It names a file of this desk's: nothing that leads elsewhere may stand in it.
_ID: Final = re.compile("[0-9a-f-]{36}")


def sign_ins(vault: Path) -> tuple[str, ...]:
    """Give the names in the key file beside the vault at `vault`; none where it cannot be read."""
    try:
        names = [each["sign_in"] for each in _said(vault)["slots"] if each["kind"] == "password"]
    except (LookupError, TypeError):
        return ()
    return tuple(name for name in names if isinstance(name, str))


def vault_id(vault: Path) -> str:
    """Give the id of the vault that the key file beside `vault` is for; empty if it says none."""
    found = _said(vault).get("vault")
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""


def version(vault: Path) -> int:
    """Give the version of the key file beside `vault`; 0 where it says none."""
    found = _said(vault).get("gen")
    return found if isinstance(found, int) else 0


def _said(vault: Path) -> dict[str, Any]:
    try:
        with vault.with_suffix(".keys").open("rb") as file:
            said = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
