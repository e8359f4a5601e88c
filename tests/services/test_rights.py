"""The decorator that every verb carries."""

from dataclasses import dataclass

import pytest

from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import RoleRefusedError
from desktop_app.services import rights


@dataclass
class Person:
    office: str


@dataclass
class Seat:
    user: Person


@rights.verb(*rights.CASEWORK, colleagues_only=(Role.HEAD,))
def note_something(seat: Seat, kinds: tuple[str, ...], *, what: str = "") -> str:
    rights.require_colleague_concern(seat, "test_rights.note_something", kinds)
    return f"{seat.user.office}:{what}"


def test_who_may_is_let_through_with_everything_that_was_given() -> None:
    assert note_something(Seat(Person("deputy")), (), what="a call") == "deputy:a call"


def test_an_administrator_is_refused_before_anything_is_done() -> None:
    with pytest.raises(RoleRefusedError) as refused:
        note_something(Seat(Person("administrator")), ())
    assert refused.value.verb == "test_rights.note_something"


def test_a_head_teacher_may_where_it_is_about_a_colleague_and_nowhere_else() -> None:
    head = Seat(Person("head"))
    assert note_something(head, ("colleague-concern",), what="x") == "head:x"
    with pytest.raises(RoleRefusedError):
        note_something(head, ("bullying",))
