"""A log that cannot tell a child's story: ids and states, by allow-list.

Every line names one of a closed list of happenings, with facts whose shape is checked: no field
takes free text. Lines by other libraries keep their level and place and lose their words, for
nobody can say what those hold; an exception keeps its class and places and loses its message.
"""

import logging
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TextIO

from typing_extensions import override

LOGGER = "desktop_app"

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PROCEDURE = re.compile(r"[a-z0-9-]{1,60}@[0-9A-Za-z.-]{1,20}")
_DIGEST = re.compile(r"[0-9a-f]{8,128}")
_LOGGER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,80}")
_LONGEST_COUNT = 10**12


class Happening(Enum):
    """What a log line can be about."""

    STARTED = "started"
    ENDED = "ended"
    COMMAND = "command"
    VAULT_CREATED = "vault-created"
    VAULT_OPENED = "vault-opened"
    VAULT_CLOSED = "vault-closed"
    VAULT_VERIFIED = "vault-verified"
    VAULT_REBUILT = "vault-rebuilt"
    VAULT_REFUSED = "vault-refused"
    EVENTS_APPENDED = "events-appended"
    DRAFT_SAVED = "draft-saved"
    DRAFT_DELETED = "draft-deleted"
    FORM_WRITTEN = "form-written"
    PROCEDURE_LOADED = "procedure-loaded"
    PROCEDURE_REFUSED = "procedure-refused"
    FAILED = "failed"


class NotLoggableError(ValueError):
    """A fact that a log line may not hold: names the field, never the value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _identifier(value: object) -> str | None:
    return value if isinstance(value, str) and _UUID.fullmatch(value) else None


def _procedure(value: object) -> str | None:
    return value if isinstance(value, str) and _PROCEDURE.fullmatch(value) else None


def _digest(value: object) -> str | None:
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else None


def _count(value: object) -> str | None:
    fits = isinstance(value, int) and 0 <= value < _LONGEST_COUNT
    return str(value) if fits and not isinstance(value, bool) else None


def _state(value: object) -> str | None:
    # Only a member of an enumeration: its words were written by us, not typed by anybody.
    if not isinstance(value, Enum):
        return None
    return value.value if isinstance(value.value, str) else value.name


def _error(value: object) -> str | None:
    if isinstance(value, BaseException):
        return type(value).__name__
    return None


_FIELDS = {
    "vault": _identifier,
    "incident": _identifier,
    "event": _identifier,
    "draft": _identifier,
    "procedure": _procedure,
    "head": _digest,
    "position": _count,
    "count": _count,
    "milliseconds": _count,
    "state": _state,
    "form": _state,
    "error": _error,
}


@dataclass(frozen=True, slots=True)
class _Facts:
    """Facts that were checked; the formatter believes nothing else."""

    happening: str
    fields: tuple[str, ...]


def record(happening: Happening, /, *, level: int = logging.INFO, **facts: object) -> None:
    """Log one happening with its facts.

    Facts: `vault`, `incident`, `event`, `draft` (UUIDs), `procedure` (`<id>@<version>`), `head`
    (a digest in hex), `position`, `count`, `milliseconds` (whole numbers), `state`, `form`
    (members of an enumeration), `error` (an exception; its class alone is written).

    Raises NotLoggableError for any other field, or a value not of its field's shape.
    """
    extra = {"facts": _Facts(happening.value, tuple(_checked(facts)))}
    logging.getLogger(LOGGER).log(level, "", extra=extra)


def _checked(facts: Mapping[str, object]) -> Iterator[str]:
    for field, value in facts.items():
        shape = _FIELDS.get(field)
        written = shape(value) if shape is not None else None
        if written is None:
            raise NotLoggableError(field)
        yield f"{field}={written}"


def without_words(error: BaseException) -> str:
    """Describe an exception by classes and places, causes first, with no message.

    For a crash report that can be sent: a message may hold what a person typed.
    """
    lines = []
    cause = error.__cause__ or error.__context__
    if cause is not None and cause is not error:
        lines.append(without_words(cause))
    lines.append(type(error).__name__)
    lines.extend(
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    return "\n".join(lines)


class AllowListFormatter(logging.Formatter):
    """Writes what `record` checked, and of every other line only where it came from."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        facts = getattr(record, "facts", None)
        if isinstance(facts, _Facts):
            parts = [facts.happening, *facts.fields]
        else:
            name = record.name if _LOGGER_NAME.fullmatch(record.name) else "unnamed"
            parts = [name, f"{record.module}:{record.lineno}", "(words withheld)"]
        line = f"{moment}Z {record.levelname} {' '.join(parts)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{without_words(error)}"


class _QuietHandler(logging.StreamHandler[TextIO]):
    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the standard answer prints the record's words to stderr."""


def set_up(stream: TextIO, *, level: int = logging.INFO) -> None:
    """Send every log line of the process, our own or not, to `stream` through the allow-list.

    Takes the place of whatever handlers were there; warnings of Python and of libraries included.
    """
    handler = _QuietHandler(stream)
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    for former in tuple(root.handlers):
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=True)
