"""The widgets themselves, in every state."""

from PySide6.QtWidgets import QWidget

from desktop_app.ui.safe_text import PasswordLine, TextBox, TextLine
from desktop_app.ui.widgets import (
    Button,
    Card,
    ChoiceGroup,
    DayLine,
    EmergencyLine,
    Field,
    Line,
    MomentLine,
    Note,
    Outcome,
    Page,
    Problem,
    Rail,
    RailItem,
    Strip,
    SummaryRows,
    Tag,
    TickCard,
    TickGroup,
    hbox,
    label,
    vbox,
)

LONG = (
    "A sentence that is longer than the column is wide, so that it must go on in a second line, "
    "and in a third where the text is large or the window is small."
)


def choices() -> ChoiceGroup:
    """Give a question with three answers."""
    return ChoiceGroup(
        "Is an adult involved?",
        [
            ("yes", "&Yes", "An adult is, or may be, involved"),
            ("no", "&No", LONG),
            ("not-known", "Not &known", ""),
        ],
        identifier="specimen-choice",
    )


def answers() -> QWidget:
    """Give what can be answered and typed, filled."""
    page = Page("Answers and fields", "Specimen  ·  page 1")
    page.add(label(LONG, "hint"))
    page.add(Note(LONG))
    group = choices()
    group.set_value("not-known")
    page.add(group)
    ticks = TickGroup(
        "What is done?",
        [
            ("phones", "&Phones are kept, not searched", LONG),
            ("adult", "Each child is with an adult", ""),
        ],
        identifier="specimen-ticks",
    )
    ticks.set_values(["phones"])
    page.add(ticks)
    off = TickCard("This cannot be ticked now", "And here stands why")
    off.setEnabled(False)
    page.add(off)
    for field in _fields():
        page.add(field)
    page.column.addStretch(1)
    return page


def _fields() -> list[Field]:
    line, day, moment, box, password = (
        TextLine("Words that were typed"), DayLine("2011-05-03"), MomentLine("2026-11-20T17:40"),
        TextBox(), PasswordLine(),
    )  # fmt: skip
    box.setPlainText(LONG)
    password.setText("four words of nothing")
    off = TextLine("Cannot be changed now")
    off.setEnabled(False)
    return [
        Field("&Reported by", line, "Name and role", identifier="specimen-line"),
        Field("&Date of birth", day, identifier="specimen-day"),
        Field("&When", moment, "A day, or a day and a time", identifier="specimen-moment"),
        Field("In the words &used", box, LONG, identifier="specimen-box"),
        Field("Pass&word", password, identifier="specimen-password"),
        Field("Not open", off, identifier="specimen-off"),
    ]


def wrong() -> QWidget:
    """Give a page on which everything is wrong."""
    page = Page("Something is wrong", "Specimen  ·  page 2")
    group, day = choices(), DayLine()
    page.add(group)
    day.setText("31/2/2011")
    field = Field("&Date of birth", day, "For example 3 May 2011", identifier="specimen-day")
    page.add(field)
    group.show_problem("Choose yes, no or not known.")
    field.show_problem(day.problem_text())
    page.column.addStretch(1)
    page.show_problems([Problem(LONG, group), Problem(day.problem_text(), day)])
    return page


def verdicts() -> QWidget:
    """Give the four verdicts, tags and notes, between strip and rail."""
    whole = QWidget()
    whole.setObjectName("wizard")
    outer = vbox(whole)
    outer.addWidget(
        Strip("Refer today. Ring now. The rest can wait.", ["999", "101", LONG], "Note a call (F2)")
    )
    middle = hbox()
    states = {"done": "Complete", "now": "In progress", "todo": "Not started"}
    rail = Rail(
        [RailItem(each, f"A section that is {each}", words, each) for each, words in states.items()]
    )
    middle.addWidget(rail)
    page = Page("What the rules say", "Specimen  ·  page 3")
    for kind, title in (
        ("refer", "Refer now"),
        ("find", "Find out more before you decide"),
        ("amber", "You may manage this, with care"),
        ("manage", "You may be able to manage this in school"),
    ):
        page.add(Outcome(kind, "OUTCOME", title, LONG, [LONG, "Ring now."]))
    tags = hbox(spacing=8)
    for kind, icon in (
        ("red", "circle-alert"),
        ("amber", "circle-help"),
        ("green", "check"),
        ("plain", "lock"),
    ):
        tags.addWidget(Tag(f"Tag {kind}", kind, icon))
    tags.addStretch(1)
    page.add(tags)
    for kind in ("note", "warn", "red", "green"):
        page.add(Note(LONG, "info", kind))
    page.add(EmergencyLine())
    page.column.addStretch(1)
    middle.addWidget(page, 1)
    outer.addLayout(middle, 1)
    return whole


def actions() -> QWidget:
    """Give buttons, cards and rows."""
    page = Page("What can be pressed", "Specimen  ·  page 4")
    for kind in ("", "primary", "quiet", "danger"):
        row = hbox(spacing=8)
        row.addWidget(Button(f"Button {kind}", kind))
        row.addWidget(Button("With an icon", kind, "printer"))
        off = Button("Not open", kind)
        off.setEnabled(False)
        row.addWidget(off)
        row.addStretch(1)
        page.add(row)
    page.add(Card([label("In a card", "h2"), Line(), label(LONG), label(LONG, "small")]))
    rows = SummaryRows()
    rows.add("What kind", "A kind of incident", "kinds")
    rows.add("What happened, in the words used", LONG, "account")
    rows.add("Cannot be changed", LONG)
    page.add(rows)
    page.column.addStretch(1)
    return page
