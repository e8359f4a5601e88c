from dataclasses import replace
from datetime import date, datetime

import pytest

from desktop_app.domain.contacts import ROLES, Contact, Origin
from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.look import Look, look
from desktop_app.domain.opening_hours import read_hours
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.call_words import short_lines
from desktop_app.services.calls import Call, calls_for, first_calls, numbers_at_hand, standing_calls
from desktop_app.services.contact_book import ContactBook
from desktop_app.services.contact_words import contact_title, hours_words, role_words, trust_words
from desktop_app.services.contacts import Phones, areas_in, examples_of, phones

LIBRARY = Library(resources_folder())
OFFICE = read_hours("Mon-Thu 08:45-17:00, Fri 08:45-16:45") or {}
FRIDAY_EVENING = datetime.fromisoformat("2026-11-20T17:40+00:00")
FRIDAY_NOON = datetime.fromisoformat("2026-11-20T12:00+00:00")
CHRISTMAS = datetime.fromisoformat("2026-12-25T12:00+00:00")

HARINGEY = Contact(
    "front-door",
    name="Haringey MASH",
    number="020 8489 4470",
    out_of_hours="020 8489 0000",
    hours=OFFICE,
    area="Haringey",
)
ENFIELD = Contact("front-door", number="020 8379 5555", area="London Borough of Enfield")
LADO = Contact("lado", number="020 8489 2968", hours=OFFICE)


def looked(procedure: str = "ukcis-2024", **record: object) -> Look:
    draft = Draft(id="1", way=Way.NOW)
    draft.record.update({"kinds": ["sextortion"], "answers": {}, **record})
    return look(
        draft,
        procedure=LIBRARY.get(procedure),
        catalogue=LIBRARY.catalogue,
        now=FRIDAY_EVENING,
        holidays=bank_holidays,
    )


def ringing(
    *contacts: Contact, at: datetime = FRIDAY_EVENING, areas: tuple[str, ...] = ()
) -> Phones:
    return Phones(contacts, at, bank_holidays(at.date()), areas)


def numbers(calls: tuple[Call, ...]) -> list[tuple[str, str]]:
    return [(each.agency, each.number) for each in calls]


def test_on_a_friday_evening_the_duty_team_is_rung_and_it_says_when_the_office_opens() -> None:
    calls = calls_for(looked(), ringing(HARINGEY))
    assert numbers(calls) == [
        ("childrens-social-care", "020 8489 0000"),
        ("police", "101"),
        ("police", "999"),
    ]
    assert calls[0].note == "Out of hours. The office, 020 8489 4470, opens Monday 08:45."
    assert calls[0].line == "Haringey MASH: 020 8489 0000 (out of hours; office opens Monday 08:45)"


def test_at_noon_the_office_is_rung_and_it_says_until_when() -> None:
    first = calls_for(looked(), ringing(HARINGEY, at=FRIDAY_NOON))[0]
    assert first.number == "020 8489 4470"
    assert first.note == "Answers now, until 16:45; then 020 8489 0000."


def test_on_a_bank_holiday_the_day_on_which_the_office_opens_is_named() -> None:
    first = calls_for(looked(), ringing(HARINGEY, at=CHRISTMAS))[0]
    assert first.number == "020 8489 0000"
    assert "opens Tuesday 08:45" in first.note


def test_the_emergency_duty_team_as_a_contact_of_its_own_answers_out_of_hours() -> None:
    door = replace(HARINGEY, out_of_hours="")
    evening = Contact("out-of-hours", number="020 8489 0001")
    assert calls_for(looked(), ringing(door, evening))[0].number == "020 8489 0001"


def test_where_only_the_duty_teams_hours_are_known_they_say_which_of_the_two_answers() -> None:
    door = replace(HARINGEY, out_of_hours="", hours={})
    night = read_hours("Mon-Fri 00:00-09:00, Mon-Fri 17:00-24:00, Sat-Sun 00:00-24:00") or {}
    team = Contact("out-of-hours", number="01632 960999", hours=night)
    evening = calls_for(looked(), ringing(door, team))[0]
    assert evening.number == "01632 960999"
    assert evening.note == "Answers now, until Monday 09:00; then 020 8489 4470."
    assert calls_for(looked(), ringing(door, team, at=FRIDAY_NOON))[0].number == door.number


