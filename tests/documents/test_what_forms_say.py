from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_app.documents.registry import FORMS, draw
from desktop_app.documents.words import ages, when
from desktop_app.domain.decision import Decision
from desktop_app.domain.errors import (
    FormNotApplicableError,
    FormUnknownError,
    PersonMissingError,
)
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import (
    AgencyContacted,
    DecisionMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven, SeenByStaff
from desktop_app.domain.people import Person
from desktop_app.domain.state.incident import IncidentState
from tests.builders import (
    CHILD,
    MOTHER,
    OTHER_CHILD,
    a_procedure,
    a_result,
    an_incident,
    with_events,
)
from tests.builders_forms import a_managed_result, a_printing, an_incident_for
from tests.pdf_reading import read

EVERY_FORM = pytest.mark.parametrize("form", FORMS)


def text_of(form: str, state: IncidentState, about: str | None = None) -> str:
    return " ".join(read(draw(form, state, a_printing(), about=about)).text.split())


def decided(decision: Decision, **changed: object) -> DecisionMade:
    made = DecisionMade(
        decision=str(decision), reason="Our reason.", at="2026-11-20T14:00", by="A. Lead"
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # fields of the event


def assessed(**changed: object) -> Assessed:
    return Assessed("ukcis-2024", "1", "0" * 64, {"adult-involved": "yes"}, a_result(**changed))


@EVERY_FORM
def test_someone_who_is_not_in_the_incident_cannot_be_the_one_it_is_about(form: str) -> None:
    with pytest.raises(PersonMissingError):
        draw(
            form, an_incident_for(form), a_printing(), about="01936b1e-7c00-7000-8000-00000000dead"
        )


def test_a_form_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormUnknownError) as caught:
        draw("letter", an_incident(), a_printing())

    assert caught.value.known == tuple(FORMS)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "no-decision"),
        ({"decided": (decided(Decision.REFER),)}, "decided-to-refer"),
        ({"decided": (decided(Decision.NOT_REFERRED),), "assessed": ()}, "not-assessed"),
        ({"decided": (decided(Decision.NOT_REFERRED),)}, "refer-today"),
    ],
)
def test_a_decision_not_to_refer_that_cannot_stand_is_not_printed(
    changed: dict[str, Any], why: str
) -> None:
    with pytest.raises(FormNotApplicableError) as caught:
        draw("not-referred", an_incident(**changed), a_printing())

    assert (caught.value.form, caught.value.why) == ("not-referred", why)


def test_the_first_page_of_a_referral_answers_a_person_with_two_minutes() -> None:
    details = {
        "asked_for": "A strategy discussion.",
        "why_today": "A meeting is asked for on Saturday.",
        "where_now": "With Ms Teacher",
        "until_when": "15:30",
        "who_has_them_tonight": "Her grandmother",
        "safe_number": "01632 960003",
        "must_not_answer": "The stepfather",
        "reach_out_of_hours": "07700 900001",
        "form_goes_to": "Exampleshire front door",
    }
    rung = AgencyContacted(
        agency="police", at="2026-11-20T11:15", person="PC 4711", reference="EX-55"
    )
    state = an_incident(details=details, contacts=(rung,))

    reading = read(draw("referral", state, a_printing()))
    first = " ".join(
        " ".join(text.split()) for (page, _), text in reading.marked.items() if page == 0
    )

    assert all(text in first for text in details.values())
    assert "Exampleshire" in first
    assert "An adult is or may be involved" in first
    assert "Police, Friday 20 November 2026, 11:15, PC 4711, reference EX-55" in first


def test_a_referral_is_about_the_child_it_was_asked_for_and_masks_nobody_else() -> None:
    text = text_of("referral", an_incident(), about=OTHER_CHILD)

    assert text.index("Robin Sample") < text.index("Amal Example")
    assert "Nour Example" in text
    assert "night_Owl_77" in text


def test_a_referral_is_about_the_first_child_concerned_unless_told_otherwise() -> None:
    text = text_of("referral", an_incident())

    assert text.index("Amal Example") < text.index("Robin Sample")


def test_a_usual_referral_has_about_four_pages() -> None:
    assert len(read(draw("referral", an_incident(), a_printing())).artifacts) in {4, 5}


