from datetime import date
from itertools import count

import pytest

from desktop_app.domain.decision import IncidentStatus, SignOff
from desktop_app.domain.errors import IncidentMissingError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    FormMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import (
    AnswerGiven,
    DetailsGiven,
    IncidentRecorded,
    SeenByStaff,
)
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.state.incident import IncidentState, fold

RECORDED = IncidentRecorded("2026-ABC123", ("bullying",), "2026-11-20T10:00", "ukcis-2024")
REFER = DecisionMade("refer", "as required", "2026-11-20T12:00")
KEEP = DecisionMade("not-referred", "all is answered", "2026-11-20T12:00")
ASKED = SignOffAsked("A. Head", "head teacher", "2026-11-20T13:00")
SIGNED = SignOffGiven("signed", "A. Head", "head teacher", "2026-11-20T14:00")
DECLINED = SignOffGiven("declined", "A. Head", "head teacher", "2026-11-20T14:00")
RANG = AgencyContacted("police", "2026-11-20T15:00")


def assessed(outcome: str) -> Assessed:
    return Assessed("ukcis-2024", "1", "00", {}, {"outcome": outcome})


def entries(*events: Event, sealed: bool = False) -> list[Entry]:
    places = count(1)
    return [
        Entry(
            place,
            f"event-{place}",
            "incident-1",
            f"user-{place}",
            f"2026-11-20T10:{place:02d}:00.000Z",
            event,
            sealed=sealed,
        )
        for place, event in zip(places, events, strict=False)
    ]


def folded(*events: Event) -> IncidentState:
    return fold(entries(RECORDED, *events))


def test_nothing_and_what_does_not_begin_with_a_record_is_no_incident() -> None:
    stray = entries(RANG)
    nowhere = [Entry(1, "event-1", None, "user-1", "2026-11-20T10:01:00.000Z", RECORDED)]
    for log in ([], stray, nowhere):
        with pytest.raises(IncidentMissingError):
            fold(log)


def test_an_incident_keeps_what_was_recorded_and_by_whom() -> None:
    state = fold(entries(RECORDED, sealed=True))
    assert (state.id, state.reference, state.kinds) == ("incident-1", "2026-ABC123", ("bullying",))
    assert (state.recorded.author, state.recorded.position) == ("user-1", 1)
    assert state.recorded.at == "2026-11-20T10:01:00.000Z"
    assert state.sealed
    assert state.assessed is None
    assert state.outcome == ""
    assert state.detail("worry") == ""
    assert [entry.event for entry in state.entries] == [RECORDED]


def test_a_correction_is_what_holds_and_the_old_words_stay() -> None:
    corrected = IncidentRecorded(
        "2026-ABC123", ("exposure",), "2026-11-20T10:00", "ukcis-2024", narrative="corrected"
    )
    state = folded(corrected)
    assert (state.narrative, state.kinds) == ("corrected", ("exposure",))
    assert state.recorded.author == "user-1"
    assert RECORDED in [entry.event for entry in state.entries]


def test_the_newest_answer_holds_and_remembers_those_before_it() -> None:
    state = folded(
        AnswerGiven("coerced", "not-known"),
        AnswerGiven("under-13", "no", how="register"),
        AnswerGiven("coerced", "no"),
        AnswerGiven("coerced", "yes", how="she said so", known_at="2026-11-20T16:00"),
    )
    assert list(state.answers) == ["coerced", "under-13"]
    answer = state.answers["coerced"]
    assert (answer.answer, answer.before) == ("yes", ("not-known", "no"))
    assert (answer.how, answer.at, answer.author) == ("she said so", "2026-11-20T16:00", "user-5")
    assert state.answers["under-13"].at == "2026-11-20T10:03:00.000Z"


def test_a_person_stands_once_as_last_described_in_the_order_first_named() -> None:
    state = folded(
        PersonInvolved("p1", ("depicted",), name="First", born="2011-05-03"),
        PersonInvolved("p2", ("sharer",), details={"gp": "Dr Example"}),
        PersonInvolved("p1", ("depicted", "sharer"), name="First", born="2011-05-04"),
    )
    assert [each.id for each in state.people] == ["p1", "p2"]
    assert state.people[0].born == date(2011, 5, 4)
    assert state.people[0].roles == ("depicted", "sharer")
    assert state.people[1].born is None
    assert state.people[1].detail("gp") == "Dr Example"