def test_the_duty_team_of_another_council_answers_for_nobody_else() -> None:
    door = replace(HARINGEY, out_of_hours="", hours={})
    team = Contact("out-of-hours", number="01632 960999", area="Derby")
    calls = calls_for(looked(), ringing(door, team))
    assert [each.number for each in calls[:1]] == ["020 8489 4470"]
    assert "01632 960999" not in calls[0].note
    lives_there = calls_for(looked(), ringing(door, team, areas=("Derby",)))
    assert lives_there[0].number == "01632 960999"


def test_of_examples_every_council_is_given_and_of_ones_own_the_first() -> None:
    examples = [replace(each, origin=Origin.EXAMPLE) for each in (HARINGEY, ENFIELD)]
    assert len([c for c in calls_for(looked(), ringing(*examples)) if c.contact]) == len(examples)
    assert len([c for c in calls_for(looked(), ringing(HARINGEY, ENFIELD)) if c.contact]) == 1


def test_closed_with_no_other_number_it_says_when_it_opens() -> None:
    first = calls_for(looked(kinds=["colleague-concern"]), ringing(LADO))[0]
    assert (first.agency, first.number) == ("lado", "020 8489 2968")
    assert "Closed now, opens Monday 08:45." in first.note
    assert first.note.startswith("Ring the one where the adult works.")


def test_without_a_number_the_school_is_told_that_there_is_none() -> None:
    calls = calls_for(looked(kinds=["colleague-concern"]), ringing())
    assert calls[0].line == "The LADO (local authority designated officer): number not set"
    first = calls_for(looked(), ringing())[0]
    assert first.can_be_typed
    assert not first.can_be_changed


def test_a_number_that_was_typed_here_can_be_changed_and_one_that_it_set_cannot() -> None:
    typed = Contact("front-door", number="01234 5")
    assert calls_for(looked(), ringing(typed))[0].can_be_changed
    assert not calls_for(looked(), ringing(replace(typed, origin=Origin.IT)))[0].can_be_changed


def test_a_child_goes_to_the_front_door_of_where_it_lives() -> None:
    calls = calls_for(looked(), ringing(HARINGEY, ENFIELD, areas=("Enfield",)))
    assert calls[0].number == "020 8379 5555"
    assert "020 8489 0000" not in [each.number for each in calls]
    both = calls_for(looked(), ringing(HARINGEY, ENFIELD, areas=("Enfield", "Haringey")))
    assert [each.number for each in both[:2]] == ["020 8379 5555", "020 8489 0000"]


def test_where_the_number_of_the_childs_own_council_is_not_known_that_is_said() -> None:
    calls = calls_for(looked(), ringing(HARINGEY, areas=("Barnet",)))
    assert calls[0].number == "020 8489 0000"
    assert calls[1].name == "The front door where the child lives: Barnet"
    assert calls[1].number == ""
    assert calls[1].note == "Your own front door can give you their number."


def test_only_children_decide_which_front_door_is_rung() -> None:
    record = {
        "people": [
            {"role": "depicted", "lives_in": "Enfield"},
            {"role": ["sharer", "other"], "lives_in": " enfield "},
            {"role": "suspected-adult", "lives_in": "Leeds"},
            {"role": "recipient"},
        ]
    }
    assert areas_in(record) == ("Enfield",)


def test_in_wales_it_is_the_authority_of_where_it_happened() -> None:
    powys = Contact("front-door", number="01597 827666", area="Powys")
    cardiff = Contact("front-door", number="029 2053 6490", area="Cardiff")
    calls = calls_for(looked("all-wales-2021"), ringing(powys, cardiff, areas=("Cardiff",)))
    doors = [each for each in calls if each.agency == "social-services"]
    assert [each.number for each in doors] == ["01597 827666", "029 2053 6490"]
    assert all("where it happened" in each.note for each in doors)
    unset = calls_for(looked("all-wales-2021"), ringing())
    assert "Social services" in [each.name for each in unset]


