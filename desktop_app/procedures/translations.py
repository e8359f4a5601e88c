"""The translations of a procedure, held against its sentences.

They are looked for in a folder `i18n` inside the procedure's own and in one beside the folder of
all procedures, as `<language>/<id>@<version>.po` or `.mo`, or where gettext keeps them:
`<language>/LC_MESSAGES/`.
"""

import re
from pathlib import Path

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.folder import TRANSLATIONS
from desktop_app.procedures.plain_files import Sort, names_in, read_bytes, sort_of
from desktop_app.procedures.po_file import LARGEST_CATALOGUE, Entry, read_mo, read_po
from desktop_app.procedures.wording import sentences
from desktop_app.runtime.i18n import SOURCE_LANGUAGE, available_languages

_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_MOST_LANGUAGES = 64


def note_translations(procedure: Procedure, folder: Path, faults: Faults, warnings: Faults) -> None:
    """Note entries that the procedure has no sentence for; warn of sentences without a translation.

    Warned of are the languages that the procedure has a catalogue in, and those that the program
    itself speaks.
    Faults: `no-such-sentence` (about: the entry's context), and those of reading. Warnings:
    `not-translated` (about: how many sentences, of how many, the context of the first).
    """
    wanted = dict.fromkeys(sentences(procedure))
    for language, files in _catalogues(procedure, folder).items():
        translated = set()
        for name, file in files:
            for entry in _read(file, name, faults):
                if (entry.context, entry.sentence) not in wanted:
                    faults.add(entry.where, "no-such-sentence", entry.context)
                elif entry.translated:
                    translated.add((entry.context, entry.sentence))
        missing = [context for context, sentence in wanted if (context, sentence) not in translated]
        if missing:
            counts = str(len(missing)), str(len(wanted))
            warnings.add(f"{TRANSLATIONS}/{language}", "not-translated", *counts, missing[0])


def _catalogues(procedure: Procedure, folder: Path) -> dict[str, list[tuple[str, Path]]]:
    """Give, by language, the files of this very version, each with the name it has in faults."""
    stem = f"{procedure.id}@{procedure.version}"
    places = [f"{stem}.po", f"{stem}.mo", f"LC_MESSAGES/{stem}.po", f"LC_MESSAGES/{stem}.mo"]
    found: dict[str, list[tuple[str, Path]]] = {
        each: [] for each in available_languages() if each != SOURCE_LANGUAGE
    }
    for home in (folder / TRANSLATIONS, *(each / TRANSLATIONS for each in folder.parents[2:3])):
        for language in names_in(home, most=_MOST_LANGUAGES) or []:
            files = [each for each in places if sort_of(home / language / each) is not Sort.OTHER]
            if files and _LANGUAGE.fullmatch(language):
                found.setdefault(language, []).extend(
                    (f"{TRANSLATIONS}/{language}/{each}", home / language / each) for each in files
                )
    return found


def _read(file: Path, name: str, faults: Faults) -> list[Entry]:
    raw = read_bytes(file, name, faults, largest=LARGEST_CATALOGUE)
    if raw is None:
        return []
    return (read_po if file.suffix == ".po" else read_mo)(raw, name, faults)
