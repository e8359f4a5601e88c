"""A list of the procedure to have ready for a meeting: folded until it is wanted, read and not ticked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.guidance import Checklist
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, label, vbox
from desktop_app.ui.wizard.checklist import item_hint
from desktop_app.ui.wizard.parts import Framed


class FoldedList(QWidget):
    """The title and what it is for, and a button that shows the lines below."""

    def __init__(self, checklist: Checklist, owner: str) -> None:
        super().__init__()
        self._checklist = checklist
        self._column = vbox(self, spacing=SPACE["xs"])
        self._column.addWidget(label(checklist.title, "strong"))
        self._column.addWidget(label(checklist.text, "hint"))
        if owner:
            self._column.addWidget(label(_("For: {agency}").format(agency=owner), "small"))
        self.fold = Button(_("Show the list"), "quiet", identifier=f"list-{checklist.id}")
        self.fold.setAccessibleName(_("Show the list: {title}").format(title=checklist.title))
        self.fold.clicked.connect(self.turn)
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines: Framed | None = None

    def turn(self) -> None:
        """Show the lines, or fold them away again."""
        if self.lines is None:
            self.lines = self._made()
            self._column.addWidget(self.lines)
            self.lines.show()
        else:
            self.lines.setVisible(self.lines.isHidden())
        shown = not self.lines.isHidden()
        self.fold.setText(_("Fold the list away") if shown else _("Show the list"))

    def _made(self) -> Framed:
        found = Framed()
        source = _("Source: {source}").format(source=self._checklist.source.label)
        found.add(label(source, "small"))
        for number, item in enumerate(self._checklist.items, 1):
            row = QWidget()
            column = vbox(row, spacing=2)
            column.addWidget(label(f"{number}.  {item.text}"))
            hint = item_hint(item, self._checklist)
            if hint:
                column.addWidget(label(hint, "small"))
            found.add(row)
        return found