def test_police_have_101_and_999_and_the_schools_own_officer_where_there_is_one() -> None:
    officer = Contact("police", name="Safer schools officer", number="07700 900123")
    calls = calls_for(looked(kinds=["upskirting"]), ringing(officer))
    assert [each.number for each in calls] == ["07700 900123", "101", "999"]


def test_a_line_to_report_terrorism_is_no_place_for_a_referral_to_prevent() -> None:
    hotline = Contact("police-prevent", number="0800 789 321", origin=Origin.EXAMPLE)
    drawn_in = looked(kinds=["extremism"], answers={"drawn-in": "yes"})
    assert ("prevent", "") in numbers(calls_for(drawn_in, ringing(hotline)))
    ours = Contact("police-prevent", name="Sgt Example", number="01632 960002")
    assert ("prevent", "01632 960002") in numbers(calls_for(drawn_in, ringing(hotline, ours)))


def test_in_danger_999_comes_first_and_otherwise_last() -> None:
    danger = looked(answers={"life-in-danger": "yes"})
    assert calls_for(danger, ringing(HARINGEY))[0].number == "999"
    assert first_calls(calls_for(danger, ringing(HARINGEY)), emergency=True)["police"].number == (
        "999"
    )
    calm = calls_for(looked(), ringing(HARINGEY))
    assert calm[-1].number == "999"
    assert first_calls(calm, emergency=False)["police"].number == "101"


def test_before_a_kind_is_known_police_and_the_front_door_can_be_rung() -> None:
    calls = calls_for(looked(kinds=[]), ringing(HARINGEY))
    assert [each.number for each in calls] == ["999", "101", "020 8489 0000"]


def test_an_example_is_marked_wherever_it_is_shown_until_somebody_keeps_it() -> None:
    example = replace(HARINGEY, origin=Origin.EXAMPLE, source="A page of Haringey")
    first = calls_for(looked(), ringing(example))[0]
    assert first.note.endswith("To be confirmed: an example.")
    assert trust_words(example) == "To be confirmed: an example from A page of Haringey."
    assert first.line.endswith("to be confirmed)")
    assert first.is_ours
    kept = calls_for(looked(), ringing(example, replace(ENFIELD, area="")))
    assert kept[0].number == "020 8379 5555"


@pytest.mark.parametrize("procedure", sorted(LIBRARY.versions))
def test_every_number_that_comes_with_a_procedure_can_be_worked_with(procedure: str) -> None:
    for version in LIBRARY.versions[procedure]:
        for each in LIBRARY.get(procedure, version).contacts:
            assert each.role in ROLES, each
            assert not each.hours or read_hours(each.hours), each
            assert each.number or each.out_of_hours or each.web, each


def test_a_number_that_is_for_out_of_hours_only_says_so_by_day_as_well() -> None:
    kent = phones(ContactBook(), LIBRARY.get("kent-medway-2016"), FRIDAY_NOON, ("Kent",))
    first = numbers_at_hand(LIBRARY.get("kent-medway-2016"), kent)["childrens-social-care"]
    assert first == "03000 41 91 91 (for out of hours only; to be confirmed)"


