"""Who is told, in order, and who is not told yet and what releases that."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.procedure import SCHOOL, Outcome, TellFamily
from desktop_app.domain.telling import Raised, agreed_in
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_day
from desktop_app.services.checklists import is_ticked
from desktop_app.services.colleague import ABOUT_WHOM, route_of
from desktop_app.services.drafts import ABOUT_STAFF
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Note, hbox, label, picture, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.folded_list import FoldedList
from desktop_app.ui.wizard.moments import when
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import Framed, RecordFields, Sheet, card, points, title
from desktop_app.ui.wizard.tell_row import TellRow
from desktop_app.ui.wizard.telling import whom_to_tell
from desktop_app.ui.wizard.words import agency_name, capital

_NOT_YET = "tell-suspect"
_SOCIAL_WORKER = "open-case"


class TellPage(WizardPage):
    """The list of calls, the family, and what was told already."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Who to tell")

    @override
    def build(self) -> None:
        self.sheet = Sheet(self.column.parentWidget())
        self.add(self.sheet)
        self._drawn: object = None
        fields = RecordFields(self.wizard.draft.details, self.column.parentWidget())
        fields.changed.connect(self.changed)
        fields.heading(_("What the family and others know"))
        fields.line("parents_told", _("Which parents or carers were told, by whom and when"))
        fields.line("parents_agree", _("Do they agree to a referral?"))
        fields.line("parents_not_told_because", _("If not told: why"))
        fields.line("must_not_be_told", _("Who must not be told, or not yet"))
        self.add(fields)
        self.column.addStretch(1)
        self.looked()

    @override
    def looked(self) -> None:
        contacts = [dict(each) for each in self.wizard.draft.many("contacts")]
        now = (self.wizard.look.assessment, contacts)
        if now == self._drawn:
            return
        self._drawn = now
        self.sheet.draw(self._parts(contacts))

    def _parts(self, contacts: list[dict[str, Any]]) -> Iterator[QWidget]:
        assessment = self.wizard.look.assessment
        if assessment is None:
            return
        if assessment.emergency:
            yield Note(_("Ring 999 first, if nobody has."), icon="octagon-alert", kind="warn")
        if ABOUT_STAFF in self.wizard.draft.kinds:
            whom = self.wizard.draft.notes.get(ABOUT_WHOM, "")
            yield Note(route_of(self.wizard.look.procedure, whom).tell, icon="eye-off")
        yield title(_("In this order"))
        yield self._in_order()
        yield from self._by_when()
        for advice in assessment.advice:
            if advice.id == _SOCIAL_WORKER:
                yield Note(advice.text, icon="info")
        yield from self._already(contacts)
        may_know = assessment.tell_family is TellFamily.INFORM_EARLY
        yield title(_("The family") if may_know else _("Who not yet"))
        yield from self._not_yet(contacts)
        yield from self._lists()

    def _in_order(self) -> Framed:
        found = Framed()
        lines = whom_to_tell(self.wizard.look)
        for place, each in enumerate(lines, 1):
            found.add(TellRow(self.wizard, each, place))
        if not lines:
            found.rows.addWidget(label(_("No rule requires anyone outside the school to be told.")))
            found.rows.addWidget(label(self._in_school(), "hint"))
        return found

    def _by_when(self) -> Iterator[QWidget]:
        """Say until when it is told by telephone, and until when in writing."""
        assessment = self.wizard.look.assessment
        due = {each.id: each.due for each in assessment.duties} if assessment else {}
        told, written = due.get("refer"), due.get("confirm-in-writing")
        if told is not None:
            yield label(_("By telephone: by {day}.").format(day=short_day(told)), "strong")
        if written is not None:
            yield label(_("In writing: by {day}.").format(day=short_day(written)), "strong")

    def _lists(self) -> Iterator[QWidget]:
        """Offer the lists that agencies work through, so that what the school knows is ready."""
        look = self.wizard.look
        found = [each for each in look.checklists if not is_ticked(each)]
        if found:
            yield title(_("To have ready"))
        for each in found:
            owner = "" if each.owner == SCHOOL else agency_name(look.procedure, each.owner)
            yield FoldedList(each, capital(owner))

    def _in_school(self) -> str:
        if self.wizard.look.about_imagery:
            return _("In school: the head teacher, who takes part in the decision and signs it.")
        return _("In school: those who need to know in order to support the children.")

    def _already(self, contacts: list[dict[str, Any]]) -> Iterator[QWidget]:
        yield title(_("Told already"))
        found = Framed()
        for number, each in enumerate(contacts):
            if set(each) - {"at", "by"}:
                found.add(self._noted(number, each))
        if any(set(each) - {"at", "by"} for each in contacts):
            yield found
        else:
            yield label(_("Nobody yet, as far as is noted here. F2 notes a call."), "hint")

    def _noted(self, number: int, contact: Mapping[str, Any]) -> QWidget:
        """Give a noted call with the way to put it right before it is recorded."""
        whole = QWidget()
        row = hbox(whole, spacing=SPACE["m"])
        said = self._contact(contact)
        told = bool(contact.get("agency"))
        row.addWidget(picture("check" if told else "circle-help", "green" if told else "amber", 20))
        row.addWidget(label(said or _("A call note that is not finished")), 1)
        change = Button(_("Change"), "quiet", identifier=f"call-change-{number}")
        change.setAccessibleName(_("Change the note of the call: {call}").format(call=said))
        change.clicked.connect(lambda: self.wizard.desk.change_call(number))
        row.addWidget(change)
        return whole

    def _not_yet(self, contacts: list[dict[str, Any]]) -> Iterator[QWidget]:
        look, assessment = self.wizard.look, self.wizard.look.assessment
        if assessment is None:
            return
        for each in look.procedure.do_not:
            if each.id == _NOT_YET and each.id in assessment.do_not:
                yield card(points([f"{each.text} {each.ends}"], icon="x", colour="red"))
        level = assessment.tell_family
        agreed = _agreement(contacts)
        if agreed and level is not TellFamily.INFORM_EARLY:
            said = _("Telling the family was agreed: {call}. Tell what was agreed, and no more.")
            yield Note(said.format(call=self._contact(agreed)), icon="circle-check")
            return
        calm = level is TellFamily.INFORM_EARLY
        texts = look.procedure.family_texts[level].strip().split("\n")
        first, exceptions = texts[:1], [each for each in texts[1:] if each.strip()]
        inside = QWidget()
        column = vbox(inside, spacing=SPACE["s"])
        column.addWidget(
            points(first, icon="info" if calm else "x", colour="primary" if calm else "red")
        )
        if exceptions:
            column.addWidget(points(exceptions, icon="info", colour="primary"))
        yield card(inside)
        if calm and look.outcome == Outcome.SCHOOL_MANAGED:
            yield label(_("Nobody else needs to know more than their part in it."), "hint")

    def _contact(self, contact: Mapping[str, Any]) -> str:
        """Give a noted call in one line."""
        agency = str(contact.get("agency", ""))
        parts = (
            capital(agency_name(self.wizard.look.procedure, agency)) if agency else "",
            str(contact.get("person") or ""),
            when(str(contact.get("at") or "")),
            str(contact.get("reference") or ""),
        )
        return ", ".join(each for each in parts if each)


def _agreement(contacts: list[dict[str, Any]]) -> Mapping[str, Any] | None:
    """Give the call in which telling the family was agreed; see `domain.telling`.

    Only an agency can agree to it, not whoever else was rung.
    """
    raised = [
        each
        for each in contacts
        if each.get("family_may_be_told") in {"yes", "no"}
        and each.get("agency") not in {None, "other"}
    ]
    place = agreed_in(
        [
            Raised(str(each["agency"]), str(each.get("at") or ""), str(each["family_may_be_told"]))
            for each in raised
        ]
    )
    return None if place is None else raised[place]
