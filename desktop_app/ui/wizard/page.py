"""The page of the wizard: it draws one step and tells what changed; the shell decides."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.services.procedure_words import brief_words
from desktop_app.ui.widgets import Page, Problem
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.sections import section_title


class WizardPage(Page):
    """One step. A subclass gives `title_of`, fills `column` in `build`, and writes to the draft.

    `changed` is emitted after every change of the draft, `go_to` asks for another step by its id,
    `onward` for what the primary button does.
    """

    changed = Signal()
    go_to = Signal(str)
    onward = Signal()

    def __init__(self, wizard: Wizard, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(self.title_of(wizard, step), _caption(wizard, step))
        if parent is not None:
            # In its place before it is filled: a full page would be styled all over again there.
            self.hide()
            self.setParent(parent)
        self.wizard = wizard
        self.step = step
        self.build()

    @classmethod
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        """Give the heading: the question itself, or the task."""
        raise NotImplementedError

    def build(self) -> None:
        """Fill the page from the draft."""
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """Say what keeps the person from going on; empty where nothing does."""
        return []

    def looked(self) -> None:
        """Show what a new look brought; called after every change."""

    def primary(self) -> str:
        """Give the words of the primary button; empty for the shell's own, which name the next page."""
        return ""

    @override
    def focus_first(self) -> None:
        """Put the focus where the person begins: the heading is read out first."""
        self.heading.setFocus()


def _caption(wizard: Wizard, step: Step) -> str:
    """Name the section, and say where the rules that are used come from an old source."""
    old = brief_words(wizard.look.procedure, wizard.desk.session.now().date())
    named = (section_title(step.section), old)
    return "  ·  ".join(each for each in named if each)
