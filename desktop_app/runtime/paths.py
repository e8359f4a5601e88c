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
    place = _own_folder("XDG_STATE_HOME", ".local/state", mac="Library/Logs")
    return place and place / "faults.log"


def settings_file() -> Path | None:
    """Return the file of the settings of the window: looks and places, nothing of a case.

    Linux: `$XDG_CONFIG_HOME`, else `~/.config`; macOS: `~/Library/Preferences`; Windows:
    `%LOCALAPPDATA%`. None where the system knows no such folder.
    """
    place = _own_folder("XDG_CONFIG_HOME", ".config", mac="Library/Preferences")
    return place and place / "settings.ini"


def contacts_file() -> Path | None:
    """Return the file of the numbers this school rings, beside the settings of the window."""
    settings = settings_file()
    return settings and settings.with_name("contacts.toml")


def default_vault() -> Path | None:
    """Return where a vault is made unless another place is chosen: on this computer's own disk.

    Linux: `$XDG_DATA_HOME`, else `~/.local/share`; macOS: `~/Library/Application Support`;
    Windows: `%LOCALAPPDATA%`, which no server copies away. None where the system knows no such
    folder.
    """
    place = _own_folder("XDG_DATA_HOME", ".local/share", mac="Library/Application Support")
    return place and place / "safeguarding.vault"


def desk_folder() -> Path | None:
    """Return the folder of what this desk remembers of vaults: wrong tries, and what was last seen.

    It is beside `default_vault`, never beside a vault that lies elsewhere: whoever puts back an old
    copy of a vault's folder must not put this back with it. None where the system knows no place.
    """
    vault = default_vault()
    return vault and vault.parent / "desk"


def school_folder() -> Path | None:
    r"""Return the folder that a school's technicians may fill for every user of this computer.

    `contacts.toml` and `procedures/` in it are read first and shown as set by the school. It is
    `$SAFEGUARDING_DESK_SCHOOL` if that names a folder, else `/etc/safeguarding-desk`; Windows:
    `%PROGRAMDATA%\Safeguarding Desk`; macOS: `/Library/Application Support/Safeguarding Desk`.
    None where the system knows no such place.
    """
    named = _absolute("SAFEGUARDING_DESK_SCHOOL")
    if named is not None:
        return named
    if sys.platform == "win32":
        place = _absolute("PROGRAMDATA")
        return place and place / "Safeguarding Desk"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Safeguarding Desk")
    return Path("/etc/safeguarding-desk")


def own_procedure_folders() -> tuple[Path, ...]:
    """Return the folders that may hold procedures of the school's own, the technicians' first."""
    settings = settings_file()
    places = (school_folder(), settings and settings.parent)
    return tuple(place / "procedures" for place in places if place is not None)


def _own_folder(variable: str, otherwise: str, *, mac: str) -> Path | None:
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        place = _absolute("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        place = home / mac
    else:
        place = _absolute(variable) or home / otherwise
    return place / "safeguarding-desk"


def _absolute(variable: str) -> Path | None:
    place = Path(os.environ.get(variable, ""))
    return place if place.is_absolute() else None
