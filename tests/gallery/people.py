"""Who uses the vault: every section about people, keys on paper, and the pages before unlocking."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import KeyFileOlderError
from desktop_app.services import backups, staff
from desktop_app.services.administrator import Administrator
from desktop_app.services.sessions import RecoveryKeys, Session
from desktop_app.services.staff import Newcomer
from desktop_app.ui.administrator import AdministratorPage
from desktop_app.ui.administrator_prepares import PreparePage
from desktop_app.ui.desk import Desk
from desktop_app.ui.gate import copied_first
from desktop_app.ui.locking import IdleNotice
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.recovery_way import RowsPage, WhoPage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.views.settings.people_add import AddPersonPage, AdmitPage
from desktop_app.ui.views.settings.people_own import NewRecovery
from desktop_app.ui.views.settings.person import PersonPage
from tests.gallery.room import NOW, Room

Made = Callable[[Room], QWidget]

_PASSWORD = "other words for another"
_SECTIONS = ("people", "add-person", "admit", "password", "recovery")
_OF_ONE = ("person", "renew", "leave", "left")


def people() -> Iterator[tuple[str, Made]]:
    """Give each page by its name."""
    for section in _SECTIONS:
        yield f"settings-{section}", _section(section)
    for section in _OF_ONE:
        yield f"settings-{section}", _about_the_deputy(section)
    yield "settings-no-key", _about_the_administrator
    yield "settings-person-working", _made_administrator
    yield "settings-recovery-back", _key_back
    yield "settings-people-alone", _alone
    yield "settings-add-person-errors", _nothing_typed
    yield "settings-add-person-words", _words_offered
    yield "settings-admit-file", _prepared
    yield "settings-recovery-keys", _new_key
    yield "set-up-keys-back", _keys_back
    yield "set-up-keys-back-errors", lambda room: _keys_back(room, wrong=True)
    yield "unlock-wait", _wait
    yield "unlock-older-keys", _older_keys
    yield "unlock-older-vault", _older_vault
    yield "recovery-rows", _recovery_rows
    yield "recovery-who", _recovery_who
    yield "administrator", _administrator
    yield "administrator-backup", lambda room: _administrator(room, copied=True)
    yield "administrator-prepare", _prepare


def staffed(room: Room) -> Session:
    """Give a vault that several people use, made when it is first asked for."""
    found = room.more.get("staffed")
    if found is None:
        found = room.more["staffed"] = room.fresh("staffed")
        for sign_in, name, office in (
            ("CD", "Carys Dee", Role.DEPUTY),
            ("HT", "Hana Tee", Role.HEAD),
            ("IT", "", Role.ADMINISTRATOR),
            ("XY", "Xen Why", Role.DEPUTY),
        ):
            newcomer = Newcomer(sign_in, name, "", office)
            keys = found.vault.keyring.keyfile
            staff.admit(found, staff.prepare(keys, newcomer, _PASSWORD))
        gone = next(each for each in staff.everyone(found) if each.sign_in == "XY")
        staff.remove(found, gone.id, reason="left the school")
    return found


def navigator(session: Session) -> Navigator:
    """Give a window on a vault, with the way to its pages."""
    return Navigator(MainWindow(), Desk(session, ViewSettings(None)))


def _section(section: str) -> Made:
    def made(room: Room) -> QWidget:
        shown = navigator(staffed(room))
        shown.open_settings(section)
        return shown.window

    return made


def _about_the_deputy(section: str) -> Made:
    def made(room: Room) -> QWidget:
        session = staffed(room)
        deputy = next(each for each in staff.everyone(session) if each.sign_in == "CD")
        return _section(f"{section}:{deputy.id}")(room)

    return made


def _about_the_administrator(room: Room) -> QWidget:
    session = staffed(room)
    found = next(each for each in staff.everyone(session) if each.sign_in == "IT")
    return _section(f"no-key:{found.id}")(room)


def _made_administrator(room: Room) -> QWidget:
    window = _about_the_deputy("person")(room)
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, PersonPage)
    page.office.set_value(str(Role.ADMINISTRATOR))

    def work() -> None:
        page.working.begin("Writing the vault anew…")
        page.working.tell(2, 3)
        page.reveal(page.working)

    room.after_shown(window, work)
    return window


def _key_back(room: Room) -> QWidget:
    shown = navigator(staffed(room))
    shown.open_settings("recovery")
    flow = shown.window.page
    assert isinstance(flow, NewRecovery)
    flow.show_keys(RecoveryKeys(room.keys.paper, ()))
    assert isinstance(flow.page, KeysPage)
    flow.page.done.emit()
    page = flow.page
    assert isinstance(page, KeysBackPage)

    def work() -> None:
        for line, row in zip(page.paper.lines, room.keys.paper, strict=True):
            line.setText(row)
        page.working.begin("Writing the vault anew…")
        page.working.tell(1, 3)
        page.reveal(page.working)

    room.after_shown(shown.window, work)
    return shown.window


def _alone(room: Room) -> QWidget:
    shown = navigator(room.empty)
    shown.open_settings("people")
    return shown.window


def _adding(room: Room) -> tuple[MainWindow, AddPersonPage]:
    shown = navigator(staffed(room))
    shown.open_settings("add-person")
    page = shown.window.page
    assert isinstance(page, AddPersonPage)
    return shown.window, page


def _nothing_typed(room: Room) -> QWidget:
    window, page = _adding(room)
    room.after_shown(window, page.go_on)
    return window


def _words_offered(room: Room) -> QWidget:
    window, page = _adding(room)

    def offered() -> None:
        page.password.offer()
        page.reveal(page.let_in)

    room.after_shown(window, offered)
    return window


def _prepared(room: Room) -> QWidget:
    session = staffed(room)
    file = room.folder / "person.joining"
    newcomer = Newcomer("EF", "Eirian Eff", "Pastoral lead", Role.DEPUTY)
    file.write_bytes(staff.prepare(session.vault.keyring.keyfile, newcomer, _PASSWORD))
    shown = navigator(session)
    shown.open_settings("admit")
    page = shown.window.page
    assert isinstance(page, AdmitPage)
    page.read(file)
    return shown.window


def _new_key(room: Room) -> QWidget:
    shown = navigator(staffed(room))
    shown.open_settings("recovery")
    page = shown.window.page
    assert isinstance(page, NewRecovery)
    page.show_keys(RecoveryKeys(room.keys.paper, ()))
    return shown.window


def _keys_back(room: Room, *, wrong: bool = False) -> QWidget:
    window = MainWindow()
    page = KeysBackPage(room.keys)
    window.show_page(page)
    if wrong:
        for line, row in zip(page.paper.lines, room.keys.paper, strict=True):
            line.setText(row)
        page.paper.lines[1].setText("0000000 0000001")
        room.after_shown(window, page.go_on)
    return window


def _wait(room: Room) -> QWidget:
    window = MainWindow()
    page = UnlockPage(room.folder / "school.vault", ("DSL", "Head", "Deputy"))
    window.show_page(page)
    page.open.setEnabled(False)
    page.waiting.start(272)
    return window


def _older_keys(room: Room) -> QWidget:
    window = MainWindow()
    page = UnlockPage(room.folder / "school.vault", ())
    window.show_page(page)
    room.after_shown(
        window, lambda: page.fail(KeyFileOlderError("/v/school.keys", found=3, seen=5))
    )
    return window


def _older_vault(room: Room) -> QWidget:
    window = MainWindow()
    page = UnlockPage(room.folder / "school.vault", ())
    window.show_page(page)

    def work() -> None:
        page.open.setEnabled(False)
        page.working.begin(copied_first())
        page.working.tell(1, 3)

    room.after_shown(window, work)
    return window


def _recovery_rows(_room: Room) -> QWidget:
    window = MainWindow()
    window.show_lock()
    window.show_page(RowsPage())
    return window


def _recovery_who(_room: Room) -> QWidget:
    window = MainWindow()
    window.show_lock()
    window.show_page(WhoPage(("DSL", "CD", "HT")))
    return window


def _administrator(room: Room, *, copied: bool = False) -> QWidget:
    window = MainWindow()
    page = AdministratorPage(_who(room))
    window.show_lock()
    window.show_page(page)
    if copied:
        folder = room.folder / "backups"
        folder.mkdir(exist_ok=True)
        backups.make(staffed(room).vault, folder, at=NOW)
        page.look_in(folder)
    return window


def _prepare(room: Room) -> QWidget:
    window = MainWindow()
    window.show_lock()
    window.show_page(PreparePage(_who(room)))
    notice = IdleNotice(window, kept=False)
    room.after_shown(window, lambda: notice.warn(20))
    return window


def _who(room: Room) -> Administrator:
    vault = staffed(room).vault
    return Administrator(vault.path, vault.id, "IT", vault.keyring.keyfile)
