"""Where the head teacher's signature stands: not asked, asked, signed, or declined."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.decision import SignOff
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import ChoiceGroup, Note, Problem, label, vbox
from desktop_app.ui.wizard.parts import RecordFields
from desktop_app.ui.wizard.words import in_wales, sign_off_words

if TYPE_CHECKING:
    from desktop_app.ui.wizard.context import Wizard

_TOPIC = "sign-off"
_NOT_ASKED = str(SignOff.NOT_ASKED)


class SignOffPart(QWidget):
    """Asked of whom and when, or what they said; only ever what has really happened."""

    changed = Signal()

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__()
        self._wizard = wizard
        column = vbox(self, spacing=SPACE["l"])
        column.addWidget(label(_("The head teacher's signature"), "h2", heading=True))
        column.addWidget(label(_rule(wizard), "hint"))
        self._result = ChoiceGroup(
            _("Where does it stand?"), _options(), identifier="sign-off-result"
        )
        self._result.set_value(self._kept.get("result") or _NOT_ASKED)
        self._result.chosen.connect(self._choose)
        column.addWidget(self._result)
        self._declined = Note(
            _(
                "The head does not agree: this incident is referred. Your own view stays on record, "
                "and so does theirs."
            ),
            icon="octagon-alert",
            kind="warn",
        )
        column.addWidget(self._declined)
        self._fields = RecordFields(self._kept, prefix="sign-off-")
        self._fields.changed.connect(self.changed)
        self._fields.line(
            "name",
            _("Name"),
            _who_else_signs(wizard),
        )
        self._fields.line("role", _("Role"))
        self._fields.dated("at", _("When"), _("Day and time, such as 20 November 2026 16:10."))
        self._fields.box("view", _("What they said, in their words"))
        column.addWidget(self._fields)
        self._show()

    @property
    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = self._wizard.draft.record.setdefault("sign_off", {})
        return kept

    def problems(self) -> list[Problem]:
        """Give what a sign-off lacks that has been asked for or given."""
        if not self._kept.get("result"):
            return []
        missing = self._fields.missing("name", "role", "at", message=_("Give: {field}"))
        return missing or self._fields.unreadable()

    def set_aside(self) -> None:
        """Take it out of the record: a decision to refer needs no signature."""
        self._kept.clear()

    def take_up(self) -> None:
        """Put it back into the record as it stands on the page."""
        result = self._result.value()
        if result and result != _NOT_ASKED:
            self._kept["result"] = result
            self._fields.keep_all()

    def _choose(self, result: str) -> None:
        self.set_aside()
        if result != _NOT_ASKED:
            self.take_up()
            now = self._wizard.desk.session.now()
            self._fields.fill({"role": _("Head teacher"), "at": f"{now:%d/%m/%Y %H:%M}"})
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        result = self._kept.get("result", "")
        self._fields.setVisible(bool(result))
        self._declined.setVisible(result == SignOff.DECLINED)


def _options() -> list[tuple[str, str, str]]:
    return [
        (
            _NOT_ASKED,
            _("Not asked yet"),
            _("The decision is recorded and waits for the signature."),
        ),
        (str(SignOff.ASKED), sign_off_words(SignOff.ASKED), ""),
        (str(SignOff.SIGNED), sign_off_words(SignOff.SIGNED), _("On paper, or in your presence.")),
        (str(SignOff.DECLINED), sign_off_words(SignOff.DECLINED), ""),
    ]


def _who_else_signs(wizard: "Wizard") -> str:
    if in_wales(wizard.look.procedure):
        return _(
            "If the head is the subject of this, or is the designated safeguarding person too, "
            "the chair of governors signs."
        )
    return _("If the head is the subject of this, or is the DSL too, the chair or the trust signs.")


def _rule(wizard: "Wizard") -> str:
    """Give what the procedure says about the signature."""
    topics = wizard.look.procedure.topics
    rule = (each for topic in topics if topic.id == _TOPIC for each in topic.points)
    first = next(rule, None)
    return first.text if first else ""
