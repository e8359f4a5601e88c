"""Who may call which verb: every service function that works on a vault says it itself.

An administrator is never among them: without the vault key there is no open vault to call with.
"""

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from desktop_app.domain.roles import HOLD_THE_KEY, Role
from desktop_app.domain.trust_errors import RoleRefusedError

if TYPE_CHECKING:
    from desktop_app.vault.vault import User

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_Seat = TypeVar("_Seat")

EVERYONE: Final = (Role.DSL, Role.DEPUTY, Role.HEAD)
CASEWORK: Final = (Role.DSL, Role.DEPUTY)
COLLEAGUE_CONCERN: Final = "colleague-concern"
LEADS: Final = (Role.DSL, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Row:
    """Who may call a verb; `colleagues_only` may where a concern about a colleague is its object.

    What its object is, the verb itself knows: it asks `require_colleague_concern`.
    """

    roles: frozenset[Role]
    colleagues_only: frozenset[Role]


MATRIX: Final[dict[str, Row]] = {}


def verb(
    *roles: Role, colleagues_only: Collection[Role] = ()
) -> Callable[
    [Callable[Concatenate[_Seat, _Given], _Result]], Callable[Concatenate[_Seat, _Given], _Result]
]:
    """Let only these roles call a service function, whose first argument leads to the open vault.

    The wrapped function raises RoleRefusedError for everyone else, before anything is done.
    """
    row = Row(frozenset(roles), frozenset(colleagues_only))

    def wrap(
        function: Callable[Concatenate[_Seat, _Given], _Result],
    ) -> Callable[Concatenate[_Seat, _Given], _Result]:
        name = f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"
        MATRIX[name] = row

        @functools.wraps(function)
        def asked(seat: _Seat, /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
            office = office_of(seat)
            if office not in row.roles | row.colleagues_only:
                raise RoleRefusedError(name, office=office)
            return function(seat, *given, **named)

        return asked

    return wrap


def office_of(seat: Any) -> Role:  # noqa: ANN401  # a session, a vault, or what stands for one
    """Give the role of whoever has this session or vault open."""
    vault = getattr(seat, "vault", seat)
    return Role(vault.user.office)


def can_read(user: "User") -> bool:
    """Say whether a user can open the records: one who left cannot, nor an administrator."""
    return not user.removed and user.office in HOLD_THE_KEY


def allows(seat: object, name: str, kinds: Collection[str] = ()) -> bool:
    """Say whether a verb may be called here, for an incident of these kinds if it is about one.

    So that the window never offers what would be refused.
    """
    row, office = MATRIX[name], office_of(seat)
    colleague = COLLEAGUE_CONCERN in kinds
    return office in row.roles or (colleague and office in row.colleagues_only)


def require_colleague_concern(seat: object, name: str, kinds: Collection[str]) -> None:
    """Raise RoleRefusedError where this role may act on concerns about colleagues alone."""
    if not allows(seat, name, kinds):
        raise RoleRefusedError(name, office=office_of(seat))
