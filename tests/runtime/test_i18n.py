from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop_app.runtime import i18n

PROCEDURE = "ukcis-2024@1"


def write_catalogue(folder: Path, domain: str, catalogue: Catalog) -> None:
    file = folder / str(catalogue.locale) / "LC_MESSAGES" / f"{domain}.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_mo(stream, catalogue)


@pytest.fixture
def welsh(tmp_path: Path) -> Iterator[Path]:
    program = Catalog(locale="cy", charset="utf-8")
    program.add("School", "Ysgol")
    program.add("Open", "Ar agor", context="state")
    program.add(
        ("{n} day", "{n} days"),
        ("{n} diwrnod", "{n} diwrnod", "{n} ddiwrnod", "{n} diwrnod", "{n} diwrnod", "{n} diwrnod"),
    )
    write_catalogue(tmp_path, i18n.DOMAIN, program)
    procedure = Catalog(locale="cy", charset="utf-8")
    procedure.add("Refer today", "Atgyfeirio heddiw", context="ukcis-2024/refer")
    procedure.add("Prevent", "Prevent", context="ukcis-2024/prevent")
    write_catalogue(tmp_path, PROCEDURE, procedure)
    yield tmp_path
    i18n.set_language("en")


def test_english_is_spoken_with_no_catalogue_at_all() -> None:
    assert i18n.set_language("en") == "en"
    assert i18n.gettext("School") == "School"
    assert i18n.pgettext("state", "Open") == "Open"
    assert i18n.ngettext("{n} day", "{n} days", 1) == "{n} day"
    assert i18n.ngettext("{n} day", "{n} days", 2) == "{n} days"
    assert i18n.procedure_text(PROCEDURE, "ukcis-2024/refer", "Refer today") == i18n.Wording(
        "Refer today", "en"
    )


def test_a_language_with_a_catalogue_is_spoken(welsh: Path) -> None:
    assert i18n.set_language("cy", folder=welsh) == "cy"
    assert i18n.current_language() == "cy"
    assert i18n.gettext("School") == "Ysgol"
    assert i18n.pgettext("state", "Open") == "Ar agor"
    assert i18n.ngettext("{n} day", "{n} days", 2) == "{n} ddiwrnod"


def test_a_sentence_without_a_translation_falls_back_to_english(welsh: Path) -> None:
    i18n.set_language("cy", folder=welsh)
    assert i18n.gettext("Head teacher") == "Head teacher"
    assert i18n.pgettext("door", "Open") == "Open"


def test_the_empty_sentence_never_brings_out_the_header_of_the_catalogue(welsh: Path) -> None:
    i18n.set_language("cy", folder=welsh)
    assert not i18n.gettext("")
    assert not i18n.pgettext("", "")


def test_a_procedures_sentence_says_which_language_it_came_out_in(welsh: Path) -> None:
    i18n.set_language("cy", folder=welsh)
    refer = i18n.procedure_text(PROCEDURE, "ukcis-2024/refer", "Refer today")
    same_word = i18n.procedure_text(PROCEDURE, "ukcis-2024/prevent", "Prevent")
    missing = i18n.procedure_text(PROCEDURE, "ukcis-2024/consult", "Consult")
    assert refer == i18n.Wording("Atgyfeirio heddiw", "cy")
    assert same_word == i18n.Wording("Prevent", "cy")
    assert missing == i18n.Wording("Consult", "en")


def test_a_translation_is_pinned_to_the_version_of_its_procedure(welsh: Path) -> None:
    i18n.set_language("cy", folder=welsh)
    newer = i18n.procedure_text("ukcis-2024@2", "ukcis-2024/refer", "Refer today")
    assert newer == i18n.Wording("Refer today", "en")


@pytest.mark.parametrize("name", ["../secret@1", "ukcis-2024", "a@../../b", "", "a@1/b"])
def test_a_name_that_could_leave_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"^" + name.replace(".", r"\.") + r"$"):
        i18n.procedure_text(name, "context", "message")


def test_a_region_falls_back_to_its_language_and_an_unknown_language_to_english(
    welsh: Path,
) -> None:
    assert i18n.set_language("cy_GB", folder=welsh) == "cy"
    assert i18n.set_language("fr", folder=welsh) == "en"
    assert i18n.gettext("School") == "School"


def test_what_is_no_language_code_is_refused() -> None:
    with pytest.raises(ValueError, match="etc"):
        i18n.set_language("../etc")


def test_the_languages_to_choose_from_are_english_and_those_with_a_catalogue(welsh: Path) -> None:
    assert i18n.available_languages(welsh) == ("en", "cy")
    assert i18n.available_languages(welsh / "nowhere") == ("en",)
