"""The page of one incident: the state on top, what can be done, then the story in order."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.guidance import CheckItem
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import casework, drafts, messages, signing, standing, views_log
from desktop_app.services.casework_words import short_time
from desktop_app.services.checklists import tick
from desktop_app.services.own_key import own_key_entries
from desktop_app.services.story import Words, story
from desktop_app.ui import accessible
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.incident import actions, lists
from desktop_app.ui.views.incident.actions import flow
from desktop_app.ui.views.incident.checklists import checklists_of
from desktop_app.ui.views.incident.duties import Asked, due_parts, later_parts
from desktop_app.ui.views.incident.find_out import FindOutForm
from desktop_app.ui.views.incident.form import FORM, InPlaceForm
from desktop_app.ui.views.incident.forms import ActionForm, DecisionForm, SignForm, SignOffForm
from desktop_app.ui.views.incident.readers import ReadersCard, read_list
from desktop_app.ui.views.incident.story import Story
from desktop_app.ui.views.incident.top import calls_of, panel_of
from desktop_app.ui.views.incident.why import Why
from desktop_app.ui.widgets import Note, Outcome, Page, Problem, Tag, label, vbox
from desktop_app.ui.widgets.source_state import source_strip
from desktop_app.ui.wizard.sourced import way_to


class IncidentPage(Page):
    """An incident as it is now. `reload` reads it anew; `say` tells what was done to it.

    That it was opened stands in the log, unless one is only `returning` to it from another page.
    """

    def __init__(self, desk: Desk, reference: str, *, returning: bool = False) -> None:
        self.desk = desk
        self.reference = reference
        opened = views_log.open_incident(desk.session, reference, again=returning)
        self._state = opened.state
        super().__init__(reference, self._caption())
        self.back_wanted.connect(desk.open_log)
        self.form: InPlaceForm | None = None
        self._body = QWidget()
        self.add(self._body)
        self.column.addStretch(1)
        self._fill()
        self._go_on()
        if opened.not_noted is not None:
            desk.say(messages.sentence(opened.not_noted))

    @override
    def focus_first(self) -> None:
        """Put the focus on the outcome: it is read out whole."""
        if self.form is not None:
            self.form.focus_first()
        else:
            self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the incident as it is by now; a form that is being filled in stays as it is."""
        self._state = casework.read(self.desk.session, self.reference)
        self.clear_problems()
        form = self.form if self.form is not None and not self.form.ended else None
        word = self.focusWidget()
        old, self._body, self.form = self._body, QWidget(), form
        self._fill()
        if form is not None:
            self._place.addWidget(form)
        self.column.replaceWidget(old, self._body)
        self._body.show()
        old.hide()
        old.deleteLater()
        if form is None or word is None or not form.isAncestorOf(word):
            word = self.outcome
        word.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def unsaved(self) -> bool:
        """Say whether something was typed that is not in the vault yet."""
        return self.form is not None and self.form.unsaved

    @property
    def takes_calls(self) -> bool:
        """Say whether this user notes calls in this incident."""
        return actions.may_add(self.desk, self._state)

    def save(self) -> bool:
        """Keep what is typed in a form that is open."""
        return self.form is None or self.form.save()

    def _caption(self) -> str:
        titles = {kind.id: kind.title for kind in self.desk.session.catalogue.kinds}
        what = "; ".join(titles.get(each, each) for each in self._state.kinds)
        return _("{what}  ·  known since {when}").format(
            what=what, when=short_time(self._state.aware_at)
        )

    # --- the state, top to bottom ---

    def _fill(self) -> None:
        state, session = self._state, self.desk.session
        look = standing.look_of(session, state)
        self._look = look
        column = vbox(self._body, spacing=SPACE["l"])
        if state.sealed:
            seal = Tag(_("Sealed: only those who were named can read it"), "plain", "lock")
            column.addWidget(seal, 0, Qt.AlignmentFlag.AlignLeft)
        signs = signing.may_sign(self.desk.session, state)
        said = panel_of(look, state, calls_of(self.desk, look, state), signs=signs)
        self.outcome = Outcome(said.kind, said.caption, said.title, said.lead, said.steps)
        column.addWidget(self.outcome)
        go = way_to(self.desk, look.procedure)
        old = source_strip(look.procedure, session.now().date(), go)
        if old is not None:
            column.addWidget(old)
        self._due(column, state, look)
        self._told(column, state, look)
        self._lists(column, state, look)
        column.addWidget(Why(look, self.desk))
        self._missing(column, state)
        self._actions(column, state, look)
        self._forms(column, state)
        self._readers(column, state)
        column.addWidget(label(_("The story so far"), "h2", heading=True))
        # The state is in view a moment sooner: the story stands below it, and can be long.
        QTimer.singleShot(0, self._body, lambda: self._story(column, state, look))

    def _due(self, column: QVBoxLayout, state: IncidentState, look: Look) -> None:
        today = self.desk.session.now().date()
        due = casework.due_today(state, today)
        others = casework.expected(state, today)
        rest = [each for each in casework.duties(state, today) if not each.done]
        later = [each for each in rest if each not in (*due, *others)]
        done = self._done if actions.may_add(self.desk, state) else None
        asked = Asked(look.procedure, done, self.desk)
        for part in due_parts(due, asked):
            column.addWidget(part)
        self._soon(column, lambda: later_parts(later, others, asked))

    def _told(self, column: QVBoxLayout, state: IncidentState, look: Look) -> None:
        column.addWidget(label(_("Who was told, and who not yet"), "h2", heading=True))
        if standing.told(state, look.procedure) or state.contacts:
            column.addWidget(lists.told_list(state, look, self.desk))
        else:
            column.addWidget(label(lists.nobody_named(state.outcome), "hint"))
        family = lists.family_note(state, look)
        if family is not None:
            column.addWidget(family)

    def _lists(self, column: QVBoxLayout, state: IncidentState, look: Look) -> None:
        def parts() -> Iterator[QWidget]:
            done = self._step_done if actions.may_add(self.desk, state) else None
            found = checklists_of(look, state, done)
            if found:
                yield label(_("Lists to work through"), "h2", heading=True)
            yield from found

        self._soon(column, parts)

    def _soon(self, column: QVBoxLayout, parts: Callable[[], Iterable[QWidget]]) -> None:
        """Put parts in their place once the first screen was painted."""
        place = vbox(spacing=SPACE["l"])
        column.addLayout(place)

        def fill() -> None:
            for part in parts():
                place.addWidget(part)
                part.show()

        QTimer.singleShot(0, self._body, fill)

    def _missing(self, column: QVBoxLayout, state: IncidentState) -> None:
        found = lists.missing_list(state)
        if found is not None:
            column.addWidget(label(_("What the record lacks"), "h2", heading=True))
            column.addWidget(found)

    def _actions(self, column: QVBoxLayout, state: IncidentState, look: Look) -> None:
        column.addWidget(label(_("What do you want to do?"), "h2", heading=True))
        why = actions.reading_only(self.desk, state, look)
        if why:
            column.addWidget(Note(why))
        buttons = actions.presses(self.desk, state, look, self.open_form)
        if buttons:
            column.addWidget(flow(buttons))
        self._place = vbox()
        column.addLayout(self._place)

    def _readers(self, column: QVBoxLayout, state: IncidentState) -> None:
        """Show who may read it, where it is sealed, and who has."""

        def parts() -> Iterator[QWidget]:
            if state.sealed:
                card = ReadersCard(self.desk, state)
                card.named.connect(self._recorded)
                card.left.connect(self._left)
                yield card
            yield label(_("Who has read this"), "h2", heading=True)
            yield read_list(self.desk, state)

        self._soon(column, parts)

    def _forms(self, column: QVBoxLayout, state: IncidentState) -> None:
        prints = actions.may_add(self.desk, state)
        said = _("What to print") if prints else _("Forms to look at")
        column.addWidget(label(said, "h2", heading=True))
        for part in actions.papers(self.desk, state, self._look):
            column.addWidget(part)

    def _story(self, column: QVBoxLayout, state: IncidentState, look: Look) -> None:
        session = self.desk.session
        names, own = casework.author_names(session), own_key_entries(session.vault, state)
        words = Words(names, look.procedure, look.catalogue, own)
        column.addWidget(Story(story(state, words)))

    # --- what is done here ---

    def open_form(self, name: str, draft: Draft | None = None) -> None:
        """Open one of the small forms under its buttons; the one that was open is kept as typed."""
        self.clear_problems()
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = self._made(name, draft)
        self.form.done.connect(self._recorded)
        self.form.closed.connect(self.reload)
        self.form.refused.connect(self._refused)
        self._place.addWidget(self.form)
        self.form.show()
        self.form.focus_first()

    def _made(self, name: str, draft: Draft | None) -> InPlaceForm:
        desk, reference = self.desk, self.reference
        match name:
            case "find-out":
                return FindOutForm(desk, reference, self._look, draft)
            case "sign":
                return SignForm(desk, reference, _("Your signature"), draft)
            case "decision":
                return DecisionForm(desk, reference, _("Your decision"), draft)
            case "sign-off":
                return SignOffForm(desk, reference, _("The head teacher's signature"), draft)
            case _:
                return ActionForm(desk, reference, _("Something that was done"), draft)

    def _recorded(self, sentence: str) -> None:
        self.reload()
        self.desk.say(sentence)

    def _left(self, sentence: str) -> None:
        self.desk.open_home()
        self.desk.say(sentence)

    def _refused(self, problems: list[Problem]) -> None:
        self.show_problems(problems)

    def _done(self, duty: str) -> None:
        try:
            casework.mark_done(self.desk.session, self.reference, duty)
        except SafeguardingError as error:
            self.desk.say(messages.sentence(error))
            return
        self.reload()
        accessible.announce(self, _("Noted as done."))

    def _step_done(self, item: CheckItem) -> None:
        try:
            tick(self.desk.session, self.reference, item)
        except SafeguardingError as error:
            self.desk.say(messages.sentence(error))
            return
        self.reload()
        accessible.announce(self, _("Noted as done."))

    def _go_on(self) -> None:
        """Open the form that was being filled in when the program ended, as it was."""
        session = self.desk.session
        for line in drafts.listing(session):
            if line.incident == self.reference:
                draft = drafts.resume(session, line.id)
                if draft.notes.get(FORM):
                    self.open_form(draft.notes[FORM], draft)
                    return
