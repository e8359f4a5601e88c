"""Folders that a program copies to somebody else's computers as soon as a file in them changes.

They are known by what their programs leave behind: a variable of the environment, a file that
names the folder, a file in the folder, or its name.
"""

import json
import re
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from desktop_app.runtime.place_kinds import System

_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
# What the programs leave at the top of the folder that they look after.
_MARKS: Final = (
    ".dropbox.cache",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".tmp.drivedownload",  # Google Drive
    ".tmp.driveupload",
    ".stfolder",  # Syncthing
    ".seafile-data",
)
_NAMES: Final = frozenset(
    {
        *("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive"),
        *("nextcloud", "owncloud", "box sync", "pcloud drive", "pclouddrive", "pcloudsync"),
        *("megasync", "megasync downloads", "tresorit", "seafile", "creative cloud files"),
        *("cloudstorage", "mobile documents", "spideroak hive", "egnyte drive"),
    }
)
# `OneDrive - Westmarsh School`, `Dropbox (Westmarsh School)`.
_BEGINNINGS: Final = ("onedrive - ", "dropbox (", "google drive (", "sharepoint - ")
# Names that mean something else anywhere but right below the home folder.
_AT_HOME: Final = frozenset({"box", "mega", "sync", "my drive", "icloud"})
_OF_MAC: Final = ("Desktop", "Documents")
_LOCAL_PATH: Final = re.compile(
    r"^\d+\\Folders(?:WithPlaceholders)?\\\w+\\localPath=(.+)$", re.MULTILINE
)
_SYNC_DIR: Final = re.compile(r'^\s*sync_dir\s*=\s*"([^"]+)"', re.MULTILINE)


def is_synced(path: str, system: System) -> bool:
    """Say whether a whole path lies in such a folder; links in it were followed before."""
    kind = _kind_of_path(system)
    place = kind(path)
    named = (s for each in _named_folders(system) for s in system.spellings(each))
    marked = (str(folder / mark) for folder in place.parents for mark in _MARKS)
    return (
        any(_name_tells(place, system))
        or any(place.is_relative_to(kind(each)) for each in named)
        or any(map(system.is_there, marked))
    )


def _kind_of_path(system: System) -> type[PurePath]:
    return PureWindowsPath if system.platform == "win32" else PurePosixPath


def _name_tells(place: PurePath, system: System) -> Iterator[bool]:
    for part in place.parent.parts:
        name = part.casefold()
        yield name in _NAMES or name.startswith(_BEGINNINGS)
    home = _kind_of_path(system)(system.home)
    if system.home and place.is_relative_to(home):
        below = place.relative_to(home).parts
        yield len(below) > 1 and below[0].casefold() in _AT_HOME


def _named_folders(system: System) -> Iterator[str]:
    """Yield the folders that the environment or a program's own settings name."""
    for name in _VARIABLES:
        if found := system.environment.get(name, "").strip():
            yield found
    yield from _of_dropbox(system)
    for folder in _settings_folders(system):
        for file in ("Nextcloud/nextcloud.cfg", "ownCloud/owncloud.cfg"):
            yield from _LOCAL_PATH.findall(system.text_of(f"{folder}/{file}"))
    if system.home:
        for found in _SYNC_DIR.findall(system.text_of(f"{system.home}/.config/onedrive/config")):
            yield found.replace("~", system.home, 1) if found.startswith("~") else found
    if system.platform == "darwin":
        yield from _of_icloud(system)


def _settings_folders(system: System) -> Iterator[str]:
    for name in ("APPDATA", "LOCALAPPDATA"):
        if found := system.environment.get(name, ""):
            yield found
    if system.home and system.platform != "win32":
        yield f"{system.home}/.config"
        yield f"{system.home}/Library/Preferences"


def _of_dropbox(system: System) -> Iterator[str]:
    """Yield what Dropbox's `info.json` names: a folder for each account."""
    places = [
        f"{system.environment[name]}/Dropbox/info.json"
        for name in ("APPDATA", "LOCALAPPDATA")
        if system.environment.get(name)
    ]
    if system.home:
        places.append(f"{system.home}/.dropbox/info.json")
    for file in places:
        try:
            accounts = json.loads(system.text_of(file) or "{}")
        except ValueError:
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            folder = account.get("path") if isinstance(account, dict) else None
            if isinstance(folder, str) and folder:
                yield folder


def _of_icloud(system: System) -> Iterator[str]:
    """Yield the folders that iCloud Drive takes over when it is told to keep desk and documents."""
    drive = f"{system.home}/Library/Mobile Documents/com~apple~CloudDocs"
    yield from (f"{system.home}/{name}" for name in _OF_MAC if system.is_there(f"{drive}/{name}"))
