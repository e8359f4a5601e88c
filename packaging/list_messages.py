"""Lists every sentence that a person can read, for translators (`make messages`).

Writes templates into `resources/i18n/`: one for the program and the catalogue of questions, one
for each version of a procedure. With --check it writes nothing and fails if one is not up to
date.
"""

import io
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop_app.procedures.library import Library  # noqa: E402  # the path is set just above
from desktop_app.procedures.wording import catalogue_sentences, sentences  # noqa: E402  # as above

FOLDER = ROOT / "resources" / "i18n"
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def templates() -> dict[str, bytes]:
    """Give the content of every template by its file name."""
    library = Library(ROOT / "resources")
    found = {
        "safeguarding-desk.pot": _template([*_program(), *_catalogue(library)]),
    }
    for each in library.all():
        said = ((sentence, context) for context, sentence in sentences(each))
        found[f"{each.id}@{each.version}.pot"] = _template(said)
    return found


def _program() -> Iterable[tuple[str | tuple[str, ...], str | None]]:
    mapped = extract_from_dir(
        str(ROOT / "desktop_app"), method_map=[("**.py", "python")], keywords=KEYWORDS
    )
    for _file, _line, message, _comments, context in sorted(mapped, key=lambda each: each[:2]):
        yield message, context


def _catalogue(library: Library) -> Iterable[tuple[str, str]]:
    """Give the questions and kinds: they belong to the program, whichever procedure is used."""
    found = catalogue_sentences(library.catalogue)
    return ((sentence, context) for context, sentence in found)


def _template(messages: Iterable[tuple[str | tuple[str, ...], str | None]]) -> bytes:
    """Give a template without dates and line numbers: it changes only when a sentence does."""
    catalogue = Catalog(project="Safeguarding Desk", charset="utf-8", fuzzy=False)
    for message, context in messages:
        catalogue.add(message, context=context)
    catalogue.header_comment = "# Sentences of Safeguarding Desk, for translators.\n#"
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, no_location=True, width=0)
    return stream.getvalue()


def main() -> int:
    """Write or check the templates."""
    wanted = templates()
    present = {file.name: file.read_bytes() for file in FOLDER.glob("*.pot")}
    if "--check" in sys.argv:
        stale = sorted(name for name in wanted | present if wanted.get(name) != present.get(name))
        for name in stale:
            sys.stderr.write(f"{name} is not up to date; run: make messages\n")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in present.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, content in wanted.items():
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
