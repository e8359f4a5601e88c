"""Words for people, in the language chosen; English where a translation is missing.

The program's own sentences stand in the catalogue `safeguarding-desk`; those of a procedure in
one named `<id>@<version>`, so that a translation is pinned to the words that it translates.
"""

import gettext as stdlib
import re
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from desktop_app.runtime import paths

SOURCE_LANGUAGE = "en"
DOMAIN = "safeguarding-desk"

_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_PROCEDURE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*@[0-9A-Za-z]+([.-][0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence and the language it is really in, so that a fall-back can be shown as one."""

    text: str
    language: str


class _NoEntry(stdlib.NullTranslations):
    """Ends a chain of catalogues: says that no entry was found, where gettext would stay silent."""

    @override
    def pgettext(self, context: str, message: str) -> str:
        raise KeyError


class _Shelf:
    """The catalogues of the language in force."""

    def __init__(self) -> None:
        self.language = SOURCE_LANGUAGE
        self.folder = paths.translations_folder()
        self.program: stdlib.NullTranslations = stdlib.NullTranslations()
        self.procedures: dict[str, stdlib.NullTranslations] = {}

    def put(self, language: str, folder: Path) -> None:
        self.folder = folder
        self.program = _load(DOMAIN, folder=folder, language=language)
        self.language = language
        self.procedures = {}

    def procedure(self, name: str) -> stdlib.NullTranslations:
        if name not in self.procedures:
            found = _load(name, folder=self.folder, language=self.language)
            found.add_fallback(_NoEntry())
            self.procedures[name] = found
        return self.procedures[name]


def _load(domain: str, *, folder: Path, language: str) -> stdlib.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return stdlib.NullTranslations()
    file = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    if not file.is_file():
        return stdlib.NullTranslations()
    with file.open("rb") as stream:
        return stdlib.GNUTranslations(stream)


_shelf = _Shelf()


def available_languages(folder: Path | None = None) -> tuple[str, ...]:
    """English, then every language that has a catalogue of the program's own sentences."""
    folder = folder or paths.translations_folder()
    found = {file.parents[1].name for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE_LANGUAGE, *sorted(found - {SOURCE_LANGUAGE}))


def set_language(language: str, *, folder: Path | None = None) -> str:
    """Speak `language` (`cy`, `en_GB`) from now on; return the language that is now in force.

    What has no catalogue is spoken in English, and `en` is what comes back.
    Raises ValueError for what is no language code at all.
    """
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(language)
    folder = folder or paths.translations_folder()
    known = available_languages(folder)
    parent = language.split("_", maxsplit=1)[0]
    chosen = next((one for one in (language, parent) if one in known), SOURCE_LANGUAGE)
    _shelf.put(chosen, folder)
    return chosen


def current_language() -> str:
    """Return the code of the language in force."""
    return _shelf.language


def gettext(message: str) -> str:
    """Translate a sentence of the program's own."""
    # The empty msgid is where a catalogue keeps its own header.
    return _shelf.program.gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a sentence in the form that fits `number`; the caller fills the number in."""
    return _shelf.program.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Translate a sentence of the program's own as it is meant in `context`."""
    return _shelf.program.pgettext(context, message) if message else ""


def procedure_text(procedure: str, context: str, message: str) -> Wording:
    """Translate a sentence of a procedure, by the catalogue of that very version.

    `procedure` is `<id>@<version>`, `context` the place of the sentence in it
    (`<procedure id>/<rule id>`), `message` the English sentence as the TOML has it.
    Raises ValueError for a name that could not be a procedure's.
    """
    if not _PROCEDURE.fullmatch(procedure):
        raise ValueError(procedure)
    try:
        found = _shelf.procedure(procedure).pgettext(context, message)
    except KeyError:
        return Wording(message, SOURCE_LANGUAGE)
    return Wording(found, _shelf.language)
