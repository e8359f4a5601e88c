from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.steps import steps
from desktop_app.ui.desk import Desk
from tests.builders_answers import REVIEWED
from tests.builders_wizard import all_no, stage


def test_the_further_review_asks_all_of_its_questions_and_says_what_it_is_for(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "review", answers=all_no())
    assert all(shown.has(f"answer-{each}") for each in REVIEWED)
    said = "\n".join(each.text() for each in shown.page.findChildren(QLabel))
    assert "These answers change no rule." in said
    assert len(shown.page.problems()) == 9


def test_it_comes_only_before_a_decision_not_to_refer_about_imagery(
    qtbot: QtBot, desk: Desk
) -> None:
    def way(kind: str, answers: dict[str, str]) -> list[str]:
        shown = stage(qtbot, desk, "tell", kinds=(kind,), answers=answers)
        return [each.id for each in steps(shown.draft, shown.wizard.look)]

    assert "review" in way("nudes-shared", all_no())
    assert "review" not in way("nudes-shared", all_no(coerced="yes"))
    assert "review" not in way("bullying", all_no(severe="no"))
