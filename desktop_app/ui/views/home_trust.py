"""What the first page says of the vault itself: its backups, the weekly signature, the last visit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import (
    backup_words,
    backups,
    checking_now,
    countersigning,
    last_visit,
    messages,
)
from desktop_app.services.backups import Level
from desktop_app.services.countersigning import standing_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Row
from desktop_app.ui.widgets import Button, Card, Tag, hbox, label, vbox
from desktop_app.ui.widgets.basics import in_one


def last_visit_part(desk: Desk) -> QWidget | None:
    """Give what came since this user was last here, or None where nothing is known."""
    session = desk.session
    since = last_visit.since_last_here(session, session.seen)
    if since is not None and since.alarming and not desk.knows_history:
        return OtherHistory(desk, last_visit.since_words(since))
    lines = [] if session.practice else [last_visit.wrong_words(session)]
    if since is not None and not since.alarming:
        lines.insert(0, last_visit.since_words(since))
    said = " ".join(each for each in lines if each)
    if not said:
        return None
    words = label(said, "small")
    words.setAccessibleIdentifier("home-since")
    return words


class OtherHistory(QWidget):
    """What was seen here does not stand any more: red, with what to do, until somebody knows why."""

    def __init__(self, desk: Desk, words: str) -> None:
        super().__init__()
        self._desk = desk
        column = vbox(self, spacing=SPACE["s"])
        self.said = Said("home-history")
        column.addWidget(self.said)
        row = hbox(spacing=SPACE["m"])
        look = Button(_("Check the &vault"), identifier="home-history-check")
        look.clicked.connect(lambda: desk.open_settings("trust"))
        self.known = Button(
            _("I &know why: a backup was put back"), identifier="home-history-known"
        )
        self.known.clicked.connect(self._know)
        row.addWidget(look)
        row.addWidget(self.known)
        row.addStretch(1)
        column.addLayout(row)
        self.said.show_words(words, kind="red")

    def _know(self) -> None:
        last_visit.accept(self._desk.session)
        self._desk.knows_history = True
        self.hide()
        self._desk.say(_("From now on the log as it is counts as seen here."))


def vault_rows(desk: Desk) -> list[QWidget]:
    """Give what needs doing about the vault itself, the most urgent first; nothing in practice."""
    session = desk.session
    if session.practice:
        return []
    state = backups.state(session.vault, session.now())
    rows: list[QWidget] = []
    if state.level is not Level.GREEN:
        red = state.level is Level.RED
        tag = (
            Tag(_("Backup needed now"), "red", "octagon-alert")
            if red
            else Tag(_("Backup due"), "amber", "triangle-alert")
        )
        lines = [backup_words.level_words(state), *backup_words.reasons(state)[:1]]
        rows.append(_row(desk, _("Backups"), lines, tag, section="backups"))
    signing = countersigning.countersign_state(session)
    if signing.mine and signing.due:
        rows.append(SignCard(desk, late=signing.late))
    elif signing.late:
        tag = Tag(_("Signature late"), "amber", "triangle-alert")
        title = _("The head teacher's weekly signature")
        rows.append(_row(desk, title, [standing_words(signing)], tag, section="trust"))
    return rows


def _row(desk: Desk, title: str, lines: list[str], tag: Tag, *, section: str) -> Row:
    row = Row(title, lines, side=[tag], identifier=f"home-{section}")
    row.setAccessibleName(in_one((tag.text(), title, *lines)))
    row.clicked.connect(lambda: desk.open_settings(section))
    return row


class SignCard(Card):
    """The weekly signature, where the head teacher sees it first: the line for the book, one key."""

    signed = Signal()

    def __init__(self, desk: Desk, *, late: bool) -> None:
        super().__init__()
        self._desk = desk
        head = hbox(spacing=SPACE["m"])
        head.addWidget(label(_("Sign for the log"), "strong"), 1)
        words, kind = (_("Late"), "amber") if late else (_("Due this week"), "plain")
        head.addWidget(Tag(words, kind, "triangle-alert" if late else "info"))
        self.inside.addLayout(head)
        state = countersigning.countersign_state(desk.session)
        self._hint = label(
            " ".join(
                (standing_words(state), _("Write this line into your bound book, then sign:"))
            ),
            "small",
        )
        self.line = label(checking_now.head_line(desk.session), "strong")
        self.go = Button(_("Sign &for the log"), identifier="home-sign")
        self.go.clicked.connect(self.sign)
        self.said = Said("home-signed")
        for each in (self._hint, self.line):
            self.inside.addWidget(each)
        self.inside.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(self.said)

    def sign(self) -> None:
        """Sign for everything that stands in the log now."""
        try:
            line = countersigning.countersign(self._desk.session)
        except SafeguardingError as error:
            self.said.show_words(messages.sentence(error), kind="red", focus=True)
            return
        for each in (self._hint, self.line, self.go):
            each.hide()
        said = _("Signed. The line that stands in your book must be: {line}").format(line=line)
        self.said.show_words(said, kind="green", focus=True)
        self.signed.emit()
