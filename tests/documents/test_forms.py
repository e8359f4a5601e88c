import io
import re

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents.fonts import fonts_in
from desktop_app.documents.registry import FORMS, draw
from desktop_app.documents.text import Gate
from tests.builders_forms import FONTS, a_printing, an_incident_for, filled_with
from tests.pdf_reading import read, squeezed

EVERY_FORM = pytest.mark.parametrize("form", FORMS)

OPERATORS = frozenset(
    [
        "BMC",
        "BDC",
        "EMC",
        "BT",
        "ET",
        "T*",
        "Tj",
        "Tf",
        "TL",
        "Tm",
        "cm",
        "g",
        "q",
        "Q",
        "w",
        "re",
        "m",
        "l",
        "S",
        "f",
    ]
)

HOSTILE = (
    '<img src="file:///etc/passwd"/>',
    '<a href="https://example.invalid">press</a>',
    "<b>bold</b> &lt;b&gt; &amp; <!-- gone --> <para fontSize=40>",
    "</para><onDraw name='x'/> ]]> {braces} %s %(x)s \\ ( ) \\051",
    "Siôn Ŵyn o\u2019r Tŷ Gŵydd, Łukasz, Zoë, naïve",
    "שלום עולם و مرحبا",
    "smile \U0001f600 family \U0001f468\u200d\U0001f469",
    "nul \x00 bell \x07 escape \x1b delete \x7f nel \x85",
    "turned \u202egnihtemos\u202c and \u2066isolated\u2069 zero\u200bwidth \ufeffmark",
    "two\nlines\r\nthree\rfour\tfive\x0bsix\x0cseven\u2028eight",
    "lone \ud800 surrogate \udfff",
    "漢字 देवनागरी ไทย",
    "  spaces   kept  ",
    "e\u0301 combined",
    "x" * 2_000,
)


def fields_printed(form: str, prefix: str) -> set[str]:
    """Give the fields of which `prefix` and a mark of their own stand whole on the form."""
    marks: dict[str, str] = {}

    def text(field: str) -> str:
        marks[field] = f"{prefix} M{len(marks):03}."
        return marks[field]

    state = filled_with(text, form=form)
    gate = Gate(fonts_in(FONTS))
    printed = squeezed(read(draw(form, state, a_printing())).text)
    return {field for field, mark in marks.items() if squeezed(gate.inert(mark)) in printed}


PLAIN = {form: fields_printed(form, "plain") for form in FORMS}


def test_the_whole_record_prints_every_field_that_a_person_writes_in() -> None:
    missing: set[str] = set()

    def text(field: str) -> str:
        missing.add(field)
        return "x"

    filled_with(text, form="incident")
    missing -= PLAIN["incident"]

    assert missing == set()


@EVERY_FORM
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_is_printed_as_it_was_written(form: str, text: str) -> None:
    assert fields_printed(form, text) == PLAIN[form]


@EVERY_FORM
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_in_every_field_is_printed_as_it_was_written(form: str, text: str) -> None:
    assert fields_printed(form, text) == PLAIN[form]


@EVERY_FORM
@pytest.mark.parametrize(
    ("field", "length"),
    [("narrative", 100_000), ("depicted.name", 20_000), ("how", 20_000), ("platform", 20_000)],
)
def test_a_very_long_text_without_a_space_is_printed_whole(
    form: str, field: str, length: int
) -> None:
    longest = "".join(chr(0x61 + place % 26) for place in range(length))
    state = filled_with(lambda each: longest if each == field else "short", form=form)

    printed = squeezed(read(draw(form, state, a_printing())).text)
    assert (longest in printed) == (field in PLAIN[form])


