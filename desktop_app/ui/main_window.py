"""The window: a header that stays, and one page below it. Light, since it is painted first."""

import time

from PySide6.QtCore import QEvent, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui import accessible, theme
from desktop_app.ui.widgets import Button, Tag, hbox, label, vbox
from desktop_app.ui.widgets.one_line import OneLine

# Logical pixels at zoom 1, below which the header says less.
_NARROW = 1080
_PLACE_ROOM = 150


class MainWindow(QWidget):
    """The program's only window."""

    home_wanted = Signal()
    log_wanted = Signal()
    guidance_wanted = Signal()
    call_wanted = Signal()
    lock_wanted = Signal()
    zoom_wanted = Signal(int)
    settings_wanted = Signal()
    capture_wanted = Signal()
    looks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(_("Safeguarding Desk"))
        self.setAccessibleName(_("Safeguarding Desk"))
        self.page: QWidget | None = None
        self._practice: Tag | None = None
        self._capture: Button | None = None
        self._lock: QShortcut | None = None
        self._capture_words = ("", "")
        self._tool_words: list[tuple[Button, str, str]] = []
        self._header()
        self._trouble()
        outer = vbox(self)
        outer.addWidget(self.header)
        outer.addWidget(self.trouble)
        self._body = vbox()
        outer.addLayout(self._body, 1)
        self._keys()

    def _header(self) -> None:
        self.header = QFrame()
        self.header.setObjectName("header")
        row = hbox(self.header, (24, 8, 16, 8), 12)
        self.brand = label(_("Safeguarding Desk"), "brand", wrap=False)
        row.addWidget(self.brand)
        self.place = OneLine("sub")
        row.addWidget(self.place, 1)
        self._row = row

    def _is_narrow(self) -> bool:
        return self.width() < _NARROW * theme.zoom()

    def _tools(self, *, practice: bool) -> None:
        """Add what only someone who is signed in may do."""
        if practice:
            self._practice = Tag(_practice_words(narrow=self._is_narrow()), "amber")
            self._row.insertWidget(1, self._practice)
        self._add_tools(
            (_("&Home"), _("&Home"), self.home_wanted, "header-home"),
            (_("&Incident log"), _("&Incidents"), self.log_wanted, "header-log"),
            (_("&Guidance"), _("&Guidance"), self.guidance_wanted, "header-guidance"),
            (_("S&ettings"), _("S&ettings"), self.settings_wanted, "header-settings"),
            (_("Note a call (F2)"), _("Call (F2)"), self.call_wanted, "header-call"),
        )
        QShortcut(QKeySequence("F2"), self, self.call_wanted.emit)
        self.hide_lock()
        self.show_lock()

    def show_lock(self) -> None:
        """Offer to lock, by the header and by its key."""
        self._add_tools((_("Lock (Ctrl+L)"), _("Lock"), self.lock_wanted, "header-lock"))
        self._lock = QShortcut(QKeySequence("Ctrl+L"), self, self.lock_wanted.emit)

    def hide_lock(self) -> None:
        """Offer it no more, as where nobody is signed in."""
        if self._lock is None:
            return
        self._lock.deleteLater()
        self._lock = None
        button, _short, _words = self._tool_words.pop()
        self._row.removeWidget(button)
        button.hide()
        button.deleteLater()

    def _add_tools(self, *tools: tuple[str, str, SignalInstance, str]) -> None:
        for words, short, signal, identifier in tools:
            button = Button(words, "onheader", identifier=identifier)
            button.setAccessibleName(words.replace("&", ""))
            button.clicked.connect(signal)
            self._row.addWidget(button)
            self._tool_words.append((button, short, words))
        self._fit_words()

    def _fit_words(self) -> None:
        """Say less in the header where there is little room."""
        narrow = self._is_narrow()
        if self._practice is not None:
            self._practice.words.setText(_practice_words(narrow=narrow))
        if self._capture is not None:
            self._capture.setText(self._capture_words[not narrow])
        for button, short, words in self._tool_words:
            if button.text() != (wanted := short if narrow else words):
                button.setText(wanted)
        self._fit_brand()

    def _fit_brand(self) -> None:
        """Leave the program's name to the title bar where the page's own would have no room."""
        edges = self._row.contentsMargins()
        room = self.width() - edges.left() - edges.right()
        others: list[QWidget] = [self.brand, *(button for button, *_words in self._tool_words)]
        if self._practice is not None:
            others.append(self._practice)
        if self._capture is not None and not self._capture.isHidden():
            others.append(self._capture)
        room -= sum(each.sizeHint().width() + self._row.spacing() for each in others)
        self.brand.setVisible(room >= theme.scaled(_PLACE_ROOM))

    def _trouble(self) -> None:
        self.trouble = QFrame()
        self.trouble.setObjectName("trouble")
        row = hbox(self.trouble, (24, 8, 24, 8), 12)
        self._trouble_words = label("", "strong")
        row.addWidget(self._trouble_words, 1)
        close = Button(_("Close this message"), "quiet", identifier="trouble-close")
        close.clicked.connect(self.trouble.hide)
        row.addWidget(close)
        self.trouble.hide()
        self._unsaved = False

    def _keys(self) -> None:
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self.zoom_wanted.emit(step))

    def show_signed_in(self, *, user: str, practice: bool) -> None:
        """Offer what only someone who is signed in may do."""
        self._tools(practice=practice)
        self.header.setAccessibleDescription(_("Signed in: {0}").format(user))

    def show_capture(self, minutes: int) -> None:
        """Show for how many minutes more pictures of the screen show this window; 0: none do."""
        if self._capture is None:
            self._capture = Button("", "onheader", "triangle-alert", "header-capture")
            self._capture.clicked.connect(self.capture_wanted)
            self._row.insertWidget(1, self._capture)
        words = ngettext("Screen visible: {0} min", "Screen visible: {0} min", minutes)
        self._capture_words = (_("Visible"), words.format(minutes))
        self._capture.setText(self._capture_words[not self._is_narrow()])
        said = ngettext(
            "Pictures of the screen show this window for {0} minute more",
            "Pictures of the screen show this window for {0} minutes more",
            minutes,
        )
        self._capture.setAccessibleName(said.format(minutes))
        self._capture.setVisible(minutes > 0)
        self._fit_brand()

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Put a page in the place of the one that is there, which is then gone."""
        old, self.page = self.page, page
        self._body.addWidget(page, 1)
        page.show()
        if old is not None:
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.place.setText(title)
        self._title = title
        self.trouble.hide()
        page.setFocus()
        focus_first = getattr(page, "focus_first", None)
        if focus_first is not None:
            focus_first()

    def show_saved(self) -> None:
        """Say when what was typed was last saved; any other trouble stays in view."""
        if self._unsaved:
            self.trouble.hide()
        self.place.setText(_("{0}  ·  saved {1}").format(self._title, time.strftime("%H:%M")))

    def show_not_saved(self, sentence: str) -> None:
        """Say that what was typed is not saved, and why."""
        self.place.setText(_("{0}  ·  NOT SAVED").format(self._title))
        self.show_trouble(_("Not saved yet, and tried again. {0}").format(sentence))
        self._unsaved = True

    def show_trouble(self, sentence: str) -> None:
        """Show a sentence that must be seen, under the header, and have it read out."""
        self._unsaved = False
        new = self.trouble.isHidden() or sentence != self._trouble_words.text()
        self._trouble_words.setText(sentence)
        self.trouble.show()
        if new:
            accessible.announce(self.trouble, sentence, assertive=True)

    def say(self, sentence: str) -> None:
        """Show a short sentence in the header and have it read out."""
        self.place.setText(sentence)
        accessible.announce(self.header, sentence)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Larger words need more room in a window of the same width.
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()
        for child in self.findChildren(QFrame, "overlay"):
            # What lies over a part of the page follows that part by itself.
            if self.page is not None and child.parentWidget() is self:
                child.setGeometry(self.page.geometry())


def _practice_words(*, narrow: bool) -> str:
    return _("PRACTICE") if narrow else _("PRACTICE: invented cases")
