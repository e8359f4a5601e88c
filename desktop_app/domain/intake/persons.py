"""Reads `people`: roles, and what is known of each person's age."""

from datetime import date

from desktop_app.domain.intake.reading import Reader
from desktop_app.domain.people import OLDEST, PERSON_DETAILS, ROLES, STATUSES, Person

FIELDS = (
    "role",
    "name",
    "born",
    "age",
    "year_group",
    "person",
    "status",
    "school",
    "lives_in",
    "social_worker",
    "details",
)


def read_people(reader: Reader) -> tuple[Person, ...]:
    """Read every person; an id is given only for someone already known."""
    return tuple(_person(each) for each in reader.many("people"))


def _person(reader: Reader) -> Person:
    reader.only(FIELDS)
    roles = reader.words("role", ROLES, "unknown-role")
    if reader.raw("role") in (None, "", []):
        reader.fault("role", "missing")
    born = reader.day("born")
    return Person(
        id=reader.text("person"),
        roles=roles,
        name=reader.text("name"),
        born=date.fromisoformat(born) if born else None,
        age=reader.number("age", least=0, most=OLDEST),
        year_group=_year_group(reader),
        status=reader.words("status", STATUSES, "unknown-status"),
        school=reader.text("school"),
        lives_in=reader.text("lives_in"),
        social_worker=reader.text("social_worker"),
        details=tuple(reader.named_texts("details", PERSON_DETAILS).items()),
    )


def _year_group(reader: Reader) -> str:
    """Read a year group, which may be written as a number."""
    found = reader.raw("year_group")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return reader.text("year_group")
