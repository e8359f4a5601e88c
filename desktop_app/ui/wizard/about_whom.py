"""Whom the concern is about: it settles who is told, and who may not read the record."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.colleague import ABOUT_WHOM, Route, route_of, routes
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import ChoiceGroup, Note, Problem, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.mnemonics import with_keys
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage

_READERS = "readers"


class AboutWhomPage(WizardPage):
    """One choice, and below it who is told today and who is not."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Who is it about?")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "No name is asked here, and nothing is written yet. Only you can see this "
                    "until you have said who may read it."
                ),
                "hint",
            )
        )
        found = routes(self.wizard.look.procedure)
        self.whom = ChoiceGroup(
            _("Whom the concern is about"),
            [
                (str(each.whom), words, "")
                for each, words in zip(found, with_keys([x.about for x in found]), strict=True)
            ],
            identifier="about-whom",
            show_title=False,
        )
        self.whom.set_value(self.wizard.draft.notes.get(ABOUT_WHOM, ""))
        self.whom.chosen.connect(self._choose)
        self.add(self.whom)
        self.add(self._told())
        self._show()

    @override
    def problems(self) -> list[Problem]:
        if self.wizard.draft.notes.get(ABOUT_WHOM):
            return []
        said = _("Say whom it is about: who is told depends on it")
        self.whom.show_problem(said)
        return [Problem(said, self.whom)]

    def _told(self) -> QWidget:
        whole = QWidget()
        column = vbox(whole, spacing=SPACE["m"])
        self.tell = Note("", icon="phone", kind="warn")
        self.leave_out = Note("", icon="eye-off")
        column.addWidget(self.tell)
        column.addWidget(self.leave_out)
        return whole

    def _choose(self, whom: str) -> None:
        draft = self.wizard.draft
        draft.notes[ABOUT_WHOM] = whom
        draft.passed = [each for each in draft.passed if each != _READERS]  # they are asked again
        draft.set_detail(ABOUT_WHOM, self._route().about)
        self.whom.show_problem("")
        self._show()
        self.changed.emit()

    def _route(self) -> Route:
        return route_of(self.wizard.look.procedure, self.wizard.draft.notes.get(ABOUT_WHOM, ""))

    def _show(self) -> None:
        chosen = bool(self.wizard.draft.notes.get(ABOUT_WHOM))
        route = self._route()
        self.leave_out.set_text(
            _("Not to be told, and not to read it: {0}").format(route.leave_out)
        )
        self.tell.set_text(route.tell)
        self.leave_out.setVisible(chosen)
        appear(self.tell, on=chosen)
