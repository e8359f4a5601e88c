from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.ui import clipboard
from desktop_app.ui.safe_text import PasswordLine, TextBox, TextLine
from desktop_app.ui.widgets import Page

Editor = TextLine | TextBox
BOTH: Final = pytest.mark.parametrize("kind", [TextLine, TextBox])
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


def made(bot: QtBot, kind: type[Editor], text: str = "") -> Editor:
    editor = kind()
    bot.addWidget(editor)
    if isinstance(editor, TextBox):
        editor.setPlainText(text)
    else:
        editor.setText(text)
    return editor


def put(text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QApplication.clipboard().setMimeData(mime)


@BOTH
def test_plain_text_is_pasted_by_key(qtbot: QtBot, kind: type[Editor]) -> None:
    editor = made(qtbot, kind)
    put("what she said")
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert editor.text() == "what she said"


@BOTH
def test_formatted_text_is_refused_with_a_sentence_and_its_words_alone_can_be_had(
    qtbot: QtBot, kind: type[Editor]
) -> None:
    editor = made(qtbot, kind)
    put("what she said", "<b>what</b> she said")
    with qtbot.waitSignal(editor.refused) as said:
        qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert said.args == [clipboard.words_refused()]
    assert editor.text() == ""
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL | SHIFT)
    assert editor.text() == "what she said"


@BOTH
def test_a_picture_is_refused_even_where_only_its_words_are_asked_for(
    qtbot: QtBot, kind: type[Editor]
) -> None:
    editor = made(qtbot, kind)
    put("DATA:image/png;base64,AAAA", "<img>")
    with qtbot.waitSignal(editor.refused):
        qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL | SHIFT)
    assert editor.text() == ""


@BOTH
def test_a_copy_asks_clipboard_histories_to_leave_it_alone(
    qtbot: QtBot, kind: type[Editor]
) -> None:
    editor = made(qtbot, kind, "a name")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, CONTROL)
    held = QApplication.clipboard().mimeData()
    assert held is not None
    assert held.text() == "a name"
    formats = " ".join(held.formats())
    for each in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory"):
        assert each in formats
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert not held.hasHtml()


@BOTH
def test_what_was_cut_is_gone_and_can_be_pasted_again(qtbot: QtBot, kind: type[Editor]) -> None:
    editor = made(qtbot, kind, "a name")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_X, CONTROL)
    assert editor.text() == ""
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert editor.text() == "a name"


@BOTH
def test_a_copy_is_forgotten_after_a_minute_by_itself(
    qtbot: QtBot, kind: type[Editor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.KEPT_MS == 60_000
    monkeypatch.setattr(clipboard, "KEPT_MS", 20)
    editor = made(qtbot, kind, "a name")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "a name"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_our_copy_is_forgotten_and_another_programs_is_not(qtbot: QtBot) -> None:
    editor = made(qtbot, TextLine, "a name")
    editor.selectAll()
    editor.copy()
    clipboard.forget()
    assert QApplication.clipboard().text() == ""
    put("someone else's")
    clipboard.forget()
    assert QApplication.clipboard().text() == "someone else's"


def test_a_password_is_never_copied_shown_or_not(qtbot: QtBot) -> None:
    line = PasswordLine()
    qtbot.addWidget(line)
    line.setText("four words of nothing")
    put("before")
    for shown in (False, True):
        line.reveal(shown=shown)
        line.selectAll()
        qtbot.keyClick(line, Qt.Key.Key_C, CONTROL)
        qtbot.keyClick(line, Qt.Key.Key_X, CONTROL)
        assert QApplication.clipboard().text() == "before"
    assert line.text() == "four words of nothing"


@BOTH
def test_a_text_ends_at_a_hundred_thousand_characters_and_says_so(
    qtbot: QtBot, kind: type[Editor]
) -> None:
    editor = made(qtbot, kind, "x" * 99_999)
    put("yz")
    with qtbot.waitSignal(editor.refused) as said:
        editor.paste()
    assert said.args == [clipboard.too_long()]
    assert len(editor.text()) == 99_999


def test_a_full_box_takes_no_key_and_says_so(qtbot: QtBot) -> None:
    editor = made(qtbot, TextBox, "x" * 100_000)
    with qtbot.waitSignal(editor.refused):
        qtbot.keyClicks(editor, "y")
    assert editor.text() == "x" * 100_000


@BOTH
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=some.text(some.characters(codec=None), max_size=40))
def test_halves_of_characters_and_nul_never_come_in(
    qtbot: QtBot, kind: type[Editor], text: str
) -> None:
    editor = made(qtbot, kind, text)
    assert editor.text().encode("utf-8") is not None
    assert "\0" not in editor.text()


def test_lines_of_a_paste_become_one_in_a_line(qtbot: QtBot) -> None:
    editor = made(qtbot, TextLine)
    put("first\nsecond")
    editor.paste()
    assert editor.text() == "first second"


def test_tab_leaves_a_box(qtbot: QtBot) -> None:
    page, box, line = Page("A page"), TextBox(), TextLine()
    qtbot.addWidget(page)
    page.add(box)
    page.add(line)
    with qtbot.waitActive(page):
        page.show()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert box.text() == ""
    assert line.hasFocus()


@BOTH
def test_the_menu_pastes_through_the_same_checks(qtbot: QtBot, kind: type[Editor]) -> None:
    editor = made(qtbot, kind)
    put("words", "<i>words</i>")
    place = editor.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, editor.mapToGlobal(place))
    editor.contextMenuEvent(asked)
    (menu,) = editor.findChildren(QMenu)
    paste = [each for each in menu.findChildren(QAction) if each.text() == "Paste"]
    with qtbot.waitSignal(editor.refused):
        paste[0].trigger()
    assert editor.text() == ""
