import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop_app.ui.clipboard import words_refused
from desktop_app.ui.safe_text import TextBox, TextLine
from tests.gallery.pages import pages
from tests.gallery.room import Room

UI = Path(__file__).resolve().parents[2] / "desktop_app" / "ui"

# What could hold more than words, and the only module that may make it.
ONLY_IN = {
    "QLabel": {"widgets/basics.py", "accessible.py"},
    "QLineEdit": {"safe_text.py"},
    "QPlainTextEdit": {"safe_text.py"},
    "QTextEdit": set(),
    "QTextBrowser": set(),
    "QTextDocument": set(),
    "QWebEngineView": set(),
    "QMessageBox": set(),
    "QInputDialog": set(),
    "setHtml": set(),
    "appendHtml": set(),
    "insertHtml": set(),
    "setAcceptRichText": set(),
    "clipboard": {"clipboard.py", "safe_text.py"},
}


def an_image() -> QMimeData:
    mime = QMimeData()
    mime.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    return mime


def an_image_with_words() -> QMimeData:
    mime = an_image()
    mime.setText("words beside it")
    return mime


def a_file() -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/home/somebody/a.png")])
    return mime


def a_file_as_words() -> QMimeData:
    mime = QMimeData()
    mime.setText("file:///home/somebody/a.png")
    return mime


def formatted_text() -> QMimeData:
    mime = QMimeData()
    mime.setHtml('<p>words<img src="data:image/png;base64,AAAA"></p>')
    mime.setText("words")
    return mime


def a_picture_as_words() -> QMimeData:
    mime = QMimeData()
    mime.setText("data:image/png;base64,AAAA")
    return mime


UNWANTED = (
    an_image,
    an_image_with_words,
    a_file,
    a_file_as_words,
    formatted_text,
    a_picture_as_words,
)


def content(editor: TextLine | TextBox) -> str:
    return editor.toPlainText() if isinstance(editor, TextBox) else editor.text()


def paste(editor: TextLine | TextBox, make: Callable[[], QMimeData]) -> None:
    board = QApplication.clipboard()
    board.setMimeData(make())
    editor.paste()
    board.clear()


def drop(editor: TextLine | TextBox, make: Callable[[], QMimeData]) -> None:
    mime, copy, left = make(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5), copy, mime, left, none)
    editor.dragEnterEvent(entering)
    editor.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))


@pytest.fixture(scope="module")
def every_page(qapp: QApplication) -> Iterator[list[tuple[str, QWidget]]]:
    assert qapp is not None
    with Room() as room:
        made = [(name, make(room)) for name, make in pages(room)]
        room.later.clear()
        yield made
        for _name, window in made:
            window.deleteLater()


def text_widgets(window: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
    return [each for kind in kinds for each in window.findChildren(kind)]


def test_everything_one_can_type_into_is_a_line_or_box_of_plain_text(
    every_page: list[tuple[str, QWidget]],
) -> None:
    strangers = [
        f"{name}: {type(each).__name__}"
        for name, window in every_page
        for each in text_widgets(window)
        if not isinstance(each, TextLine | TextBox)
    ]
    found = sum(len(text_widgets(window)) for _name, window in every_page)
    assert strangers == []
    assert found > 100


def test_no_text_widget_of_any_page_takes_in_a_picture_a_file_or_formatted_text(
    every_page: list[tuple[str, QWidget]],
) -> None:
    taken: list[str] = []
    for name, window in every_page:
        for each in window.findChildren(TextLine) + window.findChildren(TextBox):
            before, said = content(each), list[str]()
            each.refused.connect(said.append)
            for put in (paste, drop):
                for make in UNWANTED:
                    said.clear()
                    put(each, make)
                    if content(each) != before or said != [words_refused()]:
                        taken.append(f"{name}: {put.__name__} {make.__name__}")
    assert taken == []


def test_lists_and_tables_of_every_page_take_nothing_in(
    every_page: list[tuple[str, QWidget]],
) -> None:
    none = QAbstractItemView.EditTrigger.NoEditTriggers
    for name, window in every_page:
        for box in window.findChildren(QComboBox):
            assert not box.isEditable(), name
            assert not box.acceptDrops(), name
        for view in window.findChildren(QTableView):
            assert view.editTriggers() == none, name
            assert not view.acceptDrops(), name


def test_every_label_of_every_page_shows_plain_text(every_page: list[tuple[str, QWidget]]) -> None:
    rich = [
        f"{name}: {each.text()[:40]}"
        for name, window in every_page
        for each in window.findChildren(QLabel)
        if each.textFormat() != Qt.TextFormat.PlainText
    ]
    assert rich == []


def test_only_the_kit_makes_what_could_hold_more_than_plain_words() -> None:
    found = [
        f"{place}: {name}"
        for file in sorted(UI.rglob("*.py"))
        for place in [file.relative_to(UI).as_posix()]
        for name in called(file)
        if name in ONLY_IN and place not in ONLY_IN[name]
    ]
    assert found == []


def called(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield (
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )
