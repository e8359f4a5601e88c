import io
import logging
import warnings
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

from desktop_app.runtime import logs
from desktop_app.runtime.logs import Happening, NotLoggableError

INCIDENT = "01931d3a-7c2e-7b6e-9c1a-3f5a2b4c6d8e"
NAME = "Planted Name"


class Outcome(Enum):
    HOLD = "hold"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    stream = io.StringIO()
    logs.set_up(stream)
    yield stream
    logging.captureWarnings(capture=False)
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)


def fail_with(words: str) -> None:
    raise LookupError(words)


def test_ids_and_states_are_written(written: io.StringIO) -> None:
    logs.record(Happening.EVENTS_APPENDED, incident=INCIDENT, count=3, state=Outcome.HOLD)
    line = written.getvalue()
    assert line.endswith(f"INFO events-appended incident={INCIDENT} count=3 state=hold\n")


def test_a_procedure_a_digest_and_an_error_are_written_by_name(written: io.StringIO) -> None:
    logs.record(
        Happening.FAILED,
        level=logging.ERROR,
        procedure="ukcis-2024@1",
        head="0a" * 32,
        error=KeyError(NAME),
    )
    line = written.getvalue()
    assert f"ERROR failed procedure=ukcis-2024@1 head={'0a' * 32} error=KeyError" in line
    assert NAME not in line


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("incident", NAME),
        ("incident", INCIDENT.upper()),
        ("state", "hold"),
        ("procedure", "ukcis 2024@1"),
        ("head", "planted"),
        ("count", "3"),
        ("count", -1),
        ("count", True),
        ("error", "KeyError"),
        ("narrative", INCIDENT),
    ],
)
def test_a_fact_of_another_shape_is_refused_and_nothing_is_written(
    written: io.StringIO, field: str, value: object
) -> None:
    facts: dict[str, Any] = {field: value}
    with pytest.raises(NotLoggableError) as refusal:
        logs.record(Happening.FAILED, **facts)
    assert refusal.value.field == field
    assert str(refusal.value) == field
    assert not written.getvalue()


def test_the_words_of_any_other_line_are_withheld(written: io.StringIO) -> None:
    logging.getLogger("elsewhere.module").warning("could not draw %s", NAME)
    line = written.getvalue()
    assert NAME not in line
    assert "WARNING elsewhere.module test_logs:" in line
    assert line.endswith("(words withheld)\n")


def test_a_logger_named_after_a_person_loses_its_name(written: io.StringIO) -> None:
    logging.getLogger(NAME).warning("here")
    assert NAME not in written.getvalue()
    assert "unnamed" in written.getvalue()


def test_a_record_made_to_look_like_ours_is_not_believed(written: io.StringIO) -> None:
    logging.getLogger(logs.LOGGER).warning("x", extra={"facts": {"incident": NAME}})
    assert NAME not in written.getvalue()


def test_an_exception_keeps_its_class_and_place_and_loses_its_message(
    written: io.StringIO,
) -> None:
    try:
        fail_with(NAME)
    except LookupError:
        logging.getLogger("desktop_app").exception("failed for %s", NAME)
    line = written.getvalue()
    assert NAME not in line
    assert "LookupError" in line
    assert "test_logs.py" in line
    assert "fail_with" in line


def test_a_crash_report_names_the_causes_first_and_no_words() -> None:
    try:
        try:
            fail_with(NAME)
        except LookupError as cause:
            raise RuntimeError(NAME) from cause
    except RuntimeError as error:
        report = logs.without_words(error)
    assert NAME not in report
    assert report.index("LookupError") < report.index("RuntimeError")


def test_a_warning_of_a_library_is_withheld_as_well(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(NAME, stacklevel=1)
    assert NAME not in written.getvalue()


def test_a_handler_that_cannot_write_says_nothing_on_standard_error(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    written.close()
    logging.getLogger("elsewhere.module").warning("could not draw %s", NAME)
    assert NAME not in capsys.readouterr().err
