from collections.abc import Iterator
from dataclasses import replace

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from desktop_app.procedures.wording import catalogue_sentences, sentences
from desktop_app.runtime import i18n
from desktop_app.runtime.paths import resources_folder, translations_folder
from desktop_app.services.wording import catalogue_in_language, procedure_in_language


@pytest.fixture
def library() -> Library:
    return Library(resources_folder())


@pytest.fixture
def welsh(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Library]:
    """Speak a language in which one sentence of the procedure and one question are translated."""
    folder = tmp_path_factory.mktemp("i18n")
    place = folder / "cy" / "LC_MESSAGES"
    place.mkdir(parents=True)
    procedure = library.get("ukcis-2024", "1")
    for name, (context, sentence) in {
        "ukcis-2024@1": (f"ukcis-2024/{procedure.duties[0].id}", procedure.duties[0].text),
        "safeguarding-desk": next(iter(catalogue_sentences(library.catalogue))),
    }.items():
        catalogue = Catalog(locale="cy")
        catalogue.add(sentence, string="Wedi ei gyfieithu", context=context)
        with (place / f"{name}.mo").open("wb") as stream:
            write_mo(stream, catalogue)
    i18n.set_language("cy", folder=folder)
    yield library
    i18n.set_language("en", folder=translations_folder())


def test_in_english_a_procedure_is_the_very_one_that_was_loaded(library: Library) -> None:
    procedure = library.get("ukcis-2024")
    assert procedure_in_language(procedure) is procedure
    assert catalogue_in_language(library.catalogue) is library.catalogue


def test_a_translated_sentence_is_said_and_a_missing_one_is_english_visibly(welsh: Library) -> None:
    english = welsh.get("ukcis-2024", "1")
    said = procedure_in_language(english)
    assert said.duties[0].text == "Wedi ei gyfieithu"
    assert said.duties[1].text != english.duties[1].text
    assert english.duties[1].text in said.duties[1].text


def test_a_translated_question_is_said(welsh: Library) -> None:
    said = catalogue_in_language(welsh.catalogue)
    assert said.questions[0].asks == "Wedi ei gyfieithu"
    assert said.bit == welsh.catalogue.bit


def test_every_sentence_of_the_procedure_is_listed_for_translators(library: Library) -> None:
    procedure = library.get("ukcis-2024")
    listed = {sentence for _, sentence in sentences(procedure)}
    assert {each.text for each in procedure.advice} <= listed
    assert {point.text for topic in procedure.topics for point in topic.points} <= listed
    assert {each.purpose for each in procedure.services} <= listed


def extended(library: Library) -> Procedure:
    """Give a procedure that adds a paragraph, a duty and other words for advice to the base."""
    base = library.get("ukcis-2024", "1")
    first, *others = base.advice
    own = replace(base.duties[0], id="ours", text="A duty of ours.")
    return replace(
        base,
        id="ours-2026",
        version="3",
        title="Our rules",
        extends="ukcis-2024@1",
        base=base,
        duties=(*base.duties, own),
        advice=(replace(first, text="Other words."), *others),
        family_texts={
            name: f"With us.\n{text}" if name == "ask-first" else text
            for name, text in base.family_texts.items()
        },
    )


def test_a_procedure_that_extends_another_lists_its_own_sentences_alone(library: Library) -> None:
    assert list(sentences(extended(library))) == [
        ("ours-2026/ours", "A duty of ours."),
        (f"ours-2026/{extended(library).advice[0].id}", "Other words."),
        ("ours-2026/title", "Our rules"),
        ("ours-2026/family/ask-first", "With us."),
    ]


def test_what_a_procedure_takes_from_its_base_is_said_in_the_words_of_the_base(
    welsh: Library,
) -> None:
    ours = extended(welsh)
    said = procedure_in_language(ours)
    assert said.duties[0].text == "Wedi ei gyfieithu"
    assert said.duties[-1].text == "A duty of ours. (in English: not translated yet)"
    first, second = said.family_texts["ask-first"].split("\n", 1)
    assert first == "With us. (in English: not translated yet)"
    assert second.endswith("(in English: not translated yet)")