def test_a_number_that_nobody_confirmed_is_never_said_without_that() -> None:
    look = looked("kent-medway-2016", kinds=["grooming"])
    kent = phones(ContactBook(), look.procedure, FRIDAY_NOON, ("Kent",))
    said = first_calls(calls_for(look, kent), emergency=False)["childrens-social-care"].said
    assert said == "03000 41 91 91 (for out of hours only; to be confirmed)"
    own = phones(ContactBook(own=(HARINGEY,)), look.procedure, FRIDAY_NOON, ("Haringey",))
    confirmed = first_calls(calls_for(look, own), emergency=False)["childrens-social-care"]
    assert confirmed.number
    assert confirmed.said == confirmed.number


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-28T02:00", "answers"),
        ("2026-12-28T12:00", "answers"),
        ("2026-12-29T03:00", "answers"),  # the night after a bank holiday
        ("2026-12-29T12:00", "closed"),
        ("2026-12-29T17:00", "answers"),
    ],
)
def test_derbys_line_for_out_of_hours_answers_in_every_night_and_on_every_holiday(
    moment: str, said: str
) -> None:
    found = examples_of(LIBRARY.get("derby-derbyshire-2024"))
    line = next(each for each in found if each.role == "front-door" and each.area == "Derby")
    assert ringing(at=datetime.fromisoformat(moment)).answering(line).open_now is (
        said == "answers"
    )


def test_haringeys_numbers_are_examples_to_be_confirmed() -> None:
    found = examples_of(LIBRARY.get("haringey-2023"))
    door = next(each for each in found if each.role == "front-door")
    assert door.origin is Origin.EXAMPLE
    assert door.source
    assert "101" not in [each.number for each in found]


def test_what_a_school_set_and_its_procedure_names_are_known_together() -> None:
    book = ContactBook(own=(LADO,))
    known = phones(book, LIBRARY.get("haringey-2023"), FRIDAY_NOON, ("Haringey",))
    assert LADO in known.contacts
    assert any(each.origin is Origin.EXAMPLE for each in known.contacts)


def test_with_little_room_each_agency_has_one_short_line() -> None:
    example = replace(HARINGEY, origin=Origin.EXAMPLE)
    lines = short_lines(calls_for(looked(), ringing(example, areas=("Barnet",))))
    assert lines == (
        "Front door, Haringey: 020 8489 0000 (to be confirmed)",
        "Police: 101",
        "Emergency: 999",
    )
    assert short_lines(calls_for(looked(kinds=["colleague-concern"]), ringing()))[0] == (
        "LADO: number not set"
    )


def test_each_agency_of_a_procedure_has_the_number_that_answers_now() -> None:
    england = LIBRARY.get("ukcis-2024", "1")
    assert numbers_at_hand(england, ringing(HARINGEY)) == {
        "police": "101",
        "childrens-social-care": "020 8489 0000 (out of hours; office opens Monday 08:45)",
    }
    wales = LIBRARY.get("all-wales-2021")
    assert numbers_at_hand(wales, ringing(ENFIELD))["social-services"] == "020 8379 5555"


def test_the_numbers_to_have_at_hand_are_there_without_any_incident() -> None:
    calls = standing_calls(ringing(HARINGEY, LADO))
    assert [each.number for each in calls] == ["020 8489 0000", "020 8489 2968", "101", "999"]
    assert [each.number for each in standing_calls(ringing())] == ["", "101", "999"]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_words(role: str) -> None:
    assert role_words(role) != role


def test_hours_are_said_as_one_reads_them() -> None:
    assert hours_words(OFFICE) == "Monday to Thursday 08:45-17:00; Friday 08:45-16:45"
    assert hours_words(read_hours("Mon-Sun 00:00-24:00") or {}) == "day and night"
    assert hours_words(read_hours("Sat 10:00-12:00, Hol 10:00-12:00") or {}) == (
        "Saturday 10:00-12:00; Bank holidays 10:00-12:00"
    )
    assert hours_words({}) == ""


def test_who_stands_for_a_number_is_said() -> None:
    checked = replace(LADO, checked_on=date(2026, 9, 14), checked_by="J.P.")
    assert trust_words(checked) == "Last checked 14 Sep 2026 by J.P."
    by_it = replace(checked, origin=Origin.IT, checked_by="")
    assert trust_words(by_it) == "Set by your school's IT. Last checked 14 Sep 2026."
    assert trust_words(LADO) == ""
    assert contact_title(HARINGEY) == "Haringey MASH"
    assert contact_title(replace(LADO, area="Kent")).endswith(", Kent")
