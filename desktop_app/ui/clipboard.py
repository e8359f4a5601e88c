"""What may come in by paste or drop, and how a copy goes out.

No imagery can enter the program, so nothing but plain words is taken; and a copy of what a record
says asks clipboard histories and clouds to leave it alone.
"""

import re

from PySide6.QtCore import QByteArray, QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app.runtime.i18n import gettext as _

# A copy stays on the clipboard for this long.
KEPT_MS = 60_000


_OURS = "application/x-safeguarding-desk"
_WINDOWS = 'application/x-qt-windows-mime;value="{0}"'
# Names: Microsoft Learn, "Cloud Clipboard and Clipboard History formats"; KDE Klipper.
_PRIVATE = (
    (_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\1\0\0\0"),
    (_WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0"),
    (_WINDOWS.format("CanUploadToCloudClipboard"), b"\0\0\0\0"),
    ("x-kde-passwordManagerHint", b"secret"),
    (_OURS, b"1"),
)

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
# A picture or a file written out as words is still one.
_HIDDEN = re.compile(r"data:\s*(?:image|video|audio|application)/|^\s*file:/", re.IGNORECASE)


def words_refused() -> str:
    """Give the sentence for what is no plain text, and why it is refused."""
    return _(
        "Only plain words can be put in here. Pictures, files and formatted text are refused, so "
        "that no imagery can ever get into the record. Type the words, or press Ctrl+Shift+V to "
        "paste the words alone."
    )


def too_long() -> str:
    """Give the sentence for a text that is longer than the record takes."""
    return _("This text is full: it takes 100,000 characters. Nothing was added.")


def clean(text: str) -> str:
    """Give a text without what no file can hold: lone halves of characters, and NUL."""
    return _NOT_TEXT.sub("", text)


def is_plain(source: QMimeData) -> bool:
    """Say whether something pasted or dropped is plain text and nothing else."""
    rich = source.hasImage() or source.hasUrls() or source.hasHtml() or source.hasColor()
    return not rich and source.hasText() and not _HIDDEN.search(source.text())


def words_of(source: QMimeData) -> str | None:
    """Give the words alone of something formatted; None where it brings a picture or a file."""
    if source.hasImage() or source.hasUrls() or not source.hasFormat("text/plain"):
        return None
    text = clean(source.text())
    return None if not text or _HIDDEN.search(text) else text


def private(text: str) -> QMimeData:
    """Wrap words for the clipboard so that histories and cloud clipboards leave them alone."""
    data = QMimeData()
    data.setText(text)
    for name, value in _PRIVATE:
        data.setData(name, QByteArray(value))
    return data


def put(text: str) -> None:
    """Copy words, to be forgotten after a minute."""
    QGuiApplication.clipboard().setMimeData(private(text))
    forget_later()


def forget_later() -> None:
    """Have our own copy forgotten after a minute."""
    QTimer.singleShot(KEPT_MS, forget)


def forget() -> None:
    """Empty the clipboard if what it holds was copied here; also to be called on lock and end."""
    board = QGuiApplication.clipboard()
    held = board.mimeData()
    if held is not None and held.hasFormat(_OURS):
        board.clear()
