"""The first page: two ways into a new incident, drafts to go on with, and what waits today."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import drafts, incident_log, messages
from desktop_app.services.casework_words import short_time
from desktop_app.services.drafts import DraftLine
from desktop_app.services.incident_log import TodoLine
from desktop_app.services.rights import allows
from desktop_app.ui import accessible
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.home_trust import last_visit_part, vault_rows
from desktop_app.ui.views.left_behind import left_behind
from desktop_app.ui.views.numbers_now import NumbersNow
from desktop_app.ui.views.pressable import Beside, Door, Frame, Row
from desktop_app.ui.widgets import Button, Note, Page, Tag, hbox, label, vbox
from desktop_app.ui.wizard.words import lead_here

MOST_ROWS = 12
_ROOM_FOR_TWO = 620


class HomePage(Page):
    """What one sees after unlocking; Return alone opens the quick way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("What has happened?"), back=False)
        self.desk = desk
        desk.log_place = None  # whoever goes home begins the log anew
        since = last_visit_part(desk)
        if since is not None:
            self.add(since)
        self._doors()
        self._drafts()
        self._to_do()
        behind = left_behind(desk)
        if behind is not None:
            self.add(behind)
        # The page can be used a moment sooner: the numbers stand below all else.
        QTimer.singleShot(0, self, self._numbers)

    def _numbers(self) -> None:
        self.add(label(_("Numbers that answer now"), "h2", heading=True))
        self.add(NumbersNow(self.desk))

    @override
    def focus_first(self) -> None:
        """Put the focus on the quick way, so that Return is enough; else on the only one."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _doors(self) -> None:
        self.first: Door | None = None
        if allows(self.desk.session, "drafts.begin"):
            self._doors_to_any()
        else:
            self.add(
                Note(
                    _(
                        "As head teacher you read the records, sign decisions, and record a concern "
                        "about a colleague. Anything else is recorded by the {lead} or a deputy: "
                        "tell them now, and ring 999 where someone is in danger."
                    ).format(lead=lead_here(self.desk.session))
                )
            )
        self._door_to_staff()

    def _doors_to_any(self) -> None:
        desk = self.desk
        self.now = Door(
            _("I need to know now"),
            _("What kind it is and who is safe. Then whom to ring. The rest can wait."),
            icon="phone",
            kind="first-door",
            keys=_("Alt+N"),
            identifier="home-now",
        )
        self.now.clicked.connect(lambda: desk.start(Way.NOW))
        self.first = self.now
        time = Door(
            _("I have time"),
            _("Everything in order, from what happened to what is printed."),
            icon="clipboard-list",
            kind="door",
            keys=_("Alt+T"),
            identifier="home-time",
        )
        time.clicked.connect(lambda: desk.start(Way.TIME))
        self.add(Beside([self.now, time], needs=_ROOM_FOR_TWO))

    def _door_to_staff(self) -> None:
        desk = self.desk
        staff = Door(
            _("A concern about a member of staff"),
            _("You settle who may read it before anything is typed. Volunteers count too."),
            icon="lock",
            kind="door",
            keys=_("Alt+S"),
            identifier="home-staff",
        )
        staff.clicked.connect(desk.start_about_staff)
        self.add(staff)
        self.first = self.first or staff
        card = Button(
            _("Whom to tell about a colleague: a card to print"), "quiet", "printer", "home-card"
        )
        card.clicked.connect(desk.open_colleague_card)
        self.column.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)

    def _drafts(self) -> None:
        try:
            lines = drafts.listing(self.desk.session)
        except SafeguardingError as error:
            self.add(Note(messages.sentence(error), kind="warn"))
            return
        if not lines:
            return
        self._draft_list = QWidget()
        rows = vbox(self._draft_list, spacing=SPACE["s"])
        rows.addWidget(label(_("Not finished yet"), "h2", heading=True))
        for line in lines:
            row = DraftRow(self.desk, line)
            row.removed.connect(self._draft_removed)
            rows.addWidget(row)
        self.add(self._draft_list)

    def _draft_removed(self) -> None:
        """Go on from the place of a draft that is gone; the last one takes its heading along."""
        left = [row for row in self._draft_list.findChildren(DraftRow) if not row.is_gone]
        if left:
            left[0].go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._draft_list.hide()
            self.focus_first()
        accessible.announce(self, _("The draft is removed."))

    def _to_do(self) -> None:
        session = self.desk.session
        lines = incident_log.to_do(session, MOST_ROWS)
        box = vbox(spacing=SPACE["s"])
        box.addWidget(label(_("What needs doing"), "h2", heading=True))
        titles = {kind.id: kind.title for kind in session.catalogue.kinds}
        # A child who waits comes before the vault: a backup is never that urgent.
        for line in filter(_is_urgent, lines):
            box.addWidget(self._to_do_row(line, titles))
        for row in vault_rows(self.desk):
            box.addWidget(row)
        if lines:
            for line in lines:
                if not _is_urgent(line):
                    box.addWidget(self._to_do_row(line, titles))
            self._more(box, incident_log.waiting(session) - len(lines))
        else:
            said = _("Nothing waits: every incident is referred, or decided and signed.")
            box.addWidget(label(said, "hint"))
        log = Button(_("Open the incident &log"), "quiet", identifier="home-log")
        log.clicked.connect(self.desk.open_log)
        box.addWidget(log, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(box)

    def _to_do_row(self, line: TodoLine, titles: dict[str, str]) -> Row:
        words, kind, icon = to_do_tag(line)
        # Whoever looks over a shoulder learns nothing of what is sealed.
        kinds = "; ".join(titles.get(each, each) for each in line.kinds)
        what = _("A sealed record") if line.sealed else kinds
        lines = [
            what,
            _("{reference}, known since {when}").format(
                reference=line.reference, when=short_time(line.aware_at)
            ),
        ]
        side: list[QWidget] = [Tag(words, kind, icon)]
        if line.sealed:
            side.insert(0, Tag(_("Sealed"), "plain", "lock"))
        row = Row(lines[0], lines[1:], side=side, identifier=f"to-do-{line.reference}")
        sealed = [_("Sealed")] if line.sealed else []
        row.setAccessibleName(". ".join((words, *lines, *sealed)))
        reference = line.reference
        row.clicked.connect(lambda: self.desk.open_incident(reference))
        return row

    def _more(self, box: QVBoxLayout, more: int) -> None:
        if more > 0:
            said = ngettext(
                "{number} more waits; it is in the log.",
                "{number} more wait; they are in the log.",
                more,
            )
            box.addWidget(label(said.format(number=more), "hint"))


def _is_urgent(line: TodoLine) -> bool:
    """Say whether somebody must be rung about a child: to refer, or to find out and consult."""
    refer = line.status == IncidentStatus.REFER_NOW
    return refer or (
        line.outcome == Outcome.HOLD and line.status != IncidentStatus.AWAITING_SIGN_OFF
    )


def to_do_tag(line: TodoLine) -> tuple[str, str, str]:
    """Give what is to be done, as the words, colour and icon of a tag."""
    if line.status == IncidentStatus.REFER_NOW:
        return _("Refer today: ring now"), "red", "octagon-alert"
    if line.status == IncidentStatus.AWAITING_SIGN_OFF:
        return _("Head teacher to sign"), "amber", "file-text"
    if line.outcome == Outcome.HOLD:
        return _("Find out or consult"), "amber", "circle-help"
    return _("Decide and give reasons"), "amber", "circle-help"


class DraftRow(Frame):
    """A draft: go on with it, or remove it after being asked, in place."""

    removed = Signal()

    def __init__(self, desk: Desk, line: DraftLine) -> None:
        super().__init__()
        self._desk = desk
        self._line = line
        self.is_gone = False
        what = draft_title(desk, line)
        row = hbox(self, (SPACE["l"], SPACE["s"], SPACE["s"], SPACE["s"]), SPACE["m"])
        words = vbox(spacing=2)
        words.addWidget(label(what, "strong"))
        words.addWidget(label(_("Saved {when}").format(when=short_time(line.saved_at)), "small"))
        row.addLayout(words, 1)
        self.go_on = Button(_("Go on"), identifier=f"draft-go-on-{line.id}")
        self.go_on.setAccessibleName(_("Go on with: {0}").format(what))
        self.go_on.clicked.connect(lambda: desk.resume(line.id))
        self._remove = Button(_("Remove"), "quiet", identifier=f"draft-remove-{line.id}")
        self._remove.setAccessibleName(_("Remove: {0}").format(what))
        self._remove.clicked.connect(self._ask)
        row.addWidget(self.go_on)
        row.addWidget(self._remove)
        self._question = self._confirmation()
        row.addWidget(self._question)

    def _confirmation(self) -> QWidget:
        box = QWidget()
        row = hbox(box, spacing=SPACE["s"])
        row.addWidget(label(_("Remove it for good?"), "strong", wrap=False))
        yes = Button(_("Yes, remove"), "danger", identifier=f"draft-remove-yes-{self._line.id}")
        yes.clicked.connect(self._throw_away)
        self._keep = Button(_("Keep it"), identifier=f"draft-keep-{self._line.id}")
        self._keep.clicked.connect(self._spare)
        row.addWidget(yes)
        row.addWidget(self._keep)
        box.hide()
        return box

    def _ask(self) -> None:
        self._swap(asking=True)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
        accessible.announce(
            self, _("Remove it for good? What was typed cannot be brought back."), assertive=True
        )

    def _spare(self) -> None:
        self._swap(asking=False)
        self._remove.setFocus(Qt.FocusReason.OtherFocusReason)

    def _swap(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        self.go_on.setVisible(not asking)
        self._remove.setVisible(not asking)

    def _throw_away(self) -> None:
        try:
            drafts.throw_away(self._desk.session, self._line.id)
        except SafeguardingError as error:
            self._desk.say(messages.sentence(error))
            self._spare()
            return
        self.is_gone = True
        self.hide()
        self.removed.emit()


def draft_title(desk: Desk, line: DraftLine) -> str:
    """Say what a draft is about, as far as it says so and whoever looks over a shoulder may know."""
    if line.incident:
        return _("Something to add to {0}").format(line.incident)
    kinds = desk.session.catalogue.kind_by_id
    if any(each in kinds and kinds[each].sealed for each in line.kinds):
        return _("A new incident")
    return "; ".join(kinds[each].title if each in kinds else each for each in line.kinds) or _(
        "A new incident"
    )
