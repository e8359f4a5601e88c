"""One person: what they are called and may do, and a new password for one that is lost."""

from typing_extensions import override

from desktop_app.domain.roles import HOLD_THE_KEY, Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import staff
from desktop_app.services.casework_words import short_date
from desktop_app.services.staff import Member
from desktop_app.services.trust_messages import role_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.views.settings.people_form import (
    PeopleForm,
    concerns_shared,
    role_choice,
)
from desktop_app.ui.widgets import Button, Note, Problem, label
from desktop_app.ui.writing_anew import Step, WritingAnew


class PersonPage(PeopleForm):
    """Changes a person's name, job title and role; leads to a new password and to their leaving."""

    def __init__(self, desk: Desk, who: Member) -> None:
        super().__init__(desk, who.called)
        self._who = who
        self.add(
            label(
                _("Signs in as {sign_in}  ·  here since {day}").format(
                    sign_in=who.sign_in, day=short_date(who.since)
                ),
                "hint",
            )
        )
        self.name = self.ask("name", _("&Name"), missing=_("Type a name."))
        self.title_line = self.ask("title", _("&Job title"), hint=_("As it is to stand on forms."))
        self.name.setText(who.name)
        self.title_line.setText(who.title)
        self.office = role_choice(who.office)
        self.add(self.office)
        self.save = Button(_("&Save"), "primary", identifier="save")
        self.save.clicked.connect(self.keep)
        self.add(at_left(self.save))
        self.working = WritingAnew("save")
        self.add(self.working)
        if who.me:
            self.add(label(_("Your own password stands under “Change my password”."), "small"))
        else:
            self._others()
        self.column.addStretch(1)

    def _others(self) -> None:
        self.add(label(_("When something changed for them"), "h2"))
        renew = Button(_("They lost their pass&word"), identifier="renew")
        renew.clicked.connect(lambda: self.desk.open_settings(f"renew:{self._who.id}"))
        leave = Button(_("They are &leaving"), "danger", identifier="leave")
        leave.clicked.connect(lambda: self.desk.open_settings(f"leave:{self._who.id}"))
        self.add(at_left(renew, leave))

    def keep(self) -> None:
        """Write what was changed."""
        problems = self.missing()
        if problems:
            self.show_problems(problems)
            return

        self.clear_problems()
        office = Role(self.office.value() or self._who.office)

        def write(step: Step | None = None) -> None:
            staff.change(
                self.desk.session,
                self._who.id,
                name=self.name.text().strip(),
                title=self.title_line.text().strip(),
                office=office,
                progress=step,
            )

        if not self._who.holds_key or office in HOLD_THE_KEY:
            if self.do(write):
                self._saved(office)
            return
        # Whoever becomes an administrator loses the key: the vault is written anew.
        self.save.setEnabled(False)
        self.working.write(
            write,
            done=lambda: self.desk.open_settings(f"no-key:{self._who.id}"),
            failed=self.fail,
            stopped=self._stopped,
        )

    def _saved(self, office: Role) -> None:
        """Say what is different for them from now on."""
        said = _("Saved.")
        if office is not self._who.office:
            given = office in HOLD_THE_KEY and not self._who.holds_key
            more = (
                _("{name} is {role} from now on, and holds the key to the records.")
                if given
                else _("{name} is {role} from now on.")
            )
            name = self.name.text().strip()
            said = f"{said} {more.format(name=name, role=role_words(office))}"
        self.desk.open_settings("people")
        self.desk.say(said)

    def _stopped(self) -> None:
        said = _(
            "They are an administrator and hold no key any more. Writing the vault anew was "
            "stopped: it is finished when the vault is next opened, so lock the window and unlock "
            "it again."
        )
        self.show_problems([Problem(said, self.heading)])

    @override
    def fail(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        super().fail(error)


class RenewPage(PeopleForm):
    """Gives a colleague whose password is lost new keys behind a password that they type."""

    def __init__(self, desk: Desk, who: Member) -> None:
        super().__init__(
            desk, _("A new password for {0}").format(who.called), back=f"person:{who.id}"
        )
        self._who = who
        self.add(
            Note(
                _(
                    "What is open to everyone who works with these records opens again. A sealed "
                    "concern that they could read stays closed to the new password: whoever else "
                    "reads it can name them as a reader again, or the outside key can open it. "
                    "Drafts that they had not finished are lost."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )
        self._shared = staff.sealed_with(desk.session, who.id)
        if self._shared:
            again = _("Name them there as a reader again, once they have the new password.")
            self.add(label(f"{concerns_shared(self._shared)} {again}", "strong"))
        self.add(label(_("Be sure that it is them before you go on.")))
        self.add(label(_("Now the keyboard is theirs"), "h2"))
        self.password = NewPassword(
            lambda: staff.names_known(desk.session), whose=_("Their new pass&word")
        )
        self.add(self.password)
        self.renew = Button(_("Give them the &new password"), "primary", identifier="renew")
        self.renew.clicked.connect(self.go_on)
        self.password.again.returnPressed.connect(self.go_on)
        self.add(at_left(self.renew))
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Begin at the heading: what is lost is to be read first."""
        self.heading.setFocus()

    def go_on(self) -> None:
        """Check the password, make the keys, and write them."""
        problems = self.password.problems()
        if problems:
            self.show_problems(problems)
            return

        def write(made: staff.Fresh) -> None:
            staff.renew(self.desk.session, made)
            self.password.forget()
            self.desk.open_settings("people")
            said = _("{0} has a new password.").format(self._who.called)
            if self._shared:
                again = _("Name them again as a reader: {0}").format(", ".join(self._shared))
                said = f"{said} {again}"
            self.desk.say(said)

        self.run(
            staff.fresh,
            self.desk.session.vault.keyring.keyfile,
            self._who.id,
            self._who.sign_in,
            self.password.text(),
            button=self.renew,
            waiting=_("Making new keys…"),
            done=write,
        )
