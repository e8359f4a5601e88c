"""Translations of a procedure: entries that nothing has, sentences that have none."""

import struct
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import Fault
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.check import look_over
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.po_file import read_mo, read_po
from desktop_app.procedures.wording import sentences
from desktop_app.runtime import paths

NAME = "ukcis-2024@1"
WRITERS: dict[str, Callable[..., None]] = {".po": write_po, ".mo": write_mo}


def welsh(said: Iterable[tuple[str, str, str]]) -> Catalog:
    made = Catalog(locale="cy", charset="utf-8", fuzzy=False)
    for context, sentence, translation in said:
        made.add(sentence, translation, context=context)
    return made


def put(home: Path, file: str, catalogue: Catalog) -> None:
    to = home / "i18n" / "cy" / file
    to.parent.mkdir(parents=True)
    with to.open("wb") as stream:
        WRITERS[to.suffix](stream, catalogue)


@pytest.fixture(scope="module")
def complete(procedure: Procedure) -> Catalog:
    return welsh((context, said, f"Cymraeg: {said}") for context, said in sentences(procedure))


@pytest.mark.parametrize("ending", [".po", ".mo"])
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("under", ["", "LC_MESSAGES/"])
def test_a_complete_translation_is_neither_a_fault_nor_a_warning(  # noqa: PLR0913  # fixtures
    folder: Path, catalogue: Catalogue, complete: Catalog, ending: str, *, inside: bool, under: str
) -> None:
    put(folder if inside else folder.parents[2], f"{under}{NAME}{ending}", complete)
    found = look_over(folder, catalogue)
    assert (found.faults, found.warnings) == ((), ())


@pytest.mark.parametrize("ending", [".po", ".mo"])
def test_an_entry_that_no_rule_has_is_a_fault(
    folder: Path, catalogue: Catalogue, complete: Catalog, ending: str
) -> None:
    extra = [("ukcis-2024/criteria", "A sentence that stood here once.", "Brawddeg.")]
    put(folder, f"{NAME}{ending}", complete)
    put(folder.parents[2], f"{NAME}{ending}", welsh(extra))
    (fault,) = look_over(folder, catalogue).faults
    assert fault.problem == "no-such-sentence"
    assert fault.about == ("ukcis-2024/criteria",)
    assert fault.where.startswith(f"i18n/cy/{NAME}{ending}: ")


def test_a_sentence_without_a_translation_is_a_warning_and_no_fault(
    folder: Path, catalogue: Catalogue, procedure: Procedure
) -> None:
    all_of_it = list(dict.fromkeys(sentences(procedure)))
    said = [(context, sentence, "Cymraeg") for context, sentence in all_of_it[1:]]
    put(folder, f"{NAME}.po", welsh(said))
    found = look_over(folder, catalogue)
    assert found.faults == ()
    about = ("1", str(len(all_of_it)), all_of_it[0][0])
    assert found.warnings == (Fault("i18n/cy", "not-translated", about),)


def test_a_language_that_the_program_speaks_and_the_procedure_does_not_is_a_warning(
    folder: Path, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = tmp_path / "i18n" / "cy" / "LC_MESSAGES" / "safeguarding-desk.mo"
    spoken.parent.mkdir(parents=True)
    spoken.touch()
    monkeypatch.setattr(paths, "translations_folder", lambda: tmp_path / "i18n")
    (warning,) = look_over(folder, catalogue).warnings
    assert (warning.where, warning.problem) == ("i18n/cy", "not-translated")


def test_a_translation_marked_fuzzy_counts_as_none(
    folder: Path, catalogue: Catalogue, complete: Catalog
) -> None:
    put(folder, f"{NAME}.po", complete)
    file = folder / "i18n" / "cy" / f"{NAME}.po"
    text = file.read_text(encoding="utf-8").replace("\nmsgctxt", "\n#, fuzzy\nmsgctxt", 1)
    file.write_text(text, encoding="utf-8")
    (warning,) = look_over(folder, catalogue).warnings
    assert warning.about[0] == "1"


def test_the_catalogue_of_another_version_is_left_alone(folder: Path, catalogue: Catalogue) -> None:
    put(folder, "ukcis-2024@7.po", welsh([("ukcis-2024/title", "Nothing has this.", "Dim")]))
    found = look_over(folder, catalogue)
    assert (found.faults, found.warnings) == ((), ())


def test_a_catalogue_that_is_none_is_a_fault_with_its_line(
    folder: Path, catalogue: Catalogue
) -> None:
    home = folder / "i18n" / "cy"
    home.mkdir(parents=True)
    (home / f"{NAME}.po").write_text('msgid "one"\nmsgstring "un"\n', encoding="utf-8")
    (home / f"{NAME}.mo").write_bytes(b"\xde\x12\x04\x95 and nothing more")
    assert look_over(folder, catalogue).faults == (
        Fault(f"i18n/cy/{NAME}.po", "not-po", ("2",)),
        Fault(f"i18n/cy/{NAME}.mo", "not-mo"),
    )


def test_a_link_to_a_catalogue_is_not_followed(
    folder: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.po"
    elsewhere.write_text("no catalogue", encoding="utf-8")
    home = folder / "i18n" / "cy"
    home.mkdir(parents=True)
    (home / f"{NAME}.po").symlink_to(elsewhere)
    assert look_over(folder, catalogue).faults == (Fault(f"i18n/cy/{NAME}.po", "is-a-link"),)


def test_a_table_that_points_outside_a_mo_file_is_damage() -> None:
    header = struct.pack("<7I", 0x950412DE, 0, 2**31, 28, 28, 0, 0)
    faults = Faults()
    assert read_mo(header, "cy.mo", faults) == []
    assert faults.found() == (Fault("cy.mo", "not-mo"),)


@settings(deadline=None, max_examples=200)
@given(
    raw=st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(b"\xde\x12\x04\x95".__add__))
)
def test_any_bytes_are_a_catalogue_or_a_fault_never_an_accident(raw: bytes) -> None:
    for read in (read_po, read_mo):
        faults = Faults()
        entries = read(raw, "cy", faults)
        assert not (entries and faults.found())


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t"\\'), min_size=1
)


@settings(deadline=None, max_examples=100)
@given(
    said=st.dictionaries(st.tuples(st.sampled_from(["one/a", "one/b"]), texts), texts, max_size=5)
)
def test_what_other_tools_write_is_read_as_it_was_meant(
    tmp_path_factory: pytest.TempPathFactory, said: dict[tuple[str, str], str]
) -> None:
    home = tmp_path_factory.mktemp("catalogues")
    made = welsh((*key, translation) for key, translation in said.items())
    for file, read in (("a.po", read_po), ("b.mo", read_mo)):
        put(home / file, file, made)
        faults = Faults()
        entries = read((home / file / "i18n" / "cy" / file).read_bytes(), file, faults)
        assert faults.found() == ()
        assert {(each.context, each.sentence) for each in entries if each.translated} == set(said)
