"""What the rules say, as a panel; and the strip that says so on every page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Button, hbox, label, picture, vbox

LOOKS = {
    "refer": ("octagon-alert", "red"),
    "find": ("circle-help", "amber"),
    "manage": ("circle-check", "green"),
    "amber": ("triangle-alert", "amber"),
}


class Outcome(QFrame):
    """The verdict: it takes the focus, and its name is all that it says."""

    def __init__(
        self, kind: str, caption: str, title: str, lead: str, steps: Sequence[str] = ()
    ) -> None:
        super().__init__()
        icon, tone = LOOKS[kind]
        self.setObjectName("outcome")
        self.setProperty("kind", tone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(". ".join(each for each in (caption, title, lead, *steps) if each))
        self.setAccessibleIdentifier("outcome")
        row = hbox(self, (SPACE["l"], SPACE["l"], SPACE["xl"], SPACE["l"]), SPACE["l"])
        row.addWidget(picture(icon, tone, 34), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=SPACE["xs"])
        if caption:
            words.addWidget(label(caption, "caption"))
        words.addWidget(label(title, "h1"))
        words.addWidget(label(lead))
        for number, step in enumerate(steps, 1):
            line = hbox(spacing=SPACE["s"])
            place = label(f"{number}.", wrap=False)
            line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(step), 1)
            words.addLayout(line)
        row.addLayout(words, 1)


class Strip(QFrame):
    """The outcome on every page once it cannot get stronger, with the numbers to ring."""

    call_wanted = Signal()

    def __init__(self, text: str, calls: Sequence[str], button: str) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setProperty("kind", "red")
        self.setAccessibleIdentifier("strip")
        row = hbox(self, (SPACE["xl"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["m"])
        row.addWidget(picture("octagon-alert", "red", 24))
        words = vbox(spacing=2)
        self._text = label(text, "strong")
        self._calls = label("", "")
        words.addWidget(self._text)
        words.addWidget(self._calls)
        row.addLayout(words, 1)
        self.call = Button(button, "", "phone", "strip-call")
        self.call.clicked.connect(self.call_wanted)
        row.addWidget(self.call)
        self.set_words(text, calls)

    def set_words(self, text: str, calls: Sequence[str]) -> None:
        """Say it anew."""
        self._text.setText(text)
        self._calls.setText("   ·   ".join(calls))
        self.setAccessibleName(". ".join((text, *calls)))
