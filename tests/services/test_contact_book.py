from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.contacts import ROLES, Contact, Origin
from desktop_app.domain.errors import BadInputError
from desktop_app.domain.opening_hours import read_hours
from desktop_app.procedures.toml_file import LARGEST_FILE
from desktop_app.services import messages
from desktop_app.services.contact_book import (
    MOST_CONTACTS,
    contact_faults,
    read_book,
    read_file,
    to_toml,
    write_file,
)
from desktop_app.services.contact_shelf import ContactShelf

FRONT_DOOR = Contact(
    "front-door",
    name="Haringey MASH",
    number="020 8489 4470",
    out_of_hours="020 8489 0000",
    hours=read_hours("Mon-Thu 08:45-17:00, Fri 08:45-16:45") or {},
    area="Haringey",
    web="haringey.example",
    note='They call back; say "professional".\nWrite within a day.',
    checked_on=date(2026, 9, 14),
    checked_by="J. P.",
)
FILE = """format = 1

[[contact]]
role = "lado"
name = "LADO"
number = "01234 567890"
hours = "Mon-Fri 09:00-17:00"
checked_on = 2026-09-14
"""

words = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), max_size=60)
words = words.map(str.strip)
contacts = st.builds(
    Contact,
    role=st.sampled_from(ROLES),
    name=words,
    number=st.from_regex(r"0[0-9 ]{4,20}[0-9]", fullmatch=True),
    out_of_hours=st.just("") | st.from_regex(r"0[0-9]{5,10}", fullmatch=True),
    hours=st.sampled_from([{}, {0: ((time(9), time(17)),)}, {7: ((time(0), time(0)),)}]),
    area=words,
    web=words,
    note=words,
    checked_on=st.none() | st.dates(),
    checked_by=words,
)


def faults_of(text: str, folder: Path) -> list[tuple[str, str]]:
    file = folder / "contacts.toml"
    file.write_text(text, encoding="utf-8")
    return [(each.where, each.problem) for each in read_file(file, Origin.SCHOOL)[1]]


def test_what_is_kept_is_read_again_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "config" / "contacts.toml"
    write_file(file, [FRONT_DOOR, Contact("dsl", number="07700 900123")])
    found, faults = read_file(file, Origin.SCHOOL)
    assert faults == ()
    assert found == (FRONT_DOOR, Contact("dsl", number="07700 900123"))
    assert [each.name for each in file.parent.iterdir()] == ["contacts.toml"]


@given(st.lists(contacts, max_size=4))
def test_any_contact_that_can_be_kept_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Contact]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any-contacts.toml"
    file.write_text(to_toml(kept), encoding="utf-8")
    assert all(not contact_faults(each) for each in kept)
    assert read_file(file, Origin.SCHOOL) == (tuple(kept), ())


def test_without_files_there_are_no_contacts_and_no_faults(tmp_path: Path) -> None:
    book = read_book(tmp_path / "none.toml", tmp_path / "nowhere")
    assert (book.contacts, book.faulty) == ((), ())
    assert read_book(None, None).contacts == ()


def test_what_it_set_comes_first_and_is_marked_as_theirs(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text(FILE, encoding="utf-8")
    own = tmp_path / "own.toml"
    write_file(own, [FRONT_DOOR])
    book = read_book(own, tmp_path)
    assert [(each.role, each.origin) for each in book.contacts] == [
        ("lado", Origin.IT),
        ("front-door", Origin.SCHOOL),
    ]


def test_a_contact_with_a_fault_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text(
        FILE + '\n[[contact]]\nrole = "police"\nnumber = "none"\n', encoding="utf-8"
    )
    book = read_book(None, tmp_path)
    assert [each.role for each in book.set_by_it] == ["lado"]
    (faulty,) = book.faulty
    assert faulty.file == tmp_path / "contacts.toml"
    assert [messages.fault_line(each) for each in faulty.faults] == [
        "contacts.toml: contact[2].number: this has too few digits for a telephone number"
    ]


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("[[contact]", "contacts.toml", "not-toml"),
        ("colour = 1", "contacts.toml", "unknown-key"),
        ("format = 2", "contacts.toml: format", "not-a-number-between"),
        ('[[contact]]\nnumber = "101"', "contacts.toml: contact[1]", "missing-key"),
        (
            '[[contact]]\nrole = "plumber"\nnumber = "101"',
            "contacts.toml: contact[1].role",
            "unknown-role",
        ),
        (
            '[[contact]]\nrole = "lado"\nnumber = "101"\nhours = "weekdays"',
            "contacts.toml: contact[1].hours",
            "not-hours",
        ),
        (
            '[[contact]]\nrole = "lado"\nout_of_hours = "101"\nhours = "Mon 09:00-17:00"',
            "contacts.toml: contact[1].hours",
            "hours-without-number",
        ),
        (
            '[[contact]]\nrole = "lado"\nname = "x"',
            "contacts.toml: contact[1].number",
            "no-number-and-no-address",
        ),
        (
            '[[contact]]\nrole = "lado"\nnumber = "101"\nphoto = "x.png"',
            "contacts.toml: contact[1]",
            "unknown-key",
        ),
        (
            '[[contact]]\nrole = "lado"\nnumber = "101"\nname = "a\\u0007b"',
            "contacts.toml: contact[1].name",
            "control-characters",
        ),
        (
            '[[contact]]\nrole = "lado"\nnumber = "101"\nchecked_on = "Monday"',
            "contacts.toml: contact[1].checked_on",
            "not-a-date",
        ),
        (
            f'[[contact]]\nrole = "lado"\nnumber = "{"1" * 61}"',
            "contacts.toml: contact[1].number",
            "text-too-long",
        ),
        ("#" * (LARGEST_FILE + 1), "contacts.toml", "toml-too-large"),
        (
            '[[contact]]\nrole = "dsl"\nnumber = "101"\n' * (MOST_CONTACTS + 1),
            "contacts.toml",
            "too-many-contacts",
        ),
    ],
)
def test_what_cannot_be_used_is_told_by_its_place(
    tmp_path: Path, text: str, where: str, problem: str
) -> None:
    assert (where, problem) in faults_of(text, tmp_path)


