"""What happened, in the words used; the child's own words stand apart, with who asked what."""

import re

from typing_extensions import override

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.widgets import Field, Note, Problem, label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.kinds import problems_of, words_aware_at
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import RecordFields

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
_PLATFORMS = "platforms"


class AccountPage(WizardPage):
    """The account, how it came out, when and where it happened; everything may be left empty."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("What happened?")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "In the words used. Whoever you ring asks for this, and it can be relied on "
                    "later: what was said and seen, not what you make of it."
                ),
                "hint",
            )
        )
        self.add(
            Note(
                _(
                    "Do not describe imagery, and never write an image's web address. A user name "
                    "or the address of a profile helps; write it exactly, letter by letter."
                ),
                icon="eye-off",
            )
        )
        self._story()
        self._child()
        self._around()

    @override
    def problems(self) -> list[Problem]:
        quick = self.wizard.draft.way is Way.NOW
        return problems_of(self.when) if quick else self.when.unreadable()

    def _story(self) -> None:
        self.story = self._fields(RecordFields(self.wizard.draft.record, prefix="account-"))
        self.story.box(
            "narrative",
            _("The account"),
            _("Who said what to whom, where and when, in their own words as far as you can."),
        )
        self.add(self.story)
        self.address = Note(
            _(
                "There is a web address in what you wrote. If it leads to a profile, keep it. If "
                "it could lead to an image, take it out, and tell the police that it exists."
            ),
            icon="triangle-alert",
            kind="warn",
        )
        self.add(self.address)
        self._look_for_addresses()

    def _child(self) -> None:
        self.child = self._fields(RecordFields(self.wizard.draft.details, prefix="account-"))
        self.child.heading(
            _("The child's own words"),
            _(
                "Only if they have spoken already: nobody is asked again for this form. Write "
                "the very words, slang included, and ask nothing that leads."
            ),
        )
        self.child.box("child_words", _("What the child said"))
        self.child.line(
            "asked_by_whom",
            _("Who asked, and what they asked"),
            _("The question as it was put. “Nobody asked” is worth writing."),
        )
        self.child.line(
            "child_manner", _("How the child was"), _("What you saw: crying, silent, calm.")
        )
        self.add(self.child)

    def _around(self) -> None:
        record = self.wizard.draft.record
        self.when = self._fields(RecordFields(record, prefix="account-"))
        self.when.heading(_("How it came out"))
        self.when.line("reported_by", _("Who told the school?"), _("Name, and who they are."))
        self.when.line(
            "came_to_light",
            _("How did it come to light?"),
            _("For example: a friend showed a teacher the chat; a parent rang."),
        )
        if self.wizard.draft.way is Way.NOW:
            self.when.dated("aware_at", *words_aware_at())
        self.when.dated(
            "occurred_at",
            _("When did it happen?"),
            _("A day is enough. Ages are worked out for it. Leave it empty if nobody knows."),
        )
        self.add(self.when)
        self.platforms = TextLine()
        self.platforms.setText(", ".join(record.get(_PLATFORMS, ())))
        self.platforms.textChanged.connect(self._tell_platforms)
        self.add(
            Field(
                _("Which apps, games or sites?"),
                self.platforms,
                _("With commas between them. User names belong to the people, on the next page."),
                identifier="account-platforms",
            )
        )

    def _fields(self, fields: RecordFields) -> RecordFields:
        fields.changed.connect(self._told)
        return fields

    def _told(self) -> None:
        self._look_for_addresses()
        self.changed.emit()

    def _tell_platforms(self, text: str) -> None:
        named = [each.strip() for each in text.split(",")]
        self.wizard.draft.record[_PLATFORMS] = [each for each in named if each]
        self.changed.emit()

    def _look_for_addresses(self) -> None:
        draft = self.wizard.draft
        written = (draft.text("narrative"), draft.details.get("child_words", ""))
        appear(self.address, on=any(_ADDRESS.search(each) for each in written))