def test_the_paper_of_wales_is_information_for_the_report_and_claims_no_more() -> None:
    wales = replace(a_procedure(), nation="wales")
    reading = read(draw("referral", an_incident(), a_printing(procedure=wales)))

    assert reading.elements[1][:2] == ("H1", "Information for the section 130 report")
    assert "This is not the local authority's own form." in " ".join(reading.text.split())


@pytest.mark.parametrize("form", ["referral", "police", "incident"])
def test_an_emergency_comes_before_everything_else(form: str) -> None:
    state = an_incident(assessed=(assessed(emergency=True),))
    text = text_of(form, state)

    assert "EMERGENCY" in text
    assert text.index("Ring 999") < text.index("Amal Example")
    assert "EMERGENCY" not in text_of(form, an_incident())


@EVERY_FORM
def test_a_form_that_replaces_another_says_so_at_its_head(form: str) -> None:
    printing = a_printing(earlier_form="our referral of 19 November 2026")
    reading = read(draw(form, an_incident_for(form), printing))

    assert "replaces an earlier form: our referral of 19 November" in " ".join(
        text for _, text, _ in reading.elements[:6]
    )


@pytest.mark.parametrize("form", ["referral", "police"])
def test_of_a_pair_both_agencies_are_named(form: str) -> None:
    assert "Police and/or Children's social care: at least one of them is told" in text_of(
        form, an_incident()
    )


def test_the_police_are_not_told_of_the_familys_welfare() -> None:
    state = an_incident(details={"history": "An earlier plan.", "worry": "Debt."})
    text = text_of("police", state)

    assert "An earlier plan." not in text
    assert "Debt." not in text
    assert "Sam Sample" not in text
    assert "child in need" not in text
    assert "Sam Sample" in text_of("referral", state)


@EVERY_FORM
def test_no_form_calls_anyone_an_offender_or_says_what_imagery_shows(form: str) -> None:
    text = text_of(form, an_incident_for(form)).lower()

    for word in ("offender", "perpetrator ", "depict", "abuser"):
        assert word not in text


@pytest.mark.parametrize("form", ["referral", "police", "incident"])
def test_an_adult_who_is_suspected_is_alleged_to_be_involved(form: str) -> None:
    assert "adult alleged to be involved" in text_of(form, an_incident())


def test_the_criteria_are_printed_with_every_answer_and_how_it_is_known() -> None:
    text = text_of("referral", an_incident())

    assert "Yes: Is an adult taking part, or reason to think so? (known: Amal told us)" in text
    assert "Not known: Is there reason to believe a child was coerced?" in text
    assert "National advice for education settings, section 2" in text


def test_an_answer_that_follows_from_the_kind_says_so() -> None:
    state = an_incident(
        answers={},
        assessed=(Assessed("ukcis-2024", "1", "0" * 64, {"groomed": "yes"}, a_result()),),
    )

    assert "groomed? (known: follows from the kind of incident" in text_of("referral", state)


def test_a_referral_that_no_rule_requires_says_who_decided_it_and_why() -> None:
    managed = Assessed("ukcis-2024", "1", "0" * 64, {}, a_managed_result())
    refer = an_incident(
        assessed=(managed,), decided=(decided(Decision.REFER, reason="We are worried."),)
    )
    declined = an_incident(
        assessed=(managed,),
        decided=(decided(Decision.NOT_REFERRED),),
        more=(
            SignOffGiven("declined", "H. Head", "Head teacher", "2026-11-20T16:00", "Refer it."),
        ),
    )

    assert "The safeguarding lead decided to refer: We are worried." in text_of("referral", refer)
    assert "does not agree with managing it in school: Refer it." in text_of("referral", declined)
    assert "No rule requires it: the school has chosen to report." in text_of("police", refer)


def test_a_hold_says_what_cannot_be_ruled_out() -> None:
    held = a_result(
        outcome="hold",
        refer_to=[],
        criteria=[each | {"status": "not-known"} for each in a_result()["criteria"]],
    )
    state = an_incident(assessed=(Assessed("ukcis-2024", "1", "0" * 64, {}, held),))

    assert "It cannot be ruled out yet: \u2013 An adult is or may be involved" in text_of(
        "referral", state
    )