def test_details_are_merged_and_lists_grow() -> None:
    seen = SeenByStaff("Mr Example")
    done = ActionTaken("phone locked away")
    form = FormMade("referral", "00", 4, "referral")
    state = folded(
        DetailsGiven({"worry": "old", "impact": "kept"}),
        DetailsGiven({"worry": "new"}),
        seen,
        done,
        RANG,
        form,
        RANG,
    )
    assert state.details == {"worry": "new", "impact": "kept"}
    assert state.detail("worry") == "new"
    assert (state.seen_by_staff, state.actions) == ((seen,), (done,))
    assert (state.contacts, state.forms) == ((RANG, RANG), (form,))


def test_the_last_assessment_holds_and_the_earlier_ones_stay() -> None:
    state = folded(assessed("hold"), assessed("school-managed"))
    assert state.outcome == "school-managed"
    assert [each.result["outcome"] for each in state.assessments] == ["hold", "school-managed"]


def test_a_decision_goes_from_not_asked_to_asked_to_signed() -> None:
    assert folded().decision.sign_off is SignOff.NOT_NEEDED
    assert folded(KEEP).decision.sign_off is SignOff.NOT_ASKED
    assert folded(KEEP, ASKED).decision.sign_off is SignOff.ASKED
    assert folded(KEEP, ASKED, SIGNED).decision.sign_off is SignOff.SIGNED
    assert folded(KEEP, SIGNED).decision.is_signed
    assert folded(REFER).decision.sign_off is SignOff.NOT_NEEDED


def test_a_new_decision_needs_a_new_sign_off_and_the_earlier_one_stays() -> None:
    decision = folded(KEEP, ASKED, SIGNED, KEEP).decision
    assert decision.sign_off is SignOff.NOT_ASKED
    assert decision.earlier == (KEEP,)
    assert decision.asked is None
    assert folded(SIGNED, KEEP).decision.sign_off is SignOff.NOT_ASKED


def test_a_declined_sign_off_makes_a_referral() -> None:
    decision = folded(KEEP, ASKED, DECLINED).decision
    assert decision.stands_as_referral
    assert not decision.is_signed
    assert not folded(KEEP, ASKED).decision.stands_as_referral
    assert folded(REFER).decision.stands_as_referral
    assert not folded().decision.stands_as_referral


MANAGED, HOLD, TODAY = assessed("school-managed"), assessed("hold"), assessed("refer-today")


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((), IncidentStatus.TO_DECIDE),
        ((HOLD,), IncidentStatus.TO_DECIDE),
        ((MANAGED,), IncidentStatus.TO_DECIDE),
        ((MANAGED, KEEP), IncidentStatus.AWAITING_SIGN_OFF),
        ((MANAGED, KEEP, ASKED), IncidentStatus.AWAITING_SIGN_OFF),
        ((MANAGED, KEEP, ASKED, SIGNED), IncidentStatus.NOT_REFERRED),
        ((MANAGED, KEEP, SIGNED, KEEP), IncidentStatus.AWAITING_SIGN_OFF),
        ((MANAGED, KEEP, DECLINED), IncidentStatus.REFER_NOW),
        ((MANAGED, KEEP, DECLINED, RANG), IncidentStatus.REFERRED),
        ((HOLD, REFER), IncidentStatus.REFER_NOW),
        ((HOLD, REFER, RANG), IncidentStatus.REFERRED),
        ((TODAY,), IncidentStatus.REFER_NOW),
        ((TODAY, RANG), IncidentStatus.REFERRED),
        ((TODAY, RANG, TODAY), IncidentStatus.REFERRED),
        ((TODAY, RANG, REFER), IncidentStatus.REFERRED),
        ((HOLD, RANG), IncidentStatus.TO_DECIDE),
        ((HOLD, RANG, KEEP, SIGNED), IncidentStatus.NOT_REFERRED),
        ((MANAGED, KEEP, SIGNED, TODAY), IncidentStatus.REFER_NOW),
        ((TODAY, RANG, MANAGED), IncidentStatus.TO_DECIDE),
    ],
)
def test_where_an_incident_stands(events: tuple[Event, ...], status: IncidentStatus) -> None:
    assert folded(*events).status is status


@pytest.mark.parametrize(
    "events",
    [
        (HOLD, RANG, TODAY),
        (HOLD, RANG, KEEP, SIGNED, TODAY),
        (MANAGED, RANG, KEEP, DECLINED),
        (RANG, TODAY),
        (TODAY, RANG, MANAGED, TODAY),
    ],
)
def test_a_consultation_before_it_had_to_be_referred_never_counts_as_the_referral(
    events: tuple[Event, ...],
) -> None:
    assert folded(*events).status is IncidentStatus.REFER_NOW
    assert folded(*events, RANG).status is IncidentStatus.REFERRED