@EVERY_FORM
@pytest.mark.parametrize("text", HOSTILE[:4])
def test_no_text_becomes_a_link_a_picture_or_a_script(form: str, text: str) -> None:
    data = draw(form, filled_with(lambda _: text, form=form), a_printing(user=text))

    assert not re.search(
        rb"/(Annots|AA|OpenAction|JavaScript|JS|EmbeddedFiles|AcroForm)\b", flat(data)
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = {str(each.get("/Subtype", "")) for each in pdf.objects if is_dictionary(each)}
        assert not kinds & {"/Image", "/Link", "/Form", "/Widget", "/FileAttachment"}
    assert read(data).operators <= OPERATORS


def is_dictionary(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)


def flat(data: bytes) -> bytes:
    """Give the file with nothing packed, so that it can be searched."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return out.getvalue()


@EVERY_FORM
def test_every_font_is_embedded(form: str) -> None:
    with pikepdf.open(io.BytesIO(draw(form, an_incident_for(form), a_printing()))) as pdf:
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.obj.Resources.Font.values()
        }
        assert len(fonts) >= 2
        for name, font in fonts.items():
            assert re.match(r"/[A-Z]{6}\+(Atkinson|DejaVu)", name)
            assert len(font.FontDescriptor.FontFile2.read_bytes()) > 1000


@EVERY_FORM
def test_the_same_record_gives_the_same_bytes(form: str) -> None:
    first = draw(form, filled_with(str, form=form), a_printing())

    assert draw(form, filled_with(str, form=form), a_printing()) == first


@EVERY_FORM
def test_the_metadata_hold_title_reference_and_language_and_nothing_more(form: str) -> None:
    data = draw(form, filled_with(lambda field: f"secret {field}", form=form), a_printing())

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title", "/Subject"}
        assert pdf.docinfo.Subject == "2026-7K3QXR"
        assert pdf.Root.Lang == "en-GB"
        assert "/Outlines" not in pdf.Root
        with pdf.open_metadata() as found:
            packet = dict(found.items())
    title = packet.pop("{http://purl.org/dc/elements/1.1/}title")
    assert title == str(pikepdf.open(io.BytesIO(data)).docinfo.Title)
    assert packet == {
        "{http://purl.org/dc/elements/1.1/}identifier": "2026-7K3QXR",
        "{http://purl.org/dc/elements/1.1/}language": {"en-GB"},
    }
    everything = flat(data)
    for word in (
        b"/Author",
        b"/Creat",
        b"/Produc",
        b"/ModDate",
        b"/Keywords",
        b"ReportLab",
        b"anonymous",
    ):
        assert word not in everything


@EVERY_FORM
def test_practice_stands_on_every_page_and_only_when_it_is_practice(form: str) -> None:
    state = filled_with(lambda _: "text " * 60, form=form)
    practice = read(draw(form, state, a_printing(practice=True)))
    real = read(draw(form, state, a_printing()))

    assert len(practice.artifacts) > 2
    assert all(text.count("PRACTICE") == 2 for text in practice.artifacts.values())
    assert "PRACTICE" in practice.text
    assert "PRACTICE" not in real.text + "".join(real.artifacts.values())


@EVERY_FORM
def test_every_page_names_the_form_the_marking_the_page_and_the_rules(form: str) -> None:
    pages = read(draw(form, an_incident_for(form), a_printing())).artifacts

    for place, text in pages.items():
        assert "2026-7K3QXR" in text
        assert "OFFICIAL-SENSITIVE" in text
        assert f"Page {place + 1} of {len(pages)}" in text
        assert "ukcis-2024 version 1" in text
        assert "Printed Friday 20 November 2026, 17:40 by A. Lead" in text


@EVERY_FORM
def test_blanks_say_not_known(form: str) -> None:
    blank = read(draw(form, filled_with(lambda _: "", form=form), a_printing()))
    filled = read(draw(form, filled_with(lambda _: "filled", form=form), a_printing()))

    assert blank.text.count("Not known") > filled.text.count("Not known") + 10
    empty = [text for tag, text, _ in blank.elements if tag in {"TD", "P", "LBody"} and not text]
    ruled = [text for tag, text, _ in filled.elements if tag in {"TD", "P", "LBody"} and not text]
    assert len(empty) == len(ruled)


@EVERY_FORM
def test_no_id_of_ours_stands_on_paper(form: str) -> None:
    state = filled_with(lambda _: "words", form=form)
    catalogue = a_printing().catalogue
    ids = {each.id for each in catalogue.questions} | {each.id for each in catalogue.kinds}
    ids = {each for each in ids if "-" in each}
    ids |= {"not-until-agreed", "refer-today", "school-managed", "childrens-social-care", "and-or"}

    printed = read(draw(form, state, a_printing())).text

    assert not [each for each in ids if re.search(rf"(?<![\w-]){each}(?![\w-])", printed)]


@EVERY_FORM
@pytest.mark.parametrize("words", range(0, 400, 16))
def test_the_head_of_the_log_stands_on_the_last_page_alone(form: str, words: int) -> None:
    state = an_incident_for(form, details={"worry": "\n" * words, "done_so_far": "\n" * words})
    printed = read(draw(form, state, a_printing())).marked
    pages = {page for (page, _), text in printed.items() if "abab" in text}

    assert pages == {max(page for page, _ in printed)}


@EVERY_FORM
def test_another_reader_finds_the_words_too(form: str) -> None:
    state = filled_with(lambda field: f"Siôn o'r Tŷ Gŵydd <{field}>", form=form)
    data = draw(form, state, a_printing())
    text = squeezed(
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    )

    assert squeezed("Siôn o'r Tŷ Gŵydd <narrative>") in text