def test_telling_the_family_prints_the_level_who_agreed_and_what_was_done() -> None:
    agreed = AgencyContacted(
        agency="police", at="2026-11-20T11:15", person="PC 4711", family_may_be_told="yes"
    )
    alone, released = an_incident(), an_incident(contacts=(agreed,))

    assert "Do not tell the family until police or social care agree." in text_of("incident", alone)
    assert "Telling agreed by Nobody yet" in text_of("referral", alone)
    assert "Telling agreed by Police" in text_of("referral", released)


def test_what_staff_have_seen_is_printed_as_recorded_and_never_guessed() -> None:
    unasked = text_of("referral", an_incident())
    unseen = text_of("referral", an_incident(answers={"staff-viewed": "no"}))
    seen = text_of(
        "referral", an_incident(more=(SeenByStaff(who="Ms Teacher", how="A child held it up"),))
    )

    assert "Not known whether a member of staff has viewed it." in unasked
    assert "No member of staff has viewed it." in unseen
    assert "Ms Teacher" in seen
    assert "A child held it up" in seen


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "OUTSTANDING: the head teacher has not been asked to sign yet."),
        (
            (SignOffAsked(name="H. Head", role="Head teacher", at="2026-11-20T15:00"),),
            "OUTSTANDING: the head teacher has been asked and has not signed yet.",
        ),
        (
            (
                SignOffGiven(
                    result="signed", name="H. Head", role="Head teacher", at="2026-11-20T16:00"
                ),
            ),
            "Signed by H. Head",
        ),
        (
            (
                SignOffGiven(
                    result="declined",
                    name="H. Head",
                    role="Head teacher",
                    at="2026-11-20T16:00",
                    view="I want it referred.",
                ),
            ),
            "DECLINED: the head teacher does not agree. This incident is to be referred.",
        ),
    ],
)
def test_the_sign_off_is_printed_as_it_stands(more: tuple[object, ...], words: str) -> None:
    text = text_of("not-referred", an_incident_for("not-referred", more=more))

    assert words in text
    assert ("☐ I do not agree: refer." in text) == words.startswith("OUTSTANDING")
    assert "to be checked against the document" in text


def test_the_further_review_and_the_aggravating_features_are_printed() -> None:
    result = a_managed_result() | {"aggravating": ["passed-beyond", "risks-manageable"]}
    state = an_incident_for(
        "not-referred",
        assessed=(
            Assessed(
                "ukcis-2024",
                "1",
                "0" * 64,
                {"passed-beyond": "yes", "risks-manageable": "no"},
                result,
            ),
        ),
        answers={"passed-beyond": "yes", "risks-manageable": "no"},
        decided=(decided(Decision.NOT_REFERRED, further_review={"F1": "No pressure."}),),
    )
    text = text_of("not-referred", state)

    assert "Why was it shared? Was anyone under pressure? No pressure." in text
    assert "• Yes: Was it passed beyond those it was meant for?" in text
    assert "• No: Can the risks be managed in school?" in text


def test_a_decision_on_advice_prints_the_consultation_in_their_words() -> None:
    consulted = {
        "agency": "childrens-social-care",
        "person": "S. Worker",
        "at": "2026-11-20T12:00",
        "reference": "CSC-9",
        "advice": "No referral is needed.",
    }
    state = an_incident_for(
        "not-referred", decided=(decided(Decision.NOT_REFERRED_ON_ADVICE, consulted=consulted),)
    )
    text = text_of("not-referred", state)

    assert "Children's social care" in text
    assert "No referral is needed." in text
    assert "CSC-9" in text


def test_the_whole_record_keeps_earlier_answers_details_and_decisions() -> None:
    state = with_events(
        an_incident(details={"worry": "The first words."}),
        [
            AnswerGiven(question="groomed", answer="yes", how="A message was read out"),
            DetailsGiven(details={"worry": "The later words."}),
            decided(Decision.NOT_REFERRED, reason="The first reason."),
            decided(Decision.REFER, reason="The later reason."),
        ],
    )
    text = text_of("incident", state)

    for words in (
        "before: Not known",
        "The first words.",
        "The later words.",
        "The first reason.",
        "The later reason.",
    ):
        assert words in text


