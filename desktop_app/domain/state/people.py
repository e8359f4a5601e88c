"""The people of an incident as they stand now."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.people import Person


def latest_people(events: Iterable[PersonInvolved]) -> tuple[Person, ...]:
    """Give each person once, by the newest event, in the order in which they were first named."""
    newest: dict[str, PersonInvolved] = {}
    for event in events:
        newest[event.person] = event
    return tuple(person_of(event) for event in newest.values())


def person_of(event: PersonInvolved) -> Person:
    """Give the person that an event describes."""
    return Person(
        id=event.person,
        roles=event.roles,
        name=event.name,
        born=date.fromisoformat(event.born) if event.born else None,
        age=event.age,
        year_group=event.year_group,
        status=event.status,
        school=event.school,
        lives_in=event.lives_in,
        social_worker=event.social_worker,
        details=tuple(event.details.items()),
    )
