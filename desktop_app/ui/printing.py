"""Paper: pages of a form drawn to a printer one at a time, and the sheets of a new vault's keys.

No file is written on the way, and the job is called "Document": its name stays on print servers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_day
from desktop_app.ui.recovery_keys import words_of_outside, words_of_vault

if TYPE_CHECKING:
    from desktop_app.services.sessions import RecoveryKeys

JOB_NAME: Final = "Document"
_DPI: Final = 300
_MARGIN: Final = 0.1  # of the sheet's width


class Paper(QObject):
    """A form's bytes as pages that can be shown and printed; the bytes stay in memory."""

    def __init__(self, data: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)

    def text(self) -> str:
        """Give the words of every page, a blank line between pages."""
        pages = range(self.document.pageCount())
        return "\n\n".join(self.document.getAllText(page).text() for page in pages)


class PrintJob(QObject):
    """Draws the pages of a form to a printer, one each time the window is idle.

    `progressed` carries how many pages are done and how many there are; `ended` whether all of
    them went to the printer.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, paper: Paper, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = paper.document
        self._printer = printer
        self._painter = QPainter()
        self._pages = _pages(printer, paper.document.pageCount())
        self._next = 0

    def begin(self) -> bool:
        """Open the job at the printer; False if the printer does not take it."""
        prepare(self._printer)
        return bool(self._pages) and self._painter.begin(self._printer)

    def go_on(self) -> None:
        """Draw one page after the other from here."""
        if not self._painter.isActive():
            return
        if self._next == len(self._pages):
            self.ended.emit(self._painter.end())
            return
        if self._next > 0 and not self._printer.newPage():
            self.cancel()
            return
        self._draw(self._pages[self._next])
        self._next += 1
        self.progressed.emit(self._next, len(self._pages))
        QTimer.singleShot(0, self, self.go_on)

    def cancel(self) -> None:
        """Stop, and take back from the printer what it has not printed yet."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
            self.ended.emit(False)  # noqa: FBT003  # a signal carries by place

    def _draw(self, page: int) -> None:
        size = self._document.pagePointSize(page)
        sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(sheet.width() / size.width(), sheet.height() / size.height())
        pixels = QSize(round(size.width() * scale), round(size.height() * scale))
        corner = QPointF(
            (sheet.width() - pixels.width()) / 2, (sheet.height() - pixels.height()) / 2
        )
        self._painter.drawImage(corner, self._document.render(page, pixels))


def prepare(printer: QPrinter) -> None:
    """Set what every job of ours has: a name that says nothing, whole sheets, 300 dots an inch."""
    printer.setDocName(JOB_NAME)
    printer.setCreator("")
    printer.setFullPage(True)
    printer.setResolution(_DPI)


def _pages(printer: QPrinter, count: int) -> list[int]:
    """Give the pages asked for, counted from 0."""
    asked = printer.pageRanges()
    return [page for page in range(count) if asked.isEmpty() or asked.contains(page + 1)]


def ask(over: QWidget, *, pages: int, accepted: Callable[[QPrinter], None]) -> bool:
    """Let the person choose a printer and pages; False if this computer has no printer."""
    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    dialog = QPrintDialog(printer, over)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: accepted(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return True


@dataclass(frozen=True, slots=True)
class Sheets:
    """Keys to print, with the mark of their vault (the last eight of its id) and the day."""

    keys: "RecoveryKeys" = field(repr=False)
    mark: str
    day: date


def print_keys(sheets: Sheets, over: QWidget, *, failed: Callable[[str], None]) -> None:
    """Print the recovery keys, a sheet each, for they are kept by different people."""

    def draw(printer: QPrinter) -> None:
        prepare(printer)
        if not draw_keys(sheets, printer):
            failed(_("The printer did not take the sheets. Write the keys down instead."))

    if not ask(over, pages=2 if sheets.keys.outside else 1, accepted=draw):
        failed(_("No printer is set up on this computer. Write the keys down instead."))


def draw_keys(sheets: Sheets, printer: QPrinter) -> bool:
    """Draw a sheet for each key; False if the printer does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    _draw_sheet(painter, *words_of_vault(), sheets.keys.paper, sheets=sheets)
    if sheets.keys.outside:
        printer.newPage()
        _draw_sheet(painter, *words_of_outside(), sheets.keys.outside, sheets=sheets)
    return painter.end()


def _draw_sheet(
    painter: QPainter, title: str, advice: str, rows: tuple[str, ...], *, sheets: Sheets
) -> None:
    sheet = QRectF(painter.viewport())
    edge = sheet.width() * _MARGIN
    place = sheet.adjusted(edge, edge, -edge, -edge)
    for text, points in (
        (_("Safeguarding Desk"), 11),
        (title, 20),
        (
            _("Vault {mark}  ·  printed {day}").format(mark=sheets.mark, day=short_day(sheets.day)),
            12,
        ),
        (advice, 12),
        *((f"{number}.   {row}", 18) for number, row in enumerate(rows, 1)),
    ):
        font = QFont(painter.font())
        font.setPointSizeF(points)
        painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        taken = painter.boundingRect(place, flags, text)
        painter.drawText(place, flags, text)
        place.setTop(taken.bottom() + taken.height() / 2)
