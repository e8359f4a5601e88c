"""The forms as PDFium reads and renders them: the engine that will show them in the window."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPdf import QPdfDocument

from desktop_app.documents.registry import FORMS, draw
from tests.builders_forms import a_printing, an_incident_for
from tests.pdf_reading import squeezed

WIDTH, HEIGHT = 300, 424


@pytest.fixture(params=sorted(FORMS))
def opened(request: pytest.FixtureRequest, qapp: QGuiApplication) -> tuple[QPdfDocument, str]:
    state = an_incident_for(request.param)
    held = QBuffer(qapp)
    held.setData(QByteArray(draw(request.param, state, a_printing(practice=True))))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(qapp)
    document.load(held)
    assert document.status() is QPdfDocument.Status.Ready
    return document, state.reference


def _ink(picture: QImage) -> int:
    """Count the dark points of a page, margins and page furniture left out."""
    return sum(
        picture.pixelColor(x, y).lightness() < 100
        for y in range(HEIGHT // 10, HEIGHT * 9 // 10, 2)
        for x in range(0, WIDTH, 2)
    )


def test_every_page_has_ink_on_it_and_none_is_left_empty(opened: tuple[QPdfDocument, str]) -> None:
    document, _ = opened
    for page in range(document.pageCount()):
        picture = document.render(page, QSize(WIDTH, HEIGHT))
        assert _ink(picture) > 30, f"page {page + 1}"


def test_the_text_of_every_page_can_be_selected_and_is_marked_practice(
    opened: tuple[QPdfDocument, str],
) -> None:
    document, reference = opened
    for page in range(document.pageCount()):
        text = squeezed(document.getAllText(page).text())
        assert reference in text
        assert "PRACTICE" in text
