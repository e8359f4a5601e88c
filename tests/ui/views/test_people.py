import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.events.vaults import RecoveryRenewed
from desktop_app.domain.roles import Role
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import recovering, sessions, sign_in, staff
from desktop_app.services.sessions import Session
from desktop_app.services.staff import Member, Newcomer
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.settings.people import PeoplePage
from desktop_app.ui.views.settings.people_add import AddPersonPage, AdmitPage
from desktop_app.ui.views.settings.people_leaving import LeavePage, LeftPage, NoKeyPage
from desktop_app.ui.views.settings.people_own import NewRecovery, OwnPasswordPage
from desktop_app.ui.views.settings.person import PersonPage, RenewPage
from desktop_app.ui.widgets import ErrorSummary
from desktop_app.vault.vault import FLOOR, create_vault, open_vault

PASSWORD = "four plain words here"
ANOTHER = "other words for another"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
WAIT = 20_000
Kind = TypeVar("Kind", bound=QWidget)


class Open:
    """A window on a vault that two people use."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        vault, _keys = create_vault(
            path, password=PASSWORD, sign_in="AB", name="A. Bee", at=AT, cost=FLOOR
        )
        self.qtbot = qtbot
        self.path = path
        self.sit(Session(vault, Library(resources_folder()), lambda: AT))
        self.let_in("CD", Role.DEPUTY)

    def sit(self, session: Session) -> None:
        self.session = session
        self.said: list[str] = []
        desk = Desk(session, ViewSettings(None))
        desk.said.connect(self.said.append)
        self.window = MainWindow()
        self.navigator = Navigator(self.window, desk)
        self.qtbot.addWidget(self.window)
        self.window.resize(1100, 700)
        self.window.show()

    def sit_as(self, sign_in: str, password: str) -> None:
        self.session.vault.close()
        vault = open_vault(self.path, password=password, sign_in=sign_in)
        self.sit(Session(vault, self.session.library, lambda: AT))

    def let_in(self, sign_in: str, office: Role) -> None:
        newcomer = Newcomer(sign_in, f"Name of {sign_in}", "Teacher", office)
        keys = self.session.vault.keyring.keyfile
        staff.admit(self.session, staff.prepare(keys, newcomer, ANOTHER))

    def of(self, sign_in: str) -> Member:
        return next(each for each in staff.everyone(self.session) if each.sign_in == sign_in)

    def page(self, section: str, kind: type[Kind]) -> Kind:
        self.navigator.open_settings(section)
        return self.shown(kind)

    def shown(self, kind: type[Kind]) -> Kind:
        assert isinstance(self.window.page, kind), self.window.page
        return self.window.page

    def until(self, kind: type[QWidget]) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind), timeout=WAIT)

    def problem(self) -> str:
        assert self.window.page is not None
        shown = self.window.page.findChildren(ErrorSummary)
        found = [each for each in shown if not each.isHidden()]
        return found[-1].accessibleName() if found else ""

    def words(self) -> str:
        assert self.window.page is not None
        return " ".join(each.text() for each in self.window.page.findChildren(QLabel))

    def button(self, identifier: str) -> QPushButton | None:
        assert self.window.page is not None
        found = self.window.page.findChildren(QPushButton)
        return next((each for each in found if each.accessibleIdentifier() == identifier), None)


@pytest.fixture
def open_vault_of_two(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    assert dressed is not None
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    made = Open(qtbot, tmp_path / "school.vault")
    yield made
    made.session.vault.close()


def type_twice(asked: NewPassword, password: str) -> None:
    asked.password.setText(password)
    asked.again.setText(password)


def opens(path: Path, sign_in: str, password: str) -> bool:
    try:
        open_vault(path, sign_in=sign_in, password=password).close()
    except PasswordRefusedError:
        return False
    return True


def test_everyone_stands_there_with_role_and_since_when(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    seat.page("people", PeoplePage)
    said = seat.words()
    assert "A. Bee (you)" in said
    assert "Deputy designated safeguarding lead  ·  signs in as CD" in said
    assert "Here since 20 Nov 2026" in said


def test_somebody_alone_with_the_key_is_warned(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    seat.page("people", PeoplePage)
    assert "Only one person" not in seat.words()
    staff.remove(seat.session, seat.of("CD").id, reason="left")
    seat.page("people", PeoplePage)
    assert "Only one person can open these records" in seat.words()
    assert "No longer here" in seat.words()


def test_a_new_person_types_their_password_and_signs_in_with_it(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page("add-person", AddPersonPage)
    page.name.setText("E. Eff")
    page.sign_in.setText("EF")
    page.office.set_value("head")
    type_twice(page.password, "words that are theirs alone")
    page.go_on()
    assert page.let_in.text() == "Letting them in…"
    seat.until(PeoplePage)
    assert seat.said == ["E. Eff can sign in now."]
    assert seat.of("EF").office == Role.HEAD
    seat.session.vault.close()
    assert opens(seat.path, "EF", "words that are theirs alone")


def test_what_is_missing_is_said_and_nobody_is_let_in(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page("add-person", AddPersonPage)
    page.go_on()
    for said in ("Type their name", "Type a sign-in name", "Choose what they may do", "password"):
        assert said in seat.problem()
    page.name.setText("Name of CD")
    page.sign_in.setText("cd")
    page.office.set_value("deputy")
    type_twice(page.password, "nameofcd nameofcd")
    page.go_on()
    assert "leans on names" in seat.problem()
    type_twice(page.password, ANOTHER)
    page.go_on()
    seat.qtbot.waitUntil(lambda: "this sign-in name already" in seat.problem(), timeout=WAIT)
    assert len(staff.everyone(seat.session)) == 2
    assert page.let_in.isEnabled()


def test_words_that_are_offered_can_be_taken(open_vault_of_two: Open) -> None:
    page = open_vault_of_two.page("add-person", AddPersonPage).password
    page.offer()
    first = page.text()
    assert first == ""
    page.use()
    assert len(page.text().split(" ")) == 4
    assert page.text() == page.again.text()
    assert page.problems() == []


def test_leaving_the_page_lets_nobody_in_behind_ones_back(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page("add-person", AddPersonPage)
    page.name.setText("E. Eff")
    page.sign_in.setText("EF")
    page.office.set_value("head")
    type_twice(page.password, ANOTHER)
    before = threading.active_count()
    page.go_on()
    seat.page("people", PeoplePage)
    seat.qtbot.waitUntil(lambda: threading.active_count() <= before, timeout=WAIT)
    QApplication.processEvents()
    assert len(staff.everyone(seat.session)) == 2


def test_a_prepared_person_is_let_in_once_the_code_was_shown(
    open_vault_of_two: Open, tmp_path: Path
) -> None:
    seat = open_vault_of_two
    page = seat.page("admit", AdmitPage)
    file = tmp_path / "ef.joining"
    file.write_bytes(b"something else")
    page.read(file)
    assert seat.problem()
    newcomer = Newcomer("EF", "E. Eff", "", Role.DEPUTY)
    data = staff.prepare(seat.session.vault.keyring.keyfile, newcomer, ANOTHER)
    file.write_bytes(data)
    page.read(file)
    assert not seat.problem()
    assert staff.code_of(data) in seat.words()
    page.go_on()
    seat.shown(PeoplePage)
    assert seat.of("EF").name == "E. Eff"


def test_a_name_and_a_role_are_changed(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page(f"person:{seat.of('CD').id}", PersonPage)
    page.name.setText("")
    page.keep()
    assert "Type a name" in seat.problem()
    page.name.setText("C. Dee-Eff")
    page.office.set_value("dsl")
    page.keep()
    seat.until(PeoplePage)
    assert (seat.of("CD").name, seat.of("CD").office) == ("C. Dee-Eff", Role.DSL)
    said = "Saved. C. Dee-Eff is Designated safeguarding lead from now on."
    assert seat.said[-1] == said
    page = seat.page(f"person:{seat.of('CD').id}", PersonPage)
    page.keep()
    assert seat.said[-1] == "Saved."


def test_what_is_closed_to_a_new_administrator_is_said_and_the_key_comes_back_with_a_role(
    open_vault_of_two: Open,
) -> None:
    seat = open_vault_of_two
    page = seat.page(f"person:{seat.of('CD').id}", PersonPage)
    page.office.set_value("administrator")
    seat.window.resize(1100, 450)
    page.keep()
    assert page.working.words.text() == "Writing the vault anew…"
    seat.qtbot.waitUntil(lambda: not page.working.bar.visibleRegion().isEmpty())
    assert not page.save.isEnabled()
    seat.until(NoKeyPage)
    for said in (
        "They cannot open any record any more, and the vault has a new key.",
        "They sign in with the password that they have",
        "opens with the password they had",
        "closed as long as they are an administrator",
    ):
        assert said in seat.words()
    seat.sit_as("AB", PASSWORD)
    page = seat.page(f"person:{seat.of('CD').id}", PersonPage)
    page.office.set_value("deputy")
    page.keep()
    assert seat.said[-1].endswith("from now on, and holds the key to the records.")
    seat.session.vault.close()
    assert opens(seat.path, "CD", ANOTHER)


def test_a_change_of_role_that_was_stopped_holds_all_the_same(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page(f"person:{seat.of('CD').id}", PersonPage)
    page.office.set_value("administrator")
    page.working.bar.valueChanged.connect(lambda _value: page.working.stop.click())
    page.keep()
    seat.qtbot.waitUntil(lambda: "hold no key any more" in seat.problem(), timeout=WAIT)
    assert not page.save.isEnabled()
    seat.session.vault.close()
    assert opens(seat.path, "AB", PASSWORD)
    assert sessions.derive(seat.path, ANOTHER, "CD").vault_keys == ()


def test_the_only_lead_is_told_why_the_role_stays(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page(f"person:{seat.of('AB').id}", PersonPage)
    assert seat.button("leave") is None
    page.office.set_value("deputy")
    page.keep()
    seat.qtbot.waitUntil(lambda: "only designated safeguarding lead" in seat.problem())
    assert seat.of("AB").office == Role.DSL


def test_what_a_leaver_can_still_open_is_said_before_and_after(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page(f"leave:{seat.of('CD').id}", LeavePage)
    plain = "a backup, a stick or a copied folder"
    assert plain in seat.words()
    page.go_on()
    assert "Say in a few words why" in seat.problem()
    assert not seat.of("CD").removed
    page.reason.setText("left the school")
    page.go_on()
    assert page.working.words.text() == "Writing the vault anew…"
    assert not page.remove.isEnabled()
    seat.until(LeftPage)
    assert plain in seat.words()
    assert "Make a backup today" in seat.words()
    assert seat.of("CD").removed
    seat.session.vault.close()
    assert not opens(seat.path, "CD", ANOTHER)
    assert opens(seat.path, "AB", PASSWORD)


def test_stopping_halfway_leaves_them_gone_and_the_rest_to_the_next_opening(
    open_vault_of_two: Open,
) -> None:
    seat = open_vault_of_two
    page = seat.page(f"leave:{seat.of('CD').id}", LeavePage)
    page.reason.setText("left the school")
    page.working.bar.valueChanged.connect(lambda _value: page.working.stop.click())
    page.go_on()
    seat.qtbot.waitUntil(lambda: "next opened" in seat.problem(), timeout=WAIT)
    assert seat.of("CD").removed
    assert not page.remove.isEnabled()
    seat.session.vault.close()
    assert not opens(seat.path, "CD", ANOTHER)
    assert opens(seat.path, "AB", PASSWORD)


def test_a_lost_password_is_replaced_and_what_is_lost_with_it_is_said(
    open_vault_of_two: Open,
) -> None:
    seat = open_vault_of_two
    page = seat.page(f"renew:{seat.of('CD').id}", RenewPage)
    assert "A sealed concern that they could read stays closed" in seat.words()
    type_twice(page.password, "words that they typed anew")
    page.go_on()
    seat.until(PeoplePage)
    seat.session.vault.close()
    assert opens(seat.path, "CD", "words that they typed anew")
    assert not opens(seat.path, "CD", ANOTHER)


def test_ones_own_password_is_changed_with_the_old_one(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    page = seat.page("password", OwnPasswordPage)
    type_twice(page.password, "words that are quite new")
    page.go_on()
    assert "Type your password" in seat.problem()
    page.old.setText("not this one at all")
    page.go_on()
    said = "This is not your password. Nothing was changed."
    seat.qtbot.waitUntil(lambda: said in seat.problem(), timeout=WAIT)
    assert str(seat.path.parent) not in seat.problem()
    assert said in page.old.accessibleDescription()
    page.old.setText(PASSWORD)
    page.old.returnPressed.emit()
    seat.until(PeoplePage)
    assert seat.said[-1] == "Your password is changed."
    seat.session.vault.close()
    assert opens(seat.path, "AB", "words that are quite new")
    assert not opens(seat.path, "AB", PASSWORD)


def papers(seat: Open) -> list[RecoveryRenewed]:
    events = [entry.event for entry in seat.session.vault.of_vault()]
    return [each for each in events if isinstance(each, RecoveryRenewed)]


def test_a_new_recovery_key_is_shown_and_typed_back(open_vault_of_two: Open) -> None:
    seat = open_vault_of_two
    before = papers(seat)
    flow = seat.page("recovery", NewRecovery)
    flow.first.make.click()
    seat.qtbot.waitUntil(lambda: isinstance(flow.page, KeysPage), timeout=WAIT)
    rows = [each.text() for each in flow.findChildren(QLabel) if ".  " in each.text()[:4]]
    assert len(rows) == 4
    assert isinstance(flow.page, KeysPage)
    flow.page.done.emit()
    back = flow.page
    assert isinstance(back, KeysBackPage)
    assert back.outside is None
    back.go_on()
    assert "Type row 1" in seat.problem()
    typed = tuple(row.split(".  ")[1] for row in rows)
    for line, row in zip(back.paper.lines, typed, strict=True):
        line.setText(row)
    # Nothing has changed until the paper is known to be right: a window that locks loses nothing.
    assert papers(seat) == before
    assert seat.navigator.where() == {"page": "settings", "about": "recovery"}
    back.go_on()
    assert not back.working.isHidden()
    assert not back.working.stop.isHidden()
    seat.until(PeoplePage)
    assert "is in force" in seat.said[-1]
    assert papers(seat) != before
    seat.session.vault.close()
    assert recovering.unlock(seat.path, typed).vault_keys


def test_a_new_recovery_key_that_was_stopped_is_in_force_all_the_same(
    open_vault_of_two: Open,
) -> None:
    seat = open_vault_of_two
    flow = seat.page("recovery", NewRecovery)
    keys = staff.new_recovery(seat.session)
    flow.show_keys(keys)
    assert isinstance(flow.page, KeysPage)
    flow.page.done.emit()
    back = flow.page
    assert isinstance(back, KeysBackPage)
    for line, row in zip(back.paper.lines, keys.paper, strict=True):
        line.setText(row)
    back.working.bar.valueChanged.connect(lambda _value: back.working.stop.click())
    back.go_on()
    seat.qtbot.waitUntil(lambda: "is in force" in seat.problem(), timeout=WAIT)
    seat.session.vault.close()
    open_vault(seat.path, password=PASSWORD, sign_in="AB").close()
    assert recovering.unlock(seat.path, keys.paper).vault_keys


def test_a_deputy_sees_the_list_and_changes_their_own_password_alone(
    open_vault_of_two: Open,
) -> None:
    seat = open_vault_of_two
    seat.sit_as("CD", ANOTHER)
    seat.page("people", PeoplePage)
    assert "adds and removes people" in seat.words()
    assert seat.button("people-add-person") is None
    assert seat.button("people-recovery") is None
    assert seat.button("people-password") is not None
    row = seat.button("person:AB")
    assert row is not None
    assert not row.isEnabled()


@pytest.mark.parametrize("section", ["people", "add-person", "admit", "password", "recovery"])
def test_going_back_leads_to_the_list_or_the_settings(
    open_vault_of_two: Open, section: str
) -> None:
    seat = open_vault_of_two
    seat.navigator.open_settings(section)
    back = seat.button("page-back")
    assert back is not None
    back.click()
    assert seat.button("settings-people" if section == "people" else "people-add-person")
