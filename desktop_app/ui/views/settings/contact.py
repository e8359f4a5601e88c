"""The page of one contact: who it is, its numbers, its hours, and who checked it when."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from desktop_app.domain.contacts import ROLES, Contact
from desktop_app.domain.errors import BadInputError
from desktop_app.domain.opening_hours import Hours, Range, range_text, read_ranges
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import contacts, messages
from desktop_app.services.contact_words import day_words, role_words
from desktop_app.services.problems import problem_sentence
from desktop_app.services.school import procedure_of_school
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import Asking, at_left
from desktop_app.ui.widgets import Button, DayLine, Field, Page, Problem, label, vbox

_DAY_WIDTH, _HOURS_WIDTH = 150, 260
_NAME_OF_FIELD = {"out_of_hours": "out-of-hours", "checked_by": "checked-by"}


class ContactPage(Page):
    """Change, add or confirm a contact; nothing is kept before the button is pressed.

    `about` is `own:<place>`, `example:<place>` or `new:<role>`.
    """

    def __init__(self, desk: Desk, about: str) -> None:
        self._desk = desk
        self._place, self.contact = _meant(desk, about)
        super().__init__(role_words(self.contact.role), _("Whom to ring"))
        self.back_wanted.connect(self._leave)
        self._fields: dict[str, Field] = {}
        self._who()
        self._numbers()
        self._checked()
        self._buttons()

    @override
    def focus_first(self) -> None:
        """Put the focus on the first field."""
        self._fields["name"].focus_first()

    # --- the fields ---

    def _who(self) -> None:
        known = self.contact
        self._line("name", _("&Name"), known.name, _("Whoever is to be rung would recognise it."))
        self._line(
            "area",
            _("&Council or area"),
            known.area,
            _(
                "So that the front door where a child lives, or the designated officer where an "
                "adult works, can be told from others."
            ),
        )

    def _numbers(self) -> None:
        known = self.contact
        self._line("number", _("Telephone n&umber"), known.number)
        self.add(self._hours())
        self._line(
            "out-of-hours",
            _("Number out of h&ours"),
            known.out_of_hours,
            _("For nights, weekends and bank holidays."),
        )
        self._line("web", _("Address on the &web, such as a portal"), known.web)
        self.note = TextBox()
        self.note.setPlainText(known.note)
        self._put("note", _("What to know before ringing"), self.note, "")

    def _hours(self) -> QWidget:
        whole = QWidget()
        column = vbox(whole, spacing=SPACE["xs"])
        column.addWidget(label(_("When that number is answered"), "strong"))
        hint = _(
            "Write 08:45-17:00; several times with a comma between them; 00:00-24:00 for all day. "
            "A line that is open overnight is 17:00-09:00. Leave a day empty on which nobody "
            "answers; bank holidays left empty are as a Sunday. All empty: not known."
        )
        column.addWidget(label(hint, "small"))
        grid = QGridLayout()
        grid.setSpacing(SPACE["s"])
        self.hours: list[TextLine] = []
        for day, name in enumerate(day_words()):
            line = TextLine(_ranges_text(self.contact.hours.get(day, ())))
            line.setMaximumWidth(theme.scaled(_HOURS_WIDTH))
            line.setAccessibleName(_("Hours on: {day}").format(day=name))
            line.setAccessibleDescription(hint)
            line.setAccessibleIdentifier(f"contact-hours-{day}")
            words = label(name, wrap=False)
            words.setFixedWidth(theme.scaled(_DAY_WIDTH))
            words.setBuddy(line)
            grid.addWidget(words, day, 0)
            grid.addWidget(line, day, 1)
            self.hours.append(line)
        grid.setColumnStretch(2, 1)
        same = Button(_("Tuesday to Friday as Monday"), identifier="contact-hours-same")
        same.clicked.connect(self._same)
        grid.addWidget(same, 0, 2, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(grid)
        self.hours_problem = label("", "errtext")
        self.hours_problem.hide()
        column.addWidget(self.hours_problem)
        return whole

    def _same(self) -> None:
        monday, *rest = self.hours
        for line in rest[:4]:
            line.setText(monday.text())

    def _checked(self) -> None:
        self.checked_on = DayLine(today=self._desk.session.now().date())
        if self.contact.checked_on is not None:
            self.checked_on.setText(self.contact.checked_on.isoformat())
        hint = _("The day on which somebody last rang it or had it confirmed.")
        self._put("checked-on", _("Chec&ked on"), self.checked_on, hint)
        self._line("checked-by", _("Checked b&y"), self.contact.checked_by)
        now = Button(_("I checked it today"), identifier="contact-checked-now")
        now.clicked.connect(self._check_now)
        self.add(at_left(now))

    def _check_now(self) -> None:
        session = self._desk.session
        self.checked_on.setText(session.now().date().isoformat())
        self._editor("checked-by").setText(session.user_name)

    def _buttons(self) -> None:
        words = _("&Save this contact") if self._place is None else _("&Save the change")
        self.keep_button = Button(words, "primary", identifier="contact-keep")
        self.keep_button.clicked.connect(self.keep)
        buttons: list[QWidget] = [self.keep_button]
        if self._place is not None:
            remove = Asking(
                _("Remove this contact"), _("Remove it?"), _("Yes, remove"), "contact-remove"
            )
            remove.agreed.connect(self._remove)
            buttons.append(remove)
        self.add(at_left(*buttons))

    def _line(self, name: str, title: str, text: str, hint: str = "") -> None:
        self._put(name, title, TextLine(text), hint)

    def _put(self, name: str, title: str, editor: QWidget, hint: str) -> None:
        field = Field(title, editor, hint, identifier=f"contact-{name}")
        self._fields[name] = field
        self.add(field)

    def _editor(self, name: str) -> TextLine:
        editor = self._fields[name].editor
        assert isinstance(editor, TextLine)  # noqa: S101  # every line of this page is one
        return editor

    # --- what is done with them ---

    def keep(self) -> None:
        """Keep what stands in the fields, or say what is wrong with it."""
        self.clear_problems()
        problems = self._unreadable()
        if not problems:
            problems = self._kept()
        if problems:
            self.show_problems(problems)
            return
        self._desk.open_settings("contacts")
        self._desk.say(_("Kept. It is used from now on."))

    def _kept(self) -> list[Problem]:
        try:
            self._desk.contacts.keep(self._typed(), self._place)
        except BadInputError as error:
            return [self._problem(each.where, problem_sentence(each)) for each in error.faults]
        except OSError as error:
            return [Problem(messages.system_sentence(error), self.keep_button)]
        return []

    def _typed(self) -> Contact:
        text = {name: _plain(self._editor(name).text()) for name in _LINES}
        return replace(
            self.contact,
            name=text["name"],
            area=text["area"],
            number=text["number"],
            out_of_hours=text["out-of-hours"],
            hours=self._hours_typed() or {},
            web=text["web"],
            note=self.note.toPlainText().strip(),
            checked_on=self._day(),
            checked_by=text["checked-by"],
        )

    def _day(self) -> date | None:
        iso = self.checked_on.iso()
        return None if iso is None else date.fromisoformat(iso)

    def _hours_typed(self) -> Hours | None:
        read = [read_ranges(_plain(line.text())) for line in self.hours]
        if any(each is None for each in read):
            return None
        return {day: spans for day, spans in enumerate(read) if spans}

    def _unreadable(self) -> list[Problem]:
        """Give what cannot be read before a contact can be made of it."""
        found: list[Problem] = []
        for field in self._fields.values():
            field.show_problem("")
        self.hours_problem.hide()
        for line in self.hours:
            if read_ranges(line.text()) is None:
                said = _("“{day}”: write it like 08:45-17:00, or leave it empty.")
                said = said.format(day=day_words()[self.hours.index(line)])
                self.hours_problem.setText(_("Error: {0}").format(said))
                self.hours_problem.show()
                found.append(Problem(said, line))
        wrong = self.checked_on.problem_text()
        if wrong:
            found.append(self._problem("checked-on", wrong))
        return found

    def _problem(self, where: str, sentence: str) -> Problem:
        """Say what is wrong beside the field it is about."""
        name = _NAME_OF_FIELD.get(where, where)
        if name == "hours":
            return Problem(sentence, self.hours[0])
        field = self._fields.get(name)
        if field is None:
            return Problem(sentence, self.keep_button)
        field.show_problem(sentence)
        line = _("“{field}”: {problem}").format(field=field.title, problem=sentence)
        return Problem(line, field.editor)

    def _remove(self) -> None:
        if self._place is None:
            return
        try:
            self._desk.contacts.remove(self._place)
        except OSError as error:
            self.show_problems([Problem(messages.system_sentence(error), self.keep_button)])
            return
        self._leave()
        self._desk.say(_("Removed."))

    def _leave(self) -> None:
        self._desk.open_settings("contacts")


_LINES = frozenset({"name", "area", "number", "out-of-hours", "web", "checked-by"})


def _meant(desk: Desk, about: str) -> tuple[int | None, Contact]:
    """Give the contact that is meant, and its place among the own ones where it is one of them."""
    which, _colon, rest = about.partition(":")
    place = int(rest) if rest.isdecimal() else -1
    own = desk.contacts.book.own
    if which == "own" and 0 <= place < len(own):
        return place, own[place]
    examples = contacts.examples_of(procedure_of_school(desk.session.vault, desk.session.library))
    if which == "example" and 0 <= place < len(examples):
        return None, examples[place]
    return None, Contact(rest if rest in ROLES else ROLES[0])


def _plain(text: str) -> str:
    """Give a line with plain spaces alone: what is copied from a web page brings others along."""
    return " ".join(text.split())


def _ranges_text(spans: tuple[Range, ...]) -> str:
    return ", ".join(range_text(each) for each in spans)
