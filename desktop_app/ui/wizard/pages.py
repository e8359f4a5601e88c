"""Which page draws which step: by the step's id, or by what stands before the colon in it."""

from desktop_app.domain.drafting.steps import Step
from desktop_app.ui.wizard.page import WizardPage

PAGES: dict[str, type[WizardPage]] = {}


def page_for(step: Step) -> type[WizardPage]:
    """Give the class of the page that draws a step."""
    return PAGES[step.id] if step.id in PAGES else PAGES[step.id.split(":", maxsplit=1)[0]]