def test_the_whole_record_tells_the_log_in_order_with_its_authors() -> None:
    state = an_incident()
    printing = a_printing(users={state.recorded.author: "A. Lead"})
    reading = read(draw("incident", state, printing))
    texts = [text for _, text, _ in reading.elements]
    log = texts[texts.index("The log, entry by entry") :]
    numbers = [text for text in log if text.isdigit()]

    assert numbers == [str(entry.position) for entry in state.entries]
    assert log.count("A. Lead") == len(state.entries)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("2026-11-20", "Friday 20 November 2026"),
        ("2026-11-20T10:40", "Friday 20 November 2026, 10:40"),
        ("2026-11-20T10:40:00.000Z", "Friday 20 November 2026, 10:40"),
        ("2026-07-01T10:40:00.000Z", "Wednesday 1 July 2026, 11:40"),
        ("2026-03-29T00:59:59.000Z", "Sunday 29 March 2026, 00:59"),
        ("2026-03-29T01:00:00.000Z", "Sunday 29 March 2026, 02:00"),
        ("2026-10-25T00:59:59.000Z", "Sunday 25 October 2026, 01:59"),
        ("2026-10-25T01:00:00.000Z", "Sunday 25 October 2026, 01:00"),
        ("after lunch", "after lunch"),
        ("", "Not known"),
        (None, "Not known"),
    ],
)
def test_times_are_printed_as_they_are_read_aloud(given: str | None, printed: str) -> None:
    assert when(given) == printed


@pytest.mark.parametrize(
    ("person", "printed"),
    [
        (Person("p", (), born=date(2013, 5, 3)), "13 when it happened (14 today)"),
        (Person("p", (), age=13), "13 when it happened (about 13 to 14 today)"),
        (Person("p", (), year_group="9"), "13 to 14 when it happened (about 13 to 15 today)"),
        (Person("p", ()), "Not known"),
    ],
)
def test_an_age_is_printed_as_it_was_and_as_it_is(person: Person, printed: str) -> None:
    assert ages(person, an_incident(), date(2027, 5, 20)) == printed


def test_everybody_has_a_name_or_words_in_its_place() -> None:
    text = text_of("incident", an_incident())

    assert "Person 3 (name not known)" in text
    assert text_of("referral", an_incident(), about=CHILD)
    assert text_of("referral", an_incident(), about=MOTHER)


def test_an_incident_with_nothing_but_its_record_can_still_be_printed() -> None:
    bare = an_incident(people=(), answers={}, assessed=(), details={})

    for form in ("referral", "police", "incident"):
        assert "Not known" in text_of(form, bare)


def test_a_duty_names_its_owner_as_the_procedure_does_and_never_by_an_id() -> None:
    (duty,) = a_result()["duties"]
    owners = ("school", "childrens-social-care")
    duties = [duty | {"owner": owner} for owner in owners]
    made = Assessed("ukcis-2024", "1", "0" * 64, {}, a_result(duties=duties))
    printed = text_of("incident", an_incident(assessed=(made,)))
    table = printed.split("What is required", 1)[1].split("What must not be done", 1)[0]
    assert "School" in table
    assert "Children's social care" in table
    assert "childrens-social-care" not in table
    assert table.count("Expected by") == 1


def test_what_is_due_first_is_read_first_whoever_asks_for_it() -> None:
    (duty,) = a_result()["duties"]
    wanted = (
        ("Review it.", None),
        ("Confirm it.", "2026-11-21"),
        ("Ring the police.", "2026-11-20"),
    )
    duties = [duty | {"id": text, "text": text, "due": due} for text, due in wanted]
    made = Assessed("ukcis-2024", "1", "0" * 64, {}, a_result(duties=duties))
    printed = text_of("incident", an_incident(assessed=(made,)))
    places = [printed.index(text) for text in ("Ring the police.", "Confirm it.", "Review it.")]
    assert places == sorted(places)


def test_who_has_access_to_a_school_device_is_for_the_police_and_the_record_alone() -> None:
    details = {
        "about_whom": "The head teacher",
        "device_access": "A. Cleaner\nT. Technician",
        "logs_kept": "Sign-ins, asked for on 20 November",
    }
    state = an_incident(details=details)
    for form in ("police", "incident"):
        text = text_of(form, state)
        assert "T. Technician" in text
        assert "Sign-ins, asked for on 20 November" in text
    assert "The head teacher" in text_of("incident", state)
    referral = text_of("referral", state)
    assert "T. Technician" not in referral
    assert "Who has access to it" not in text_of("police", an_incident())
