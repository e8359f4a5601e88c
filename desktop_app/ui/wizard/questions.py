"""Questions of the procedure: all of one matter on a page, or one by itself on the quick way."""

from typing import ClassVar

from typing_extensions import override

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import ASK, Step, steps
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Note, Problem, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.question_block import QuestionBlock

_OF_IMAGERY = frozenset({"content", "imagery", "children", "further-review"})


class QuestionsPage(WizardPage):
    """Every question of a matter that applies; those that begin or cease to apply come and go.

    `alone` says that the page asks one question, which is its heading.
    """

    alone: ClassVar[bool] = False

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return wizard.look.catalogue.matters[step.matter]

    @override
    def build(self) -> None:
        self._blocks: dict[str, QuestionBlock] = {}
        if self.about_imagery and not self.alone:
            self.add(Note(_never_look(), icon="info"))
        self._place = vbox(spacing=SPACE["xxl"])
        self.add(self._place)
        if self.about_imagery and self.alone:
            self.add(Note(_never_look(), icon="info"))  # below: all three answers are in view
        self.column.addStretch(1)
        self.looked()

    @property
    def about_imagery(self) -> bool:
        """Say whether one could be tempted to look in order to answer."""
        catalogue = self.wizard.look.catalogue
        return any(catalogue.by_id[each].matter in _OF_IMAGERY for each in self.questions())

    def questions(self) -> tuple[str, ...]:
        """Give the questions of this page as they apply now, in asking order."""
        way = steps(self.wizard.draft, self.wizard.look)
        here = (step.questions for step in way if step.id == self.step.id)
        return next(here, self.step.questions)

    @override
    def looked(self) -> None:
        asked = self.questions()
        for place, name in enumerate(asked):
            if name not in self._blocks:
                question = self.wizard.look.catalogue.by_id[name]
                block = QuestionBlock(
                    self.wizard, question, self.column.parentWidget(), alone=self.alone
                )
                block.changed.connect(self.changed)
                self._blocks[name] = block
                self._place.insertWidget(place, block)
        for name, block in self._blocks.items():
            block.setVisible(name in asked)
            block.refresh()

    @override
    def problems(self) -> list[Problem]:
        if self.wizard.draft.way is Way.NOW and self.wizard.look.enough:
            return []  # the call comes first; what is left open counts as not known
        asked = self.questions()
        found = (self._blocks[name].problem() for name in asked if name in self._blocks)
        return [each for each in found if each is not None]


class AskPage(QuestionsPage):
    """One question of the quick way, which is the heading itself."""

    alone: ClassVar[bool] = True

    @override
    def focus_first(self) -> None:
        """Put the focus on the answers, so that one key answers and one goes on."""
        block = self._blocks[self.questions()[0]]
        if block.group.isVisibleTo(self):
            block.group.focus_first()
        else:
            super().focus_first()

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return wizard.look.catalogue.by_id[step.id.removeprefix(ASK)].asks

    @override
    def questions(self) -> tuple[str, ...]:
        return (self.step.id.removeprefix(ASK),)


def _never_look() -> str:
    return _(
        "Answer from what you have been told. Nobody looks at imagery, or asks a child to show or "
        "describe it, to answer this."
    )
