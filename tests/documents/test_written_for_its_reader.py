from typing import Any

import pytest

from desktop_app.documents.registry import draw
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import AgencyContacted, SignOffAsked, SignOffGiven
from desktop_app.domain.events.incidents import AnswerGiven
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.state.incident import IncidentState
from tests.builders import CHILD, OTHER_CHILD, SUSPECT, a_result, an_incident
from tests.builders_forms import a_managed_result, a_printing, an_incident_for
from tests.pdf_reading import read

SIGNED = SignOffGiven(
    result="signed", name="H. Head", role="Head teacher", at="2026-11-20T15:00", view="Agreed."
)
ASKED = SignOffAsked(name="H. Head", role="Head teacher", at="2026-11-20T14:30")


def text_of(form: str, state: IncidentState) -> str:
    return " ".join(read(draw(form, state, a_printing())).text.split())


def assessed(answers: dict[str, str], **changed: Any) -> Assessed:  # noqa: ANN401  # contract 5
    return Assessed("ukcis-2024", "1", "0" * 64, answers, a_result(**changed))


def page_one_of(form: str, state: IncidentState) -> str:
    """Give the text before the first section: what can be read in two minutes."""
    elements = read(draw(form, state, a_printing())).elements
    sections = [place for place, (tag, _, _) in enumerate(elements) if tag == "H2"]
    return " ".join(" ".join(text for _, text, _ in elements[: sections[0]]).split())


def test_a_firm_answer_of_which_nobody_wrote_how_it_is_known_is_not_called_not_known() -> None:
    firm = AnswerGiven(question="offline-meeting", answer="no")
    text = text_of("police", an_incident(answers={}, assessed=(assessed({}),), more=(firm,)))
    place = text.index("Has a meeting in person been arranged or asked for?")
    assert text[place:].split("Is an adult taking part")[0].endswith("Not recorded ")
    assert "☒ Not known Not known Is there reason" in text


def test_what_is_not_known_of_a_child_is_named_in_one_line() -> None:
    bare = PersonInvolved(
        person=CHILD, roles=("depicted",), name="Amal Example", details={"phone": "01632 960009"}
    )
    text = text_of("referral", an_incident(people=(bare,)))
    assert "Phone 01632 960009" in text
    assert "Not known Home address; Other address; Parental responsibility; Gender" in text
    assert "GP Not known" not in text
    assert "Date of birth Not known" in text


def test_one_or_two_blanks_stay_rows_of_their_own() -> None:
    carer = PersonInvolved(
        person=SUSPECT,
        roles=("parent-carer",),
        name="Nour Example",
        details={
            "relationship": "Mother",
            "parental_responsibility": "Yes",
            "phone": "01632 960002",
            "address": "1 Test Lane",
        },
    )
    text = text_of("referral", an_incident(people=(carer,)))
    assert "Safe to ring? Not known" in text
    assert "Own views Not known" in text


def test_under_a_recorded_sign_off_there_is_no_empty_line_to_sign_on() -> None:
    signed = text_of("not-referred", an_incident_for("not-referred", more=(ASKED, SIGNED)))
    waiting = text_of("not-referred", an_incident_for("not-referred", more=(ASKED,)))
    assert "Signed by H. Head" in signed
    assert "Signature" not in signed
    assert "☐ I agree" not in signed
    assert waiting.count("Signature") == 2
    assert "☐ I agree" in waiting


def test_a_decision_lists_no_answer_that_has_no_bearing_on_its_kind() -> None:
    answers = {"severe": "no", "drawn-in": "no", "staff-viewed": "no", "adult-in-trust": "no"}
    decided = an_incident_for(
        "not-referred",
        answers=answers,
        assessed=(Assessed("ukcis-2024", "1", "0" * 64, answers, a_managed_result()),),
    )
    text = text_of("not-referred", decided)
    assert "Has any member of staff seen it" in text
    for unasked in ("Is the bullying severe?", "drawn into terrorism", "volunteer with children?"):
        assert unasked not in text


def test_a_decision_lists_a_yes_though_nobody_would_have_asked() -> None:
    answers = {"severe": "yes"}
    decided = an_incident_for(
        "not-referred",
        answers=answers,
        assessed=(Assessed("ukcis-2024", "1", "0" * 64, answers, a_managed_result()),),
    )
    assert "Is the bullying severe?" in text_of("not-referred", decided)


