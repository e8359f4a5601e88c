"""The widgets that pages are made of, each loaded when it is first asked for.

The first page needs a few of them, and whoever opens the program waits for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.ui.widgets.basics import (
        Button,
        Card,
        Line,
        Note,
        Picture,
        Tag,
        hbox,
        label,
        paint_focus,
        picture,
        telephone,
        vbox,
    )
    from desktop_app.ui.widgets.cards import AnswerCard, TickCard
    from desktop_app.ui.widgets.choices import ChoiceGroup, TickGroup
    from desktop_app.ui.widgets.errors import ErrorSummary, Problem
    from desktop_app.ui.widgets.field import Field
    from desktop_app.ui.widgets.fields import DayLine, MomentLine
    from desktop_app.ui.widgets.outcome import Outcome, Strip
    from desktop_app.ui.widgets.page import Page
    from desktop_app.ui.widgets.rail import EmergencyLine, Rail, RailItem
    from desktop_app.ui.widgets.summary import SummaryRows

__all__ = [
    "AnswerCard",
    "Button",
    "Card",
    "ChoiceGroup",
    "DayLine",
    "EmergencyLine",
    "ErrorSummary",
    "Field",
    "Line",
    "MomentLine",
    "Note",
    "Outcome",
    "Page",
    "Picture",
    "Problem",
    "Rail",
    "RailItem",
    "Strip",
    "SummaryRows",
    "Tag",
    "TickCard",
    "TickGroup",
    "hbox",
    "label",
    "paint_focus",
    "picture",
    "telephone",
    "vbox",
]

_HOMES = {
    "AnswerCard": "cards",
    "Button": "basics",
    "Card": "basics",
    "ChoiceGroup": "choices",
    "DayLine": "fields",
    "EmergencyLine": "rail",
    "ErrorSummary": "errors",
    "Field": "field",
    "Line": "basics",
    "MomentLine": "fields",
    "Note": "basics",
    "Outcome": "outcome",
    "Page": "page",
    "Picture": "basics",
    "Problem": "errors",
    "Rail": "rail",
    "RailItem": "rail",
    "Strip": "outcome",
    "SummaryRows": "summary",
    "Tag": "basics",
    "TickCard": "cards",
    "TickGroup": "choices",
    "hbox": "basics",
    "label": "basics",
    "paint_focus": "basics",
    "picture": "basics",
    "telephone": "basics",
    "vbox": "basics",
}


def __getattr__(name: str) -> object:
    """Load the module of a widget; raises AttributeError for a name that is none."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)
