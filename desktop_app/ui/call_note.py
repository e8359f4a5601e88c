"""The call note: opens over any page with one key, and gives the page back as it was.

What is typed goes into a draft of the vault like everything else, so that a crash in the middle of
a call loses nothing.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import accessible
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.widgets import (
    Button,
    ChoiceGroup,
    Field,
    MomentLine,
    Page,
    Problem,
    hbox,
    label,
    vbox,
)
from desktop_app.ui.wizard.words import in_wales

OTHER = "other"


def agency_words(procedure: Procedure, numbers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Give the agencies of a procedure that can be rung, as choices, and someone else."""
    prevent = _("The police's contact for Pre&vent") if in_wales(procedure) else _("Pre&vent")
    words = {
        "childrens-social-care": _("Children's &social care (front door)"),
        "social-services": _("&Social services (out of hours: emergency duty team)"),
        "police": _("The &police"),
        "lado": _("The local authority &designated officer (LADO)"),
        "designated-officer": _("The &designated officer"),
        "prevent": prevent,
    }
    known = {each.id for each in procedure.agencies}
    return [
        *(
            (agency, said, numbers.get(agency, ""))
            for agency, said in words.items()
            if agency in known
        ),
        (OTHER, _("S&omeone else"), ""),
    ]


class CallNote(QFrame):
    """A note of one call; writes `row` (a contact of contract section 4) as it is typed.

    `procedure` says which agencies there are to ring, `numbers` which number of each answers now.
    """

    changed = Signal()
    kept = Signal()
    thrown_away = Signal()

    def __init__(
        self,
        row: dict[str, Any],
        procedure: Procedure,
        parent: QWidget,
        numbers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.row = row
        self._choices = agency_words(procedure, numbers or {})
        # Nobody has written anything here yet: Escape leaves nothing behind then.
        self._blank = not set(row) - {"at", "by", "agency"}
        self.page = Page(_("Note a call"), back=False)
        self._fields()
        self._buttons()
        outer = vbox(self)
        outer.addWidget(self.page, 1)
        outer.addWidget(self._footer)
        QShortcut(QKeySequence("Escape"), self, self._leave)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._keep)

    def _fields(self) -> None:
        row = self.row
        self.page.add(
            label(_("Saved as you type. The page below stays exactly as you left it."), "hint")
        )
        self.agency = ChoiceGroup(_("Who was rung?"), self._choices, identifier="call-agency")
        if row.get("agency"):
            self.agency.set_value(row["agency"])
        self.agency.chosen.connect(lambda value: self._write("agency", value))
        self.page.add(self.agency)
        self.at = MomentLine()
        self.at.setText(row.get("at", ""))
        self.at.textChanged.connect(lambda text: self._write("at", self.at.iso() or text))
        self.at_field = Field(_("When"), self.at, identifier="call-at")
        self.page.add(self.at_field)
        self._line("person", _("Who answered: name, role, collar number"))
        self._line("reference", _("Their reference"))
        self.said = TextBox()
        self.said.setPlainText(row.get("said", ""))
        self.said.textChanged.connect(lambda: self._write("said", self.said.toPlainText()))
        self.page.add(
            Field(
                _("What was said, in their words"),
                self.said,
                _("Also how long you waited, and what you were told to do."),
                identifier="call-said",
            )
        )
        self.family = ChoiceGroup(
            _("Did they agree that the family may be told?"),
            [
                ("yes", _("&Yes, they may be told"), ""),
                ("no", _("&No, not yet"), ""),
                ("", _("Not &raised"), ""),
            ],
            identifier="call-family",
        )
        self.family.set_value(row.get("family_may_be_told", ""))
        self.family.chosen.connect(lambda value: self._write("family_may_be_told", value))
        self.page.add(self.family)

    def _line(self, name: str, title: str) -> None:
        line = TextLine()
        line.setText(self.row.get(name, ""))
        line.textChanged.connect(lambda text: self._write(name, text))
        self.page.add(Field(title, line, identifier=f"call-{name}"))

    def _buttons(self) -> None:
        self._footer = QFrame()
        self._footer.setObjectName("footer")
        foot = hbox(self._footer, (32, 8, 32, 8), 12)
        away = Button(_("&Throw this note away"), identifier="call-throw-away")
        away.clicked.connect(self._throw_away)
        self._away, self._asked = away, False
        keep = Button(_("&Keep the note and go back"), "primary", identifier="call-keep")
        keep.clicked.connect(self._keep)
        foot.addStretch(1)
        foot.addWidget(away)
        foot.addWidget(keep)

    def open_on(self, page: QWidget) -> None:
        """Cover a page and take the focus: the first thing that is not known yet."""
        self.setGeometry(page.geometry())
        self.show()
        self.raise_()
        if self.row.get("agency"):
            self.said.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.agency.focus_first()

    def _throw_away(self) -> None:
        """Ask once more before words are lost."""
        if self._blank or self._asked:
            self.thrown_away.emit()
            return
        self._asked = True
        said = _("Yes, &throw it away for good")
        self._away.setText(said)
        accessible.announce(self._away, said.replace("&", ""), assertive=True)

    def _leave(self) -> None:
        if self._blank:
            self.thrown_away.emit()
        else:
            self._keep()

    def _write(self, name: str, value: str) -> None:
        self._blank = False
        if value:
            self.row[name] = value
        else:
            self.row.pop(name, None)
        self.changed.emit()

    def _keep(self) -> None:
        self.page.clear_problems()
        problems = []
        if not self.row.get("agency"):
            said = _("Say who was rung.")
            problems.append(Problem(said, self.agency))
            self.agency.show_problem(said)
        if not self.at.iso():
            problems.append(Problem(_("Say when, for example 20 Nov 2026 17:45."), self.at))
        if problems:
            self.page.show_problems(problems)
        else:
            self.kept.emit()
