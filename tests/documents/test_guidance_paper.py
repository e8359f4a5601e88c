from dataclasses import replace
from datetime import UTC, date, datetime

from desktop_app.documents.guidance import PaperEntry, PaperSection, guidance
from desktop_app.domain.guidance import SourceState
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.guidance import section_of, sections
from desktop_app.services.guidance_paper import guidance_on_paper
from tests.builders import a_procedure
from tests.builders_forms import a_printing
from tests.pdf_reading import read, squeezed

OLD = SourceState("old", "The document is old.", None, warns=True)
SECTION = PaperSection(
    "Viewing",
    "Words before.",
    (PaperEntry("", ("Nobody looks.", "Today: nobody at all."), ("A document, section 2",)),),
)


def test_every_word_of_a_section_stands_on_paper_with_its_source() -> None:
    text = read(guidance("Viewing", [SECTION], a_printing())).text
    words = ("Words before.", "Nobody looks.", "Today: nobody at all.")
    for each in (*words, "Source: A document, section 2", "Rules used"):
        assert each in text
    assert text.count("Viewing") == 1


def test_paper_with_nothing_of_a_case_is_not_marked_as_sensitive() -> None:
    pages = read(guidance("Viewing", [SECTION], a_printing())).artifacts
    assert pages
    assert not [text for text in pages.values() if "SENSITIVE" in text]


def test_guidance_of_an_old_document_says_so_on_paper() -> None:
    printing = a_printing(procedure=replace(a_procedure(), states=(OLD,)))
    text = read(guidance("Viewing", [SECTION], printing)).text
    assert "is out of date" in text
    assert "Out of date: The document is old." in text


def test_a_whole_procedure_can_be_put_on_paper() -> None:
    library = Library(resources_folder())
    procedure = library.get("haringey-2023")
    found = sections(procedure, library.catalogue, on=date(2026, 11, 22))
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    one = section_of(found, "rules")
    assert one is not None
    data = guidance_on_paper(procedure, library.catalogue, [one], at=at, user="A. Lead")
    text = squeezed(read(data).text)
    for rule in procedure.referral:
        assert squeezed(rule.text) in text, rule.id
