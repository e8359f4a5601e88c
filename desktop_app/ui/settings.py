"""How the window looks and where the vault is: kept for this user, with nothing of a case."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings

SYSTEM: Final = "system"
LOOKS: Final = (SYSTEM, "light", "dark", "contrast")
LEAST_ZOOM: Final = 1.0
MOST_ZOOM: Final = 2.0
IDLE_MINUTES: Final = 5
MOST_IDLE_MINUTES: Final = 15
_LONGEST: Final = 500
_FRONT_DOOR: Final = "front-door"


class ViewSettings:
    """The settings in `file`; without a file they last as long as the program runs.

    What somebody wrote there by hand and makes no sense is read as if it were not there.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept = QSettings(str(file), QSettings.Format.IniFormat) if file else None
        self._held: dict[str, str] = {}

    @property
    def theme(self) -> str:
        """The look chosen, one of LOOKS; `system` follows the computer's own."""
        found = self._read("theme")
        return found if found in LOOKS else SYSTEM

    @theme.setter
    def theme(self, theme: str) -> None:
        self._write("theme", theme)

    @property
    def zoom(self) -> float:
        """How large text is: 1 as designed, up to 2."""
        return min(max(self._number("zoom", otherwise=LEAST_ZOOM), LEAST_ZOOM), MOST_ZOOM)

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._write("zoom", f"{zoom:.2f}")

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or the mouse the window locks, 1 to 15.

        Versions before 0.4.0 allowed an hour: what was chosen there counts as the most.
        """
        minutes = int(self._number("idle-minutes", otherwise=IDLE_MINUTES))
        return min(minutes, MOST_IDLE_MINUTES) if minutes >= 1 else IDLE_MINUTES

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._write("idle-minutes", str(minutes))

    @property
    def contacts_file(self) -> Path | None:
        """Where the numbers this school rings are kept: beside these settings, or nowhere."""
        return self._file and self._file.with_name("contacts.toml")

    @property
    def old_front_door(self) -> str:
        """The number of the front door that a version before 0.3.0 kept here."""
        return self._read(_FRONT_DOOR).strip()

    def forget_front_door(self) -> None:
        """Forget that number, once it stands among the contacts."""
        self._write(_FRONT_DOOR, "")

    @property
    def language(self) -> str:
        """The code of the language chosen, empty for English."""
        return self._read("language")

    @language.setter
    def language(self, language: str) -> None:
        self._write("language", language)

    @property
    def procedure(self) -> str:
        """The id of the procedure last in force here, for what is read before a vault is open."""
        return self._read("procedure")

    @procedure.setter
    def procedure(self, procedure: str) -> None:
        self._write("procedure", procedure)

    @property
    def vault(self) -> Path | None:
        """Where the vault is that was made or opened last; None before the first."""
        place = self._read("vault")
        return Path(place) if place else None

    @vault.setter
    def vault(self, path: Path) -> None:
        self._write("vault", str(path.absolute()))

    @property
    def backup_folder(self) -> Path | None:
        """Where the last backup went from here; None before the first."""
        place = self._read("backup-folder")
        return Path(place) if place else None

    @backup_folder.setter
    def backup_folder(self, folder: Path) -> None:
        self._write("backup-folder", str(folder.absolute()))

    def _number(self, name: str, *, otherwise: float) -> float:
        try:
            found = float(self._read(name))
        except ValueError:
            return otherwise
        return found if abs(found) < _LONGEST else otherwise

    def _read(self, name: str) -> str:
        found = self._held.get(name) if self._kept is None else self._kept.value(name, "")
        return found if isinstance(found, str) else ""

    def _write(self, name: str, value: str) -> None:
        if self._kept is None:
            self._held[name] = value
            return
        self._kept.setValue(name, value)
        self._kept.sync()
