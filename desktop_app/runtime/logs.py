"""A log of the program's own faults that cannot tell a child's story.

A fault is written with its reference, the version, and the classes and places of its exceptions;
no field takes free text. Lines by other libraries keep their level and place and lose their words,
for nobody can say what those hold.
"""

import logging
import re
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

LOGGER = "desktop_app"

_LARGEST = 256 * 1024
_REFERENCE = re.compile(r"[0-9A-F]{8}")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){2}")
_LOGGER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,80}")


class NotLoggableError(ValueError):
    """A fact that a log line may not hold: names the field, never the value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class _Fault:
    """A fault whose fields were checked; the formatter believes nothing else."""

    reference: str
    version: str
    places: str


def set_up(file: Path | None) -> None:
    """Send every warning and fault of the process, our own or not, to `file` by allow-list.

    Nothing is made until there is something to write: then `file`, for this user's eyes only. What
    grew beyond 256 KiB is put aside as `file` with `.1` behind its name. Takes the place of
    whatever handlers were there; warnings of Python and of libraries included. A file that cannot
    be written, and None, are done without.
    """
    handler = logging.NullHandler() if file is None else _QuietHandler(file)
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    for former in tuple(root.handlers):
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def record_fault(error: BaseException, *, reference: str, version: str) -> None:
    """Log a fault of the program's own under the reference that the person is asked to quote.

    `reference` is eight hexadecimal digits in capitals, `version` three numbers. Raises
    NotLoggableError for anything else.
    """
    for field, value, shape in (
        ("reference", reference, _REFERENCE),
        ("version", version, _VERSION),
    ):
        if not shape.fullmatch(value):
            raise NotLoggableError(field)
    fault = _Fault(reference, version, without_words(error))
    logging.getLogger(LOGGER).error("", extra={"fault": fault})


def without_words(error: BaseException) -> str:
    """Describe an exception by classes and places, causes first, with no message.

    A message may hold what a person typed.
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
    """Writes what `record_fault` checked, and of every other line only where it came from."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        head = f"{moment}Z {record.levelname}"
        fault = getattr(record, "fault", None)
        if isinstance(fault, _Fault):
            return f"{head} {fault.reference} {fault.version}\n{fault.places}"
        name = record.name if _LOGGER_NAME.fullmatch(record.name) else "unnamed"
        line = f"{head} {name} {record.module}:{record.lineno} (words withheld)"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{without_words(error)}"


class _QuietHandler(logging.FileHandler):
    """Makes the file at the first line, and says nothing where it cannot write."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8", delay=True)
        self._file = file

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._make()
            super().emit(record)
        except OSError:
            return

    def _make(self) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file.touch(mode=0o600)
        if self.stream is None and self._file.stat().st_size > _LARGEST:
            self._file.replace(self._file.with_name(f"{self._file.name}.1"))
            self._file.touch(mode=0o600)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the standard answer prints the record's words to stderr."""
