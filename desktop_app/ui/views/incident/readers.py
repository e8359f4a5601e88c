"""Who has read an incident, and, where it is sealed, who may: one more, one fewer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import casework, messages, readers
from desktop_app.services.casework_words import short_time
from desktop_app.services.readers import ReaderLine
from desktop_app.services.trust_messages import role_words
from desktop_app.services.views_log import read_by
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.incident.lists import Listed
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.views.settings.asking import Asking, at_left
from desktop_app.ui.widgets import Button, Note, Tag, TickGroup, hbox, label, vbox


class ReadersCard(Frame):
    """Who may read a sealed incident; any of them names one more, or takes one off.

    `named` carries the sentence that says what was done; `left` that one took oneself off.
    """

    named = Signal(str)
    left = Signal(str)

    def __init__(self, desk: Desk, state: IncidentState) -> None:
        super().__init__()
        self._desk = desk
        self._state = state
        margin = SPACE["l"]
        column = vbox(self, (margin, margin, margin, margin), SPACE["m"])
        column.addWidget(label(_("Who may read this"), "h2", heading=True))
        column.addWidget(
            label(
                _(
                    "Only those named here, by keys of their own. Nobody else finds it, whatever "
                    "their role."
                ),
                "hint",
            )
        )
        about = state.detail("about_whom")
        if about:
            column.addWidget(label(_("It is about: {whom}").format(whom=about), "small"))
        for line in readers.readers_of(desk.session, state):
            column.addLayout(self._row(line))
        self._trouble = Note("", "octagon-alert", "warn")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._more(column)

    def _row(self, line: ReaderLine) -> QVBoxLayout:
        whole = vbox(spacing=SPACE["xs"])
        row = hbox(spacing=SPACE["m"])
        said = _("{name} (you)").format(name=line.name) if line.is_self else line.name
        row.addWidget(label(said, "strong"))
        row.addWidget(label(role_words(line.role), "small"), 1)
        if line.has_left:
            row.addWidget(Tag(_("Has left: take them off"), "amber", "triangle-alert"))
        elif line.lost:
            row.addWidget(Tag(_("Has new keys: name them again"), "amber", "triangle-alert"))
        whole.addLayout(row)
        if line.only or (line.is_self and line.has_left):
            return whole
        question = (
            _("Take yourself off? Then you can open it no more.")
            if line.is_self
            else _("Take {name} off?").format(name=line.name)
        )
        asking = Asking(_("Take off"), question, _("Yes, take off"), f"reader-off-{line.user}")
        asking.button.setAccessibleName(_("Take off: {name}").format(name=line.name))
        asking.agreed.connect(lambda: self._take_off(line))
        whole.addLayout(at_left(asking))
        return whole

    def _more(self, column: QVBoxLayout) -> None:
        column.addWidget(
            label(
                _(
                    "Whoever is taken off cannot read what is added from then on. What they could "
                    "read until now they may have read, copied or kept, and so may whoever has an "
                    "older copy of the vault: no program takes that back."
                ),
                "small",
            )
        )
        others = readers.who_could_read(self._desk.session, self._state)
        if not others:
            return
        self.group = TickGroup(
            _("Name one more"),
            [(each.user, each.name.replace("&", "&&"), role_words(each.role)) for each in others],
            identifier="reader-more",
        )
        column.addWidget(self.group)
        column.addWidget(
            label(
                _(
                    "They read all of it, from its first word. Leave out the person it is about, "
                    "and anyone close to them."
                ),
                "hint",
            )
        )
        self.name_button = Button(_("Let them read it"), identifier="reader-name")
        self.name_button.clicked.connect(self._name)
        column.addLayout(at_left(self.name_button))

    def _name(self) -> None:
        users = tuple(self.group.values())
        if not users:
            self._say(_("Tick who else may read it."))
            return
        try:
            readers.name_readers(self._desk.session, self._state.reference, users)
        except SafeguardingError as error:
            self._say(messages.sentence(error))
            return
        self.named.emit(_("Named. It stands in the story."))

    def _take_off(self, line: ReaderLine) -> None:
        try:
            readers.take_off(self._desk.session, self._state.reference, line.user)
        except SafeguardingError as error:
            self._say(messages.sentence(error))
            return
        if line.is_self:
            self.left.emit(_("You are taken off. You cannot open it any more."))
        else:
            self.named.emit(_("Taken off: what is added from now on is closed to them."))

    def _say(self, sentence: str) -> None:
        self._trouble.set_text(sentence)
        self._trouble.show()
        announce(self._trouble, sentence, assertive=True)


def read_list(desk: Desk, state: IncidentState) -> QWidget:
    """Give who opened an incident, how often and when last; each time stands in the log."""
    listed = Listed()
    for each in read_by(state, casework.author_names(desk.session)):
        said = ngettext("Opened {number} time", "Opened {number} times", each.times)
        name = each.name or _("Someone who is no longer a user")
        times = label(said.format(number=each.times), "small")
        times.setAlignment(Qt.AlignmentFlag.AlignRight)
        last = _("Last {when}").format(when=short_time(each.last))
        listed.row([(name, ""), (last, "small")], [times])
    return listed
