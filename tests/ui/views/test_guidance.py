from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.services import guidance_shelf
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.guidance.cards import EntryCard
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.domain.drafting.draft import Way
from desktop_app.services import drafts

Open = Callable[..., GuidancePage]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def shown(anchor: str = "", procedure: str = "") -> GuidancePage:
        page = GuidancePage(desk, anchor, procedure)
        qtbot.addWidget(page)
        page.resize(1366, 680)
        page.show()
        page.focus_first()
        qtbot.waitUntil(lambda: not page.sheet.unfinished)
        return page

    return shown


def words(page: GuidancePage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]


def button(page: GuidancePage, identifier: str) -> QPushButton:
    found = [
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier() == identifier and each.isVisibleTo(page)
    ]
    assert len(found) == 1, identifier
    return found[0]


def test_without_an_anchor_every_section_can_be_gone_to(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    assert page.words.hasFocus() or page.focusWidget() is page.words
    for section in page.sections:
        button(page, f"section-{section.id}")
    qtbot.mouseClick(button(page, "section-rules"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    assert "Who is told, and when" in words(page)
    assert any(each.startswith("One of the five criteria is met") for each in words(page))


@pytest.mark.parametrize(
    "anchor",
    [
        "rule:adult-police",
        "criterion:adult",
        "question:under-13",
        "kind:upskirting",
        "family:ask-first",
        "outcome:hold",
        "duty:refer",
        "do-not:view-imagery",
        "advice:under-13",
        "topic:viewing/rule",
        "service:childline",
    ],
)
def test_an_anchor_brings_its_entry_into_view_with_the_focus(opened: Open, anchor: str) -> None:
    page = opened(anchor)
    card = page.focusWidget()
    assert isinstance(card, EntryCard)
    assert card.entry.anchor == anchor
    assert card.entry.text in card.accessibleName()
