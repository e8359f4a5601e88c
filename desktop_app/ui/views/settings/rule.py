"""The switch of a rule that a partnership may let a school leave out (contract section 5, rule 9)."""

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import BadInputError, SafeguardingError
from desktop_app.domain.procedure import ReferralRule
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages, school
from desktop_app.services.casework_words import short_date, short_time
from desktop_app.services.problems import problem_sentence
from desktop_app.services.rights import allows
from desktop_app.services.school import Switch
from desktop_app.services.wording import procedure_in_language
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.views.settings.asking import Asking, at_left
from desktop_app.ui.widgets import Button, DayLine, Field, Note, Page, Problem, SummaryRows, label
from desktop_app.ui.wizard.parts import title


class RulePage(Page):
    """Switch a rule off, with who in the partnership said so and by which letter, or on again."""

    def __init__(self, desk: Desk, rule: str) -> None:
        super().__init__(_("A rule that can be switched off"), _("Procedure in force"))
        self._desk = desk
        self.back_wanted.connect(self._leave)
        session = desk.session
        self._procedure = school.chosen_procedure(session.vault, session.library)
        known = procedure_in_language(session.library.get(self._procedure))
        found = next((each for each in known.switchable if each.id == rule), None)
        if found is None:
            said = _("No rule of the procedure in force can be switched off here.")
            self.add(Note(said, icon="info"))
            return
        self._rule = found
        switches = school.school_of(session.vault).switches
        switch = next(
            (s for s in switches if (s.procedure, s.rule) == (self._procedure, rule)), None
        )
        self._says(found)
        if not allows(session, "school.switch_rule"):
            self._reads(switch)
        elif switch is None:
            self._form()
        else:
            self._is_off(switch)

    def _says(self, rule: ReferralRule) -> None:
        self.add(title(_("What the document says")))
        self.add(label(rule.text))
        self.add(label(_("Source: {source}").format(source=rule.source.label), "small"))
        if rule.today is not None:
            self.add(label(_("Today: {text}").format(text=rule.today.text)))
        self.add(title(_("What is left out once it is switched off")))
        self.add(label(rule.switch))
        self.add(
            Note(
                _(
                    "Only once your partnership has said so in writing. It stands in the log of "
                    "the vault, and on every form that is made under it. Whatever is not known "
                    "is still referred or held."
                ),
                icon="info",
            )
        )

    def _reads(self, switch: Switch | None) -> None:
        """Show how it stands to whoever may not switch it."""
        if switch is not None:
            self._how_it_is_off(switch)
        self.add(Note(_("The designated safeguarding lead switches it, and nobody else.")))

    def _form(self) -> None:
        """Ask for who decided and by which letter; and offer to ask the partnership first."""
        self.add(title(_("Ask your partnership")))
        letter = Button(_("Draft a &letter to the partnership"), identifier="draft-letter")
        letter.clicked.connect(lambda: self._desk.open_settings(f"letter:{self._rule.id}"))
        self.add(at_left(letter))
        self.add(title(_("Switch it off")))
        today = self._desk.session.now().date()
        self._letter_date = DayLine(today=today)
        self._reason = TextBox()
        self._fields: dict[str, Field] = {}
        self._put("decided_by", _("&Who in the partnership decided it"), TextLine())
        self._put("letter", _("&Reference of their letter"), TextLine())
        self._put("letter_date", _("&Date of their letter"), self._letter_date)
        self._put("reason", _("Wh&y you switch it off"), self._reason)
        self.switch = Button(_("Switch the rule &off"), "primary", identifier="rule-off")
        self.switch.clicked.connect(self.switch_off)
        self.add(at_left(self.switch))

    def _put(self, name: str, title_of: str, editor: QWidget) -> None:
        field = Field(title_of, editor, identifier=f"rule-{name.replace('_', '-')}")
        self._fields[name] = field
        self.add(field)

    def _how_it_is_off(self, switch: Switch) -> None:
        self.add(Note(_("This rule is switched off."), icon="circle-alert", kind="warn"))
        rows = SummaryRows()
        rows.add(_("Decided by"), switch.decided_by)
        rows.add(_("Their letter"), switch.letter)
        rows.add(_("Dated"), short_date(switch.letter_date))
        if switch.reason:
            rows.add(_("Reason"), switch.reason)
        rows.add(_("Switched off here"), self._noted(switch))
        self.add(rows)

    def _is_off(self, switch: Switch) -> None:
        self._how_it_is_off(switch)
        self._reason = TextBox()
        self._fields = {}
        self._put("reason", _("Wh&y it is switched on again"), self._reason)
        again = Asking(
            _("Switch it on again"), _("Follow the document again?"), _("Yes, switch on"), "rule-on"
        )
        again.agreed.connect(self._switch_on)
        self.add(at_left(again))

    def _noted(self, switch: Switch) -> str:
        users = self._desk.session.vault.users()
        name = next((each.name or each.sign_in for each in users if each.id == switch.by), "")
        return _("{when}, by {name}").format(when=short_time(switch.at), name=name)

    def switch_off(self) -> None:
        """Switch the rule off, or say what is missing."""
        self.clear_problems()
        for field in self._fields.values():
            field.show_problem("")
        unread = self._letter_date.problem_text()
        if unread:
            self.show_problems([self._problem("letter_date", unread)])
            return
        try:
            school.switch_rule(
                self._desk.session,
                procedure=self._procedure,
                rule=self._rule.id,
                off=True,
                decided_by=self._text("decided_by"),
                letter=self._text("letter"),
                letter_date=self._letter_date.iso() or "",
                reason=self._reason.toPlainText(),
            )
        except BadInputError as error:
            found = [self._problem(each.where, problem_sentence(each)) for each in error.faults]
            self.show_problems(found)
        except SafeguardingError as error:
            self.show_problems([Problem(messages.sentence(error), self.switch)])
        else:
            self._desk.open_settings(f"rule:{self._rule.id}")
            self._desk.say(
                _("Switched off. It stands in the log, and on every form made under it.")
            )

    def _switch_on(self) -> None:
        try:
            school.switch_rule(
                self._desk.session,
                procedure=self._procedure,
                rule=self._rule.id,
                off=False,
                reason=self._reason.toPlainText(),
            )
        except SafeguardingError as error:
            self.show_problems([Problem(messages.sentence(error), self._reason)])
            return
        self._desk.open_settings(f"rule:{self._rule.id}")
        self._desk.say(_("Switched on: the document is followed as it stands."))

    def _text(self, name: str) -> str:
        editor = self._fields[name].editor
        return editor.text() if isinstance(editor, TextLine) else ""

    def _problem(self, where: str, sentence: str) -> Problem:
        field = self._fields.get(where)
        if field is None:
            return Problem(sentence, self.switch)
        field.show_problem(sentence)
        said = _("“{field}”: {problem}").format(field=field.title, problem=sentence)
        return Problem(said, field.editor)

    def _leave(self) -> None:
        self._desk.open_settings("procedure")
