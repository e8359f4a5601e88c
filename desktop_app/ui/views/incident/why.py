"""Why the rules say so: rules, criteria, what must not be done, advice, each with its source."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.source import Today
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Beside
from desktop_app.ui.widgets import Button, label, vbox
from desktop_app.ui.wizard.parts import card, title
from desktop_app.ui.wizard.rule_list import RuleList, held_rules, switched_notes
from desktop_app.ui.wizard.sourced import SourcedLine, sourced_points, today_line, way_to
from desktop_app.ui.wizard.words import status_word


class Why(QWidget):
    """A heading and a button; what it shows is made when it is asked for."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._column = vbox(self, spacing=SPACE["m"])
        self._column.addWidget(label(_("What the rules say, and why"), "h2", heading=True))
        for note in switched_notes(look, desk):
            self._column.addWidget(note)
        self._button = Button(_("Show the rules"), identifier="incident-why")
        self._button.clicked.connect(self.show_rules)
        self._ways = Beside([self._button])
        self._column.addWidget(self._ways)
        self.setVisible(look.assessment is not None)

    def show_rules(self) -> None:
        """Show them in the place of the button."""
        if self._look.assessment is None:
            return
        self._ways.hide()
        heading: QWidget | None = None
        for part in self._parts(self._look.assessment):
            self._column.addWidget(part)
            part.show()
            heading = heading or part
        if heading is not None:
            heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self, assessment: Assessment) -> Iterator[QWidget]:
        look = self._look
        if held_rules(look):
            yield title(_("The rules that ask for it"))
            yield RuleList(self._desk, look)
        yield title(_("The criteria"))
        titles = {each.id: each.title for each in look.procedure.criteria}
        yield self._lines(
            [
                SourcedLine(
                    f"criterion:{each.id}",
                    _("{status}: {criterion}").format(
                        status=status_word(each.status), criterion=titles.get(each.id, "")
                    ),
                )
                for each in assessment.criteria
            ],
            icon="info",
        )
        texts = {each.id: each for each in look.procedure.do_not}
        yield title(_("What must not be done"))
        yield self._lines(
            [
                SourcedLine(
                    f"do-not:{name}",
                    f"{texts[name].text} {texts[name].ends}".strip(),
                    today_line(_today(texts[name].today)),
                )
                for name in assessment.do_not
            ],
            icon="x",
            colour="red",
        )
        if assessment.advice:
            yield title(_("To have in mind"))
            yield self._lines(
                [
                    SourcedLine(f"advice:{each.id}", each.text, today_line(each.today))
                    for each in assessment.advice
                ],
                icon="info",
            )

    def _lines(self, lines: list[SourcedLine], *, icon: str, colour: str = "muted") -> QWidget:
        go = way_to(self._desk, self._look.procedure)
        return card(sourced_points(lines, go, icon=icon, colour=colour))


def _today(today: Today | None) -> str:
    return today.text if today else ""