def test_the_police_see_child_age_platform_and_user_names_first() -> None:
    first = page_one_of("police", an_incident())
    assert "Amal Example, 13 when it happened (13 today)" in first
    assert "Platforms Example Chat" in first
    assert "night_Owl_77" in first
    assert "Robin Sample" not in first


def test_where_no_child_is_said_to_be_concerned_by_imagery_the_police_see_every_child() -> None:
    children = tuple(
        PersonInvolved(person=f"{OTHER_CHILD[:-1]}{place}", roles=("other",), name=f"Child {place}")
        for place in range(6)
    )
    first = page_one_of("police", an_incident(people=children))
    assert "Child 0, age not known" in first
    assert "Child 3, age not known and 2 more, below" in first
    assert "Child 4" not in first


def test_a_referral_names_school_and_referrer_on_its_first_page() -> None:
    details = {"school_name": "Example Academy", "referrer_name": "A. Lead", "referrer_role": "DSL"}
    first = page_one_of("referral", an_incident(details=details))
    assert "School Example Academy" in first
    assert "Referrer A. Lead, DSL" in first


def test_a_referral_by_a_school_of_no_name_names_the_child_s() -> None:
    assert "School Example Academy" in page_one_of("referral", an_incident())


def test_the_police_read_no_heading_that_nobody_stands_under() -> None:
    alone = PersonInvolved(person=SUSPECT, roles=("staff", "suspected-adult"), name="D. Carr")
    assert "Children and others" not in text_of("police", an_incident(people=(alone,)))
    assert "Children and others" in text_of("police", an_incident())


@pytest.mark.parametrize("form", ["referral", "police"])
def test_an_agency_is_asked_about_the_family_not_told_what_the_school_must_do(form: str) -> None:
    text = text_of(form, an_incident())
    assert "Do not tell the family until" not in text
    assert "The family must not hear of this before you agree" in text
    assert "Our first question to you: may a parent or carer be told" in text
    asked = text_of(form, an_incident(assessed=(assessed({}, tell_family="ask-first"),)))
    assert "must not hear" not in asked
    assert "Our first question to you" in asked
    early = text_of(form, an_incident(assessed=(assessed({}, tell_family="inform-early"),)))
    assert "We tell the parents or carers of each child, unless you ask us to wait." in early


def test_the_school_s_own_papers_tell_the_school_what_to_do_about_the_family() -> None:
    assert "Do not tell the family until" in text_of("incident", an_incident())


@pytest.mark.parametrize("question", ["life-in-danger", "immediate-risk", "blackmailed"])
def test_an_agency_hears_what_happens_tonight_if_nobody_answers(question: str) -> None:
    said = "If nobody has answered before the child leaves our care"
    pressing = an_incident(assessed=(assessed({question: "yes"}, tell_family="ask-first"),))
    assert said in text_of("referral", pressing)
    assert said not in text_of("referral", an_incident(assessed=(assessed({question: "no"}),)))


def test_what_was_agreed_about_the_family_is_not_asked_again() -> None:
    agreed = AgencyContacted(agency="police", at="2026-11-20T11:15", family_may_be_told="yes")
    text = text_of("police", an_incident(contacts=(agreed,)))
    assert "Telling the family was agreed with an agency: see the contacts." in text
    assert "Our first question to you" not in text


def test_the_police_are_not_given_the_reasons_for_social_care() -> None:
    reasons = a_result()["refer_to"]
    reasons[1]["because"] = ["significant-harm"]
    state = an_incident(assessed=(assessed({}, refer_to=reasons),))
    harm = "Has a child suffered significant harm"
    assert harm not in text_of("police", state)
    assert harm in text_of("referral", state)


def test_police_whom_no_rule_names_read_that_the_school_chose_to_report() -> None:
    care_alone = [each for each in a_result()["refer_to"] if each["agency"] != "police"]
    text = text_of("police", an_incident(assessed=(assessed({}, refer_to=care_alone),)))
    why = text[text.index("Why the police are told") :]
    assert "No rule requires it: the school has chosen to report." in why
