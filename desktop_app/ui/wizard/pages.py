"""Which page draws which step: by the step's id, or by what stands before the colon in it."""

from desktop_app.domain.drafting.steps import Step
from desktop_app.ui.wizard.about_whom import AboutWhomPage
from desktop_app.ui.wizard.account import AccountPage
from desktop_app.ui.wizard.check import CheckPage
from desktop_app.ui.wizard.checklist import ChecklistPage
from desktop_app.ui.wizard.decision import DecisionPage
from desktop_app.ui.wizard.device import DevicePage
from desktop_app.ui.wizard.kinds import KindsPage
from desktop_app.ui.wizard.make_safe import MakeSafePage
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.people import PeoplePage
from desktop_app.ui.wizard.questions import AskPage, QuestionsPage
from desktop_app.ui.wizard.readers import ReadersPage
from desktop_app.ui.wizard.result import ResultPage
from desktop_app.ui.wizard.review import ReviewPage
from desktop_app.ui.wizard.start import StartPage
from desktop_app.ui.wizard.tell import TellPage
from desktop_app.ui.wizard.tonight import TonightPage

PAGES: dict[str, type[WizardPage]] = {
    "start": StartPage,
    "about-whom": AboutWhomPage,
    "readers": ReadersPage,
    "safe": MakeSafePage,
    "device": DevicePage,
    "list": ChecklistPage,
    "kinds": KindsPage,
    "account": AccountPage,
    "people": PeoplePage,
    "matter": QuestionsPage,
    "ask": AskPage,
    "result": ResultPage,
    "tell": TellPage,
    "tonight": TonightPage,
    "review": ReviewPage,
    "decision": DecisionPage,
    "check": CheckPage,
}


def page_for(step: Step) -> type[WizardPage]:
    """Give the class of the page that draws a step."""
    return PAGES[step.id] if step.id in PAGES else PAGES[step.id.split(":", maxsplit=1)[0]]
