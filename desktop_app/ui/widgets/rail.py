"""The list of sections at the side: where one is, what is done, and 999 at its foot."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE, TARGET
from desktop_app.ui.widgets.basics import Button, Picture, hbox, label, vbox

_WIDTH = 272
_MARKS = {
    "done": ("circle-check", "green"),
    "now": ("chevron-right", "primary"),
    "begun": ("minus", "primary"),
    "todo": ("minus", "muted"),
}


class RailItem(NamedTuple):
    """A section: its id, its name, its status in words, and done, now or todo."""

    id: str
    title: str
    status: str
    state: str


class EmergencyLine(QFrame):
    """The line about 999: at the foot of the rail, and in the footer where there is no rail."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__()
        self.setObjectName("danger")
        row = hbox(self, (SPACE["m"], SPACE["s"], SPACE["m"], SPACE["s"]), SPACE["m"])
        row.addWidget(Picture("phone", "red", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = _("Danger? Ring 999") if short else _("Immediate danger? Ring 999 now.")
        row.addWidget(label(words, wrap=not short), 1)


class _Section(Button):
    """A section that can be gone to; its name and status are told as one."""

    def __init__(self, item: RailItem) -> None:
        super().__init__("", "section", identifier=f"rail:{item.id}")
        self.setProperty("now", "true" if item.state == "now" else "false")
        self.setAccessibleName(f"{item.title}: {item.status}")
        row = hbox(self, (SPACE["m"], 3, SPACE["s"], 3), SPACE["m"])
        mark, colour = _MARKS[item.state]
        row.addWidget(Picture(mark, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox()
        for each in (
            label(item.title, "now" if item.state == "now" else ""),
            label(item.status, "small"),
        ):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(each)
        row.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        box = self.layout()
        return max(TARGET, box.totalHeightForWidth(arg__1) if box is not None else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(200), self.heightForWidth(theme.scaled(200)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(120), TARGET)


class Rail(QFrame):
    """The sections of an incident, above the line about 999, which is always in view.

    `chosen` carries the id of the section that is pressed.
    """

    chosen = Signal(str)

    def __init__(self, sections: Sequence[RailItem], title: str = "") -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.setAccessibleName(_("Sections of this incident"))
        column = vbox(self, (0, SPACE["l"], 0, SPACE["l"]), SPACE["s"])
        head = vbox(margins=(SPACE["xl"], 0, SPACE["l"], 0))
        head.addWidget(label(title or _("This incident"), "h2"))
        self._count = label("", "small")
        head.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self._scroller(), 1)
        foot = vbox(margins=(SPACE["l"], 0, SPACE["l"], 0))
        foot.addWidget(EmergencyLine())
        column.addLayout(foot)
        self._items: tuple[RailItem, ...] = ()
        self._buttons: list[_Section] = []
        self.set_items(sections)

    def _scroller(self) -> QScrollArea:
        self._area = made = QScrollArea()
        made.setObjectName("railscroll")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWidgetResizable(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QFrame()
        inside.setObjectName("railinside")
        rows = vbox(inside, (SPACE["l"], 0, SPACE["s"], 0))
        self._list = vbox(spacing=1)
        rows.addLayout(self._list)
        rows.addStretch(1)
        made.setWidget(inside)
        return made

    def _drop(self, button: _Section) -> None:
        self._list.removeWidget(button)
        button.hide()
        button.deleteLater()

    def set_items(self, sections: Sequence[RailItem]) -> None:
        """Show these sections; nothing is touched where they are the same."""
        items = tuple(sections)
        if items == self._items:
            return
        focused = next((at for at, each in enumerate(self._buttons) if each.hasFocus()), None)
        before, self._items = self._items, items
        while len(self._buttons) > len(items):
            self._drop(self._buttons.pop())
        for at, item in enumerate(items):
            if at < len(before) and before[at] == item:
                continue
            if at < len(self._buttons):
                self._drop(self._buttons.pop(at))
            button = _Section(item)
            button.clicked.connect(lambda _checked=False, which=item.id: self.chosen.emit(which))
            self._list.insertWidget(at, button)
            self._buttons.insert(at, button)
        if focused is not None and focused < len(self._buttons):
            self._buttons[focused].setFocus()
        # Its place is known only once the layout has been worked out.
        QTimer.singleShot(0, self, self._show_now)
        done = sum(item.state == "done" for item in items)
        words = ngettext(
            "{done} of {all} section complete", "{done} of {all} sections complete", len(items)
        )
        self._count.setText(words.format(done=done, all=len(items)) if items else "")

    def _show_now(self) -> None:
        """Scroll to the section that one is in."""
        for item, button in zip(self._items, self._buttons, strict=True):
            if item.state == "now":
                self._area.ensureWidgetVisible(button, 0, SPACE["s"])
