"""The sections of the wizard, as the list at its side names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section, its first step, and whether it is `done`, `now`, `begun` or `todo`."""

    id: str
    first_step: str
    state: str


def section_title(section: str) -> str:
    """Give a section's name."""
    return {
        "before": _("Before you start"),
        "safe": _("Make safe now"),
        "happened": _("What happened"),
        "people": _("Who is involved"),
        "questions": _("Referral questions"),
        "result": _("Result"),
        "tell": _("Who to tell"),
        "decide": _("Decision"),
        "finish": _("Check and finish"),
    }[section]


def section_status(state: str) -> str:
    """Say where a section stands, in words."""
    return {
        "done": _("Complete"),
        "now": _("You are here"),
        "begun": _("Begun"),
        "todo": _("Not started"),
    }[state]


def section_states(way: Sequence[Step], *, place: str, passed: Sequence[str]) -> list[SectionState]:
    """Give the sections in the order in which they come on this way."""
    here = next((step.section for step in way if step.id == place), "")
    found = []
    for section in dict.fromkeys(step.section for step in way):
        inside = [step for step in way if step.section == section]
        been = sum(step.id in passed for step in inside)
        state = "done" if been == len(inside) else "begun" if been else "todo"
        state = "now" if section == here else state
        found.append(SectionState(section, inside[0].id, state))
    return found
