"""What the pages about people share: fields, the choice of a role, and slow work that is waited for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import staff
from desktop_app.services.trust_messages import role_words
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.widgets import Button, ChoiceGroup, Field, Page, Problem


def role_hint(role: Role) -> str:
    """Give what a role may do, in a line."""
    return {
        Role.DSL: _("Everything: records, people, settings and backups"),
        Role.DEPUTY: _("All casework, and backups; lets nobody in or out"),
        Role.HEAD: _(
            "Reads, signs off and countersigns; runs concerns about colleagues; adds and removes "
            "people"
        ),
        Role.ADMINISTRATOR: _("Holds no key to the records: copies backups and prepares new users"),
    }[role]


def role_choice(chosen: Role | None = None) -> ChoiceGroup:
    """Ask for a role."""
    group = ChoiceGroup(
        _("What may they do?"),
        [(str(role), role_words(role), role_hint(role)) for role in staff.OFFICES],
        identifier="office",
    )
    if chosen is not None:
        group.set_value(str(chosen))
    return group


def concerns_shared(references: tuple[str, ...]) -> str:
    """Say which sealed concerns somebody reads together with the person at the desk."""
    said = ngettext(
        "You and they both read the sealed concern {references}.",
        "You and they both read the sealed concerns {references}.",
        len(references),
    )
    return said.format(references=", ".join(references))


class PeopleForm(Page):
    """A page that asks for something about people and does one thing with it.

    Going back goes to the section `back`. Slow work goes on beside the window; whoever leaves the
    page in the meantime has it dropped.
    """

    def __init__(self, desk: Desk, title: str, *, caption: str = "", back: str = "people") -> None:
        super().__init__(title, caption or _("People"))
        self.desk = desk
        self._job: jobs.Job | None = None
        self._kept: list[tuple[Button, str]] = []
        self.asked: dict[str, tuple[Field, TextLine, str]] = {}
        self.back_wanted.connect(lambda: desk.open_settings(back))

    def ask(self, name: str, words: str, *, hint: str = "", missing: str = "") -> TextLine:
        """Add a line to type in; `missing` is what is said where nothing is typed."""
        line = TextLine()
        field = Field(words, line, hint=hint, identifier=name)
        self.asked[name] = (field, line, missing)
        self.add(field)
        return line

    def missing(self) -> list[Problem]:
        """Show what was not typed, and give it."""
        found = []
        for field, line, missing in self.asked.values():
            said = "" if line.text().strip() else missing
            field.show_problem(said)
            if said:
                found.append(Problem(said, line))
        return found

    def run(
        self,
        function: Callable[..., object],
        *arguments: object,
        button: Button,
        waiting: str,
        done: Callable[[Any], None],
    ) -> None:
        """Do slow work beside the window; the button says so meanwhile."""
        if self._job is not None:
            return
        self.clear_problems()
        self._kept.append((button, button.text()))
        button.setText(waiting)
        button.setEnabled(False)
        announce(self, waiting)

        def ended(result: object) -> None:
            self._rest()
            self.do(lambda: done(result))

        self._job = jobs.run(function, *arguments, done=ended, failed=self.fail)
        self.destroyed.connect(self._job.drop)

    def _rest(self) -> None:
        self._job = None
        for button, words in self._kept:
            button.setText(words)
            button.setEnabled(True)
        self._kept.clear()

    def do(self, write: Callable[[], object]) -> bool:
        """Do something with the vault; say what kept it from being done, and False then."""
        try:
            write()
        except Exception as error:  # noqa: BLE001  # fail() raises what it has no words for
            self.fail(error)
            return False
        return True

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do; raise what is the program's own fault."""
        self._rest()
        trouble = jobs.trouble(error)
        self.show_problems([Problem(trouble.sentence, self.place_of(trouble.about))])

    def place_of(self, _about: str) -> QWidget:
        """Give where something can be put right; the heading, unless a page knows better."""
        return self.heading
