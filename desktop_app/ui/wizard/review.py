"""The further review: what is asked before a decision not to refer about imagery."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.questions import QuestionsPage

_TOPIC = "further-review"
_FIRST_POINT = "when"


class ReviewPage(QuestionsPage):
    """The questions of the further review; none of them changes the outcome."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Further review")

    @override
    def build(self) -> None:
        topics = self.wizard.look.procedure.topics
        points = (each for topic in topics if topic.id == _TOPIC for each in topic.points)
        when = next((each.text for each in points if each.id == _FIRST_POINT), "")
        if when:
            self.add(label(when, "hint"))
        self.add(
            label(
                _(
                    "These answers change no rule. They show what makes it worse than most, for "
                    "you and for the head teacher who signs."
                )
            )
        )
        super().build()
