"""Where the program's own files are, run from a checkout or from an installed copy."""

import os
import sys
from pathlib import Path


def root_folder() -> Path:
    """Return the folder that holds `resources`: the checkout, or what the packager unpacked.

    A frozen program names its folder in `sys._MEIPASS`; a checkout is two folders above this file.
    """
    unpacked: str | None = getattr(sys, "_MEIPASS", None)
    return Path(unpacked) if unpacked is not None else Path(__file__).resolve().parents[2]


def resources_folder() -> Path:
    """Return the folder of everything that is data: procedures, questions, fonts, translations."""
    return root_folder() / "resources"


def fonts_folder() -> Path:
    """Return the folder of the fonts that screen and paper use."""
    return resources_folder() / "fonts"


def translations_folder() -> Path:
    """Return the folder of catalogues: `<language>/LC_MESSAGES/<domain>.mo`."""
    return resources_folder() / "i18n"


def log_file() -> Path | None:
    """Return the file that faults of the program are logged in, in a folder of this user's own.

    Linux: `$XDG_STATE_HOME`, else `~/.local/state`; macOS: `~/Library/Logs`; Windows:
    `%LOCALAPPDATA%`. None where the system knows no such folder.
    """
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        place = _absolute("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        place = home / "Library" / "Logs"
    else:
        place = _absolute("XDG_STATE_HOME") or home / ".local" / "state"
    return place / "safeguarding-desk" / "faults.log"


def _absolute(variable: str) -> Path | None:
    place = Path(os.environ.get(variable, ""))
    return place if place.is_absolute() else None
