"""The widgets that pages are made of."""

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
    vbox,
)
from desktop_app.ui.widgets.cards import AnswerCard, TickCard
from desktop_app.ui.widgets.choices import ChoiceGroup, TickGroup
from desktop_app.ui.widgets.errors import ErrorSummary, Problem
from desktop_app.ui.widgets.fields import DayLine, Field, MomentLine
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
    "vbox",
]
