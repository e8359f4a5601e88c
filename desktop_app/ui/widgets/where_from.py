"""The small link beside a line of a result: to the place in the guidance that it comes from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Button, hbox

# Goes to an anchor of the guidance.
Go = Callable[[str], None]


def where_from(go: Go, anchor: str, about: str, words: str = "") -> Button:
    """Give the link to an anchor; `about` is the line that it stands beside, for who hears it."""
    shown = words or _("Where from?")
    button = Button(shown, "quiet", identifier=f"from-{anchor}")
    button.setAccessibleName(_("{words} {about}").format(words=shown, about=about))
    button.setToolTip(_("Opens the guidance at the place that this comes from"))
    button.clicked.connect(lambda: go(anchor))
    return button


def with_link(widget: QWidget, link: Button) -> QWidget:
    """Give a widget with its link at the right, level with its first line."""
    whole = QWidget()
    row = hbox(whole, spacing=SPACE["s"])
    row.addWidget(widget, 1)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    return whole
