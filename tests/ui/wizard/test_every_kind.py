from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.steps import steps
from desktop_app.domain.procedure import SCHOOL
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts
from desktop_app.services.casework_words import short_day
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.wizard.duty_groups import SAID_ON_TOP
from desktop_app.ui.wizard.parts import Sheet
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.ui.wizard.words import agency_name, capital
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
LIBRARY = Library(resources_folder())
KINDS = tuple(LIBRARY.catalogue.kind_by_id)
PROCEDURES = tuple(LIBRARY.versions)
STAFF = "colleague-concern"
MOST_PAGES = 40


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, dressed: QApplication) -> Iterator[Desk]:
    """Give a desk on a vault of its own, for every kind under every procedure."""
    assert dressed is not None
    path = tmp_path_factory.mktemp("kinds") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    yield Desk(Session(vault, LIBRARY, lambda: NOW), ViewSettings(None))
    vault.close()


def a_draft(desk: Desk, kind: str, procedure: str, way: Way = Way.NOW) -> Draft:
    draft = drafts.begin(desk.session, way)
    draft.record |= {"procedure": procedure, "kinds": [kind]}
    draft.notes["about_staff"] = "yes" if kind == STAFF else "no"
    if kind == STAFF:
        draft.notes["about_whom"] = "colleague"
    return draft


def to_the_result(qtbot: QtBot, desk: Desk, draft: Draft) -> WizardShell:
    """Go from page to page by the primary button alone, nothing more being known."""
    shell = WizardShell(desk, draft)
    qtbot.addWidget(shell)
    for _page in range(MOST_PAGES):
        if draft.place == "result":
            return shell
        for step in steps(draft, shell.wizard.look):
            if step.id == draft.place:
                for question in step.questions:
                    draft.answers.setdefault(question, "not-known")
        before = draft.place
        shell.go_on()
        assert draft.place != before, (before, problems(shell))
    raise AssertionError(draft.place)


def problems(shell: WizardShell) -> list[str]:
    return [each.message for each in shell.page.problems()] if shell.page else []


def words(page: QWidget | None) -> str:
    assert page is not None
    for sheet in page.findChildren(Sheet):
        sheet.finish()
    return "\n".join(each.text() for each in page.findChildren(QLabel))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_kind_ends_with_who_to_tell_by_when_and_what_not_to_do(
    qtbot: QtBot, desk: Desk, kind: str, procedure: str
) -> None:
    shell = to_the_result(qtbot, desk, a_draft(desk, kind, procedure))
    look = shell.wizard.look
    found = look.assessment
    assert found is not None
    said = words(shell.page)
    for agency in found.refer_to:
        name = agency_name(look.procedure, agency.agency)
        assert name in said or capital(name) in said
    for duty in found.duties:
        if duty.owner == SCHOOL and duty.id in SAID_ON_TOP:
            continue
        assert duty.text in said
        assert duty.source in said
        assert not duty.due or duty.due <= NOW.date() or short_day(duty.due) in said
        assert duty.starts_with in said
        assert duty.today in said
    by_id = {each.id: each for each in look.procedure.do_not}
    for name in found.do_not:
        assert by_id[name].text in said
        assert by_id[name].source.label in said
    assert all(each.text in said for each in found.advice)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_kind_asks_only_what_applies_to_it(desk: Desk, kind: str, procedure: str) -> None:
    for way in Way:
        draft = a_draft(desk, kind, procedure, way)
        look = drafts.look(desk.session, draft)
        asked = [question for step in steps(draft, look) for question in step.questions]
        assert set(asked) <= set(look.applies)
        # The quick way offers a page again until it was gone past.
        assert way is Way.NOW or len(asked) == len(set(asked))


def test_clocks_that_others_own_are_expected_and_those_not_begun_say_what_begins_them(
    qtbot: QtBot, desk: Desk
) -> None:
    shell = to_the_result(qtbot, desk, a_draft(desk, "sextortion", "derby-derbyshire-2024"))
    said = words(shell.page)
    assert "What others do, and when to expect it" in said
    assert "Children's social care: expected by 23 Nov 2026" in said
    assert "the clock starts with" in said
    assert "overdue" not in said.lower()


def test_a_concern_about_a_colleague_is_driven_to_its_record_and_stays_sealed(
    qtbot: QtBot, desk: Desk
) -> None:
    draft = a_draft(desk, STAFF, "kent-medway-2016", Way.TIME)
    shell = to_the_result(qtbot, desk, draft)
    passed = draft.passed
    assert passed.index("about-whom") < passed.index("readers") < passed.index("account")
    assert {"device", "list:colleague-steps"} <= set(passed)
    reference = drafts.finish(desk.session, shell.draft)
    assert reference in [each.reference for each in desk.session.vault.sealed_incidents()]
