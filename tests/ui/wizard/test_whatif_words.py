import pytest

from desktop_app.domain.procedure import Outcome, Procedure, Strength, TellFamily
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.whatif import Change
from desktop_app.ui.wizard.whatif_words import change_words

MUST, AND_OR = Strength.MUST, Strength.AND_OR


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    return Library(resources_folder()).get("ukcis-2024")


@pytest.mark.parametrize(
    ("change", "outcome", "said"),
    [
        (Change(), "hold", "not enough by itself: other answers still decide."),
        (Change(), "refer-today", "nothing changes by itself."),
        (
            Change(
                outcome=Outcome.REFER_TODAY,
                named=(("police", AND_OR), ("childrens-social-care", AND_OR)),
                emergency=True,
            ),
            "hold",
            (
                "ring 999 at once. Refer today: the police or children's social care "
                "(at least one of them)."
            ),
        ),
        (
            Change(outcome=Outcome.REFER_TODAY, named=(("childrens-social-care", MUST),)),
            "hold",
            "refer today: children's social care.",
        ),
        (
            Change(outcome=Outcome.SCHOOL_MANAGED, tell_family=TellFamily.INFORM_EARLY),
            "hold",
            "no referral is required; it is managed in school. The family can be told today.",
        ),
        (
            Change(named=(("childrens-social-care", MUST),)),
            "refer-today",
            "the result stays, and these must be told: children's social care.",
        ),
        (
            Change(tell_family=TellFamily.NOT_UNTIL_AGREED),
            "hold",
            "the family is not told until an agency agrees.",
        ),
        (
            Change(spared=("police",)),
            "refer-today",
            "the result stays; no longer required: the police.",
        ),
    ],
)
def test_what_an_answer_would_do_is_said_in_sentences(
    procedure: Procedure, change: Change, outcome: str, said: str
) -> None:
    assert change_words(procedure, change, outcome) == said
