"""Who is involved in an incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonInvolved:
    """A person stands in the incident, in these roles; a later one for the same person replaces it.

    `person` is the person's id, the same in every incident. `details` holds the optional texts
    named in `people.PERSON_DETAILS`.
    """

    TYPE: ClassVar[str] = "person.involved"
    person: str
    roles: tuple[str, ...]
    name: str = ""
    born: str | None = None
    age: int | None = None
    year_group: str = ""
    status: tuple[str, ...] = ()
    school: str = ""
    lives_in: str = ""
    social_worker: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