def test_nothing_is_made_of_a_file_that_a_newer_version_wrote(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text(FILE.replace("= 1", "= 2", 1), encoding="utf-8")
    book = read_book(None, tmp_path)
    assert book.set_by_it == ()
    assert [each.problem for each in book.faulty[0].faults] == ["not-a-number-between"]


def test_a_folder_where_the_file_should_be_is_a_fault_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").mkdir()
    (faulty,) = read_book(None, tmp_path).faulty
    assert faulty.faults[0].problem == "file-unreadable"


def test_a_contact_that_could_not_be_read_again_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "contacts.toml"
    write_file(file, [FRONT_DOOR])
    before = file.read_bytes()
    with pytest.raises(BadInputError) as refused:
        write_file(file, [replace(FRONT_DOOR, number="ask", name="x" * 201)])
    assert {(each.where, each.problem) for each in refused.value.faults} == {
        ("number", "not-a-telephone-number"),
        ("name", "text-too-long"),
    }
    assert file.read_bytes() == before
    assert contact_faults(FRONT_DOOR) == ()


def test_a_file_that_somebody_wrote_wrongly_is_kept_aside_before_it_is_written_over(
    tmp_path: Path,
) -> None:
    file = tmp_path / "contacts.toml"
    file.write_text("these are our numbers", encoding="utf-8")
    write_file(file, [FRONT_DOOR])
    assert (tmp_path / "contacts.toml.before").read_text(encoding="utf-8").startswith("these are")
    assert read_file(file, Origin.SCHOOL)[0] == (FRONT_DOOR,)


def test_where_nothing_can_be_written_the_old_numbers_stay(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    shelf = ContactShelf(tmp_path / "file" / "contacts.toml")
    with pytest.raises(OSError, match="file"):
        shelf.keep(FRONT_DOOR)
    assert shelf.book.own == ()


def test_a_number_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "contacts.toml"
    shelf = ContactShelf(file)
    shelf.keep_front_door(" 01234 567890 ")
    shelf.keep(Contact("lado", number="01234 1"))
    shelf.keep(Contact("lado", number="01234 2"), 1)
    assert [each.number for each in ContactShelf(file).book.own] == ["01234 567890", "01234 2"]
    shelf.remove(0)
    assert [each.role for each in ContactShelf(file).book.own] == ["lado"]


def test_in_practice_a_change_of_a_number_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "contacts.toml"
    write_file(file, [FRONT_DOOR])
    shelf = ContactShelf(file, practice=True)
    shelf.keep_front_door("01632 960000")
    assert shelf.front_door == "01632 960000"
    assert ContactShelf(file).front_door == FRONT_DOOR.number


def test_a_new_number_of_the_front_door_was_not_checked_by_whoever_checked_the_old_one() -> None:
    shelf = ContactShelf()
    shelf.keep(FRONT_DOOR)
    shelf.keep_front_door("01234 567890")
    (kept,) = shelf.book.own
    assert (kept.number, kept.area, kept.checked_on, kept.checked_by) == (
        "01234 567890",
        "Haringey",
        None,
        "",
    )


def test_an_example_that_is_kept_is_the_schools_own_from_then_on() -> None:
    shelf = ContactShelf()
    shelf.keep(replace(FRONT_DOOR, origin=Origin.EXAMPLE, source="a document"))
    assert shelf.book.own == (FRONT_DOOR,)


def test_the_text_of_a_file_can_be_read_by_people() -> None:
    assert to_toml([FRONT_DOOR]).startswith(
        'format = 1\n\n[[contact]]\nrole = "front-door"\nname = "Haringey MASH"\n'
    )
