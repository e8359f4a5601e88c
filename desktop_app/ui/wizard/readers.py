"""Who may read the record: settled before anything is typed about someone who works here."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.colleague import ABOUT_WHOM, may_be_meant, may_read, route_of
from desktop_app.services.people import Colleague, colleagues
from desktop_app.services.trust_messages import role_words
from desktop_app.ui.widgets import Note, Problem, TickGroup, label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.words import in_wales

_FIELD = "sealed_to"


class ReadersPage(WizardPage):
    """The users of the vault by name; the record is sealed to those that are ticked."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Who may read this record?")

    @override
    def build(self) -> None:
        self.add(
            Note(
                _(
                    "Stop. {route} You need not fill in more: leave the rest to whoever takes it on."
                ).format(route=route_of(self.wizard.look.procedure, self._whom).tell),
                icon="octagon-alert",
                kind="warn",
            )
        )
        self.add(
            label(
                _(
                    "Nobody else can open the record or see that it is there. Leave out the "
                    "person it is about, and anyone close to them."
                ),
                "hint",
            )
        )
        users = [
            user
            for user in colleagues(self.wizard.desk.session)
            if user.is_self or may_read(self._whom, user.office)
        ]
        self._own = next(user.sign_in for user in users if user.is_self)
        self._order = [user.sign_in for user in users]
        self._begin()
        self.readers = TickGroup(
            _("Tick who may read it"),
            [(user.sign_in, _name(user), self._hint(user)) for user in users],
            identifier="readers",
        )
        self.readers.set_values(self._ticked())
        self.readers.ticked.connect(lambda *_which: self._tick())
        self.add(self.readers)
        self.without_self = Note(
            _(
                "You have left yourself out: once it is recorded, you cannot open it any more. "
                "Until then the draft is yours."
            )
        )
        self.add(self.without_self)
        self.add(
            label(
                _(
                    "Tell nobody else, and not the person it is about. Where a computer must be "
                    "left alone, IT is told what to do and not why."
                ),
                "small",
            )
        )
        self._show()

    @property
    def _whom(self) -> str:
        return self.wizard.draft.notes.get(ABOUT_WHOM, "")

    def _hint(self, user: Colleague) -> str:
        """Give the role of a user, and the warning where the concern may be about them."""
        if user.is_self or not may_be_meant(self._whom, user.office):
            return self._role(user)
        return _("{role}. Leave them out if it is about them.").format(role=self._role(user))

    @override
    def problems(self) -> list[Problem]:
        if self._ticked():
            return []
        said = _("Tick at least one person who may read this record")
        return [Problem(said, self.readers)]

    def _begin(self) -> None:
        """Tick oneself where nobody was ever ticked, and forget who does not use the vault now."""
        given = self.wizard.draft.record.get(_FIELD)
        ticked = [self._own] if given is None else [each for each in given if each in self._order]
        self.wizard.draft.record[_FIELD] = ticked

    def _ticked(self) -> list[str]:
        return list(self.wizard.draft.record.get(_FIELD, ()))

    def _tick(self) -> None:
        ticked = self.readers.values()
        self.wizard.draft.record[_FIELD] = [each for each in self._order if each in ticked]
        self._show()
        self.changed.emit()

    def _role(self, user: Colleague) -> str:
        wales = in_wales(self.wizard.look.procedure)
        lead = _("Designated safeguarding person") if wales else _("Designated safeguarding lead")
        if user.role in {"", *Role}:
            return lead if user.office == Role.DSL else role_words(user.office)
        return user.role

    def _show(self) -> None:
        ticked = self._ticked()
        appear(self.without_self, on=bool(ticked) and self._own not in ticked)


def _name(user: Colleague) -> str:
    # An ampersand in a name is no key: it stands doubled where one would make a key.
    name = user.name.replace("&", "&&")
    return _("{name} (you)").format(name=name) if user.is_self else name
