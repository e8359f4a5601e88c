"""Events to canonical bytes and back.

The canonical form is RFC 8785 for the values allowed here: text, whole numbers, true, false,
nothing, lists and objects with ASCII names. Numbers with a fraction are refused, so that no two
programs can ever print one differently.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from desktop_app.domain.errors import EventUnreadableError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    FormMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import (
    AnswerGiven,
    DetailsGiven,
    IncidentRecorded,
    SeenByStaff,
)
from desktop_app.domain.events.keeping import (
    BackupMade,
    BackupRehearsed,
    BackupRestored,
    CaptureAllowed,
    DifferenceAccepted,
    ListExported,
    LogCountersigned,
    LogExported,
    SessionOpened,
)
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed, ReaderTakenOff, Resealed
from desktop_app.domain.events.school import ProcedureChosen, ProcedureKept, RuleSwitched
from desktop_app.domain.events.vaults import (
    PasswordChanged,
    ProjectionRebuilt,
    RecoveryRenewed,
    RecoveryUsed,
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
    VaultCreated,
    VaultMigrated,
    VaultRekeyed,
)

Event = (
    IncidentRecorded
    | DetailsGiven
    | AnswerGiven
    | SeenByStaff
    | PersonInvolved
    | Assessed
    | DecisionMade
    | SignOffAsked
    | SignOffGiven
    | AgencyContacted
    | ActionTaken
    | FormMade
    | IncidentViewed
    | ReaderNamed
    | ReaderTakenOff
    | Resealed
    | VaultCreated
    | VaultMigrated
    | VaultRekeyed
    | UserAdded
    | UserChanged
    | UserRemoved
    | UserRenewed
    | PasswordChanged
    | RecoveryUsed
    | RecoveryRenewed
    | ProjectionRebuilt
    | ProcedureChosen
    | ProcedureKept
    | RuleSwitched
    | LogCountersigned
    | LogExported
    | ListExported
    | BackupMade
    | BackupRehearsed
    | BackupRestored
    | DifferenceAccepted
    | SessionOpened
    | CaptureAllowed
)

CLASSES: dict[str, type[Event]] = {each.TYPE: each for each in Event.__args__}

_LARGEST = 2**53
_SIMPLE = frozenset({str, bool, type(None)})
_ATOMS = frozenset({*_SIMPLE, int})
_ATOMS = frozenset({*_SIMPLE, int})


def encode(event: Event) -> tuple[str, dict[str, Any]]:
    """Give the event's type and its payload, ready for `canonical`."""
    names = _FIELDS[type(event)]
    return event.TYPE, {name: getattr(event, name) for name in names}


def decode(event_type: str, payload: Mapping[str, Any], *, frozen: bool = True) -> Event:
    """Give the event back; where it is only looked at and not kept, it need not be `frozen`.

    Raises EventUnreadableError for a type or a field that this program does not know, or for a
    field that is missing: a newer program wrote it, or nobody did.
    """
    found = CLASSES.get(event_type)
    if found is None:
        raise EventUnreadableError(event_type)
    try:
        return found(**(_frozen(payload) if frozen else payload))
    except TypeError as error:
        raise EventUnreadableError(event_type) from error


def canonical(value: object) -> bytes:
    """Give the RFC 8785 bytes of a value.

    Raises TypeError for a number with a fraction, a name that is not text, or any other type, and
    ValueError for a whole number beyond 2**53 or a lone surrogate.
    """
    _check(value)
    return _WRITER.encode(value).encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


# Made once: a writer a call costs as much as the writing.
_WRITER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, check_circular=False
)


def _check(value: object) -> None:
    """Refuse what has no single canonical form."""
    if isinstance(value, str | bool | None):
        return
    if isinstance(value, int):
        if not -_LARGEST < value < _LARGEST:
            raise ValueError(type(value).__name__)
    elif isinstance(value, list | tuple):
        _check_each(value)
    elif isinstance(value, Mapping):
        if not all(isinstance(name, str) and name.isascii() for name in value):
            raise TypeError(type(value).__name__)
        _check_each(value.values())
    else:
        raise TypeError(type(value).__name__)


def _check_each(values: Iterable[object]) -> None:
    for each in values:
        if type(each) not in _SIMPLE:
            _check(each)


def _frozen(value: object) -> Any:  # noqa: ANN401  # it feeds fields of any type
    """Turn lists into tuples, all the way down; a call is spared for what needs none."""
    if isinstance(value, list):
        return tuple([each if type(each) in _ATOMS else _frozen(each) for each in value])
    if isinstance(value, dict):
        return {
            name: each if type(each) in _ATOMS else _frozen(each) for name, each in value.items()
        }
    return value


_FIELDS = {each: tuple(field.name for field in fields(each)) for each in CLASSES.values()}
