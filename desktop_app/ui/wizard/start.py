"""Before you start: 999, do not look, and the two things that must be settled before typing."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.answers import Answer
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services.colleague import ABOUT_WHOM
from desktop_app.services.drafts import ABOUT_STAFF
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, ChoiceGroup, Note, Problem, hbox, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage

_POLICE = "police"
_NOTE = "about_staff"
_SEEN = "staff-viewed"


class StartPage(WizardPage):
    """What must not be done, whom it is about, and whether a colleague needs looking after."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Before you start")

    @override
    def build(self) -> None:
        self.add(self._danger())
        self.add(
            Note(
                _(
                    "Do not look at any imagery, do not copy it, send it or print it, and ask "
                    "nobody to show it to you. Go by what you have been told."
                ),
                icon="eye-off",
            )
        )
        self.add(self._about_staff())
        self.opened = opened_note()
        self.opened.hide()
        self.add(self.opened)
        self.add(self._seen())

    @override
    def problems(self) -> list[Problem]:
        if self.wizard.draft.notes.get(_NOTE):
            return []
        said = _("Say whether this is about someone who works here")
        self.about_staff.show_problem(said)
        return [Problem(said, self.about_staff)]

    def _danger(self) -> QWidget:
        whole = QWidget()
        row = hbox(whole, spacing=SPACE["m"])
        row.addWidget(
            Note(
                _(
                    "Is someone in danger now? Ring 999 first. Everything on this screen can "
                    "wait, and stays where it is."
                ),
                icon="phone",
                kind="warn",
            ),
            1,
        )
        rung = Button(_("&999: note the call"), icon="phone", identifier="start-999")
        rung.clicked.connect(lambda: self.wizard.desk.note_call(_POLICE))
        row.addWidget(rung)
        return whole

    def _about_staff(self) -> QWidget:
        self.about_staff = ChoiceGroup(
            _("Is this about someone who works here?"),
            [
                (
                    str(Answer.YES),
                    pgettext("about staff", "&Yes"),
                    _(
                        "An employee, a volunteer, supply or contract staff, a governor, a foster "
                        "carer. Who may read the record is settled first, before a word is typed."
                    ),
                ),
                (
                    str(Answer.NO),
                    pgettext("about staff", "&No"),
                    _("Not as far as you know. You can change this later."),
                ),
            ],
            identifier="start-about-staff",
        )
        self.about_staff.set_value(self.wizard.draft.notes.get(_NOTE, ""))
        self.about_staff.chosen.connect(self._tell_about_staff)
        return self.about_staff

    def _seen(self) -> QWidget:
        self.seen = ChoiceGroup(
            _("Has anyone on the staff already seen the imagery?"),
            [
                (
                    str(Answer.YES),
                    pgettext("seen by staff", "Yes, it h&appened"),
                    _("It was shown to them, sent to them or came up. Nobody is in trouble."),
                ),
                (str(Answer.NO), pgettext("seen by staff", "N&obody has, and nobody will"), ""),
                (
                    str(Answer.NOT_KNOWN),
                    pgettext("seen by staff", "Not &known, or there is no imagery"),
                    "",
                ),
            ],
            identifier="start-seen",
        )
        self.seen.set_value(self.wizard.draft.answers.get(_SEEN, ""))
        self.seen.chosen.connect(self._tell_seen)
        whole = QWidget()
        column = vbox(whole, spacing=SPACE["m"])
        column.addWidget(self.seen)
        self.welfare = Note(
            _(
                "Look after them first, now: say that they are not in trouble and that it was "
                "right to tell. Offer someone to talk to today, and after work. Ask them to write "
                "down how it came about, not what it showed. The record of viewing comes later."
            ),
            icon="heart-handshake",
        )
        column.addWidget(self.welfare)
        self._show_welfare()
        return whole

    def _tell_about_staff(self, answer: str) -> None:
        was_sealed = bool(self.wizard.draft.record.get("sealed_to"))
        set_about_staff(self.wizard.draft, about_staff=answer == Answer.YES)
        appear(self.opened, on=was_sealed and answer == Answer.NO)
        self.about_staff.show_problem("")
        self.changed.emit()

    def _tell_seen(self, answer: str) -> None:
        self.wizard.draft.answer(_SEEN, answer)
        self._show_welfare()
        self.changed.emit()

    def _show_welfare(self) -> None:
        appear(self.welfare, on=self.wizard.draft.answers.get(_SEEN) == Answer.YES)


def opened_note() -> Note:
    """Give the note that the readers who were named are not asked for any more."""
    said = _(
        "It is no longer about someone who works here, so the record will be open to "
        "everyone who uses this vault."
    )
    return Note(said, kind="warn")


def set_about_staff(draft: Draft, *, about_staff: bool) -> None:
    """Make the draft one about someone who works here, or no longer one.

    An incident that is not about them any more is open to everyone who uses the vault again: the
    page that offered to name its readers is not on its way then.
    """
    others = [kind for kind in draft.kinds if kind != ABOUT_STAFF]
    draft.record["kinds"] = [ABOUT_STAFF, *others] if about_staff else others
    draft.notes[_NOTE] = str(Answer.YES if about_staff else Answer.NO)
    if not about_staff:
        draft.record.pop("sealed_to", None)
        draft.notes.pop(ABOUT_WHOM, None)
        draft.set_detail(ABOUT_WHOM, "")
