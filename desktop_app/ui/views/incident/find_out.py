"""What is not known yet and could change the result: to be answered here when it is found out."""

from typing_extensions import override

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services import casework, whatif
from desktop_app.services.casework_words import outcome_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.incident.form import InPlaceForm
from desktop_app.ui.widgets import Field, Problem, label
from desktop_app.ui.wizard.whatif_words import change_words
from desktop_app.ui.wizard.words import agency_name, one_after_another

_ANSWER, _HOW = "answer:", "how:"


class FindOutForm(InPlaceForm):
    """Each open question with what a yes and a no would do, the cheapest to find out first."""

    NAME = "find-out"

    def __init__(self, desk: Desk, reference: str, look: Look, draft: Draft | None = None) -> None:
        self._look = look
        super().__init__(desk, reference, _("Found something out?"), draft)

    @override
    def build(self) -> None:
        look = self._look
        self._hows: dict[str, Field] = {}
        if look.assessment is None or look.facts is None:
            return
        self.column.addWidget(
            label(
                _("By asking, never by looking. Answer what you know now; leave the rest."), "hint"
            )
        )
        previews = whatif.preview_answers(
            look.procedure, look.catalogue, look.facts, look.assessment.find_out
        )
        for each in previews:
            self._question(each)

    def _question(self, preview: whatif.Preview) -> None:
        look, question = self._look, preview.question
        self.choice(
            _ANSWER + question,
            look.catalogue.by_id[question].asks,
            [
                (str(Answer.YES), pgettext("answer", "Yes"), self._would(preview.yes)),
                (str(Answer.NO), pgettext("answer", "No"), self._would(preview.no)),
            ],
        ).chosen.connect(lambda _value: self._hows[question].show())
        if preview.effort == 0:
            self.column.addWidget(label(_("No child needs to be asked for this one."), "small"))
        field = self.line(_HOW + question, _("How do you know?"))
        field.setVisible(bool(self.value(_ANSWER + question)))
        self._hows[question] = field

    def _would(self, change: whatif.Change) -> str:
        said = change_words(self._look.procedure, change, self._look.outcome)
        return _("Then: {what}").format(what=said)

    @override
    def words(self) -> str:
        return _("&Save what was found out")

    def _given(self) -> dict[str, str]:
        names = (name for name in self.places if name.startswith(_ANSWER))
        return {name.removeprefix(_ANSWER): self.value(name) for name in names if self.value(name)}

    @override
    def faults(self) -> list[Problem]:
        if self._given():
            return []
        first = next(iter(self.places.values()), self)
        return [Problem(_("Answer at least one of the questions."), first)]

    @override
    def record(self) -> str:
        given = self._given()
        how = {name: self.value(_HOW + name) for name in given if self.value(_HOW + name)}
        now = casework.answer(self.desk.session, self.reference, given, how)
        return what_changed(self._look, now)


def what_changed(before: Look, now: Assessment) -> str:
    """Say in a sentence or two what a new assessment changed."""
    former = before.assessment
    if former is None or former.outcome is not now.outcome:
        said = [_("The result is now: {outcome}.").format(outcome=outcome_words(str(now.outcome)))]
    else:
        said = [_("The result stays: {outcome}.").format(outcome=outcome_words(str(now.outcome)))]
    old = {each.agency for each in former.refer_to} if former else set()
    new = [each.agency for each in now.refer_to]
    for agencies, sentence in (
        ([each for each in new if each not in old], _("To be told in addition: {agencies}.")),
        (sorted(old - set(new)), _("No longer named: {agencies}.")),
    ):
        if agencies:
            names = [agency_name(before.procedure, each) for each in agencies]
            said.append(sentence.format(agencies=one_after_another(names)))
    if former is not None and former.tell_family is not now.tell_family:
        said.append(_("What the family may be told has changed; see below."))
    return " ".join(said)


def is_needed(look: Look) -> bool:
    """Say whether there is anything to find out that could change the result."""
    return look.assessment is not None and bool(look.assessment.find_out)
