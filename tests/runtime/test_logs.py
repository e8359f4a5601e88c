import logging
import os
import warnings
from pathlib import Path

import pytest

from desktop_app.runtime import logs
from desktop_app.runtime.logs import NotLoggableError

NAME = "Planted Name"
REFERENCE = "0A1B2C3D"


@pytest.fixture(autouse=True)
def log(tmp_path: Path, logging_put_back: None) -> Path:  # noqa: ARG001  # it acts by being there
    file = tmp_path / "kept here" / "faults.log"
    logs.set_up(file)
    return file


def fail_with(words: str) -> None:
    raise LookupError(words)


def fail_because_of(cause: Exception, words: str) -> None:
    raise RuntimeError(words) from cause


def a_fault(words: str) -> BaseException:
    with pytest.raises(LookupError) as cause:
        fail_with(words)
    with pytest.raises(RuntimeError) as raised:
        fail_because_of(cause.value, words)
    return raised.value


def everything_under(folder: Path) -> bytes:
    return b"\n".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_nothing_is_made_until_there_is_something_to_write(log: Path) -> None:
    logging.getLogger("elsewhere").info("all is well")
    assert not log.parent.exists()


def test_a_fault_is_found_again_by_the_reference_that_is_quoted(log: Path) -> None:
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    head, *places = log.read_text(encoding="utf-8").splitlines()
    assert head.endswith(f"Z ERROR {REFERENCE} 0.1.0")
    assert places.index("LookupError") < places.index("RuntimeError")
    assert any("test_logs.py" in each and "fail_with" in each for each in places)


def test_no_byte_that_is_written_holds_a_name(log: Path) -> None:
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    try:
        fail_with(NAME)
    except LookupError:
        logging.getLogger(logs.LOGGER).exception("failed for %s", NAME)
    logging.getLogger(logs.LOGGER).error(NAME, extra={"fault": NAME})
    logging.getLogger(NAME).error(NAME)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(NAME, stacklevel=1)
    written = everything_under(log.parent)
    assert written.count(b"LookupError") == 2
    assert written.count(b"(words withheld)") == 4
    for word in NAME.split():
        assert word.encode() not in written
        assert word.encode("utf-16-le") not in written


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("reference", {"reference": NAME, "version": "0.1.0"}),
        ("reference", {"reference": "0a1b2c3d", "version": "0.1.0"}),
        ("version", {"reference": REFERENCE, "version": NAME}),
    ],
)
def test_a_fact_of_another_shape_is_refused_and_nothing_is_written(
    log: Path, field: str, facts: dict[str, str]
) -> None:
    with pytest.raises(NotLoggableError) as refusal:
        logs.record_fault(a_fault(NAME), **facts)
    assert str(refusal.value) == field
    assert not log.exists()


def test_the_words_of_any_other_line_are_withheld_and_its_place_kept(log: Path) -> None:
    logging.getLogger("elsewhere.module").warning("could not draw %s", NAME)
    line = log.read_text(encoding="utf-8")
    assert "WARNING elsewhere.module test_logs:" in line
    assert line.endswith("(words withheld)\n")


def test_only_this_user_can_read_the_log(log: Path) -> None:
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    # Windows keeps rights in lists of its own, and a user's folder has them.
    of_others = 0o077 if os.name == "posix" else 0
    assert log.stat().st_mode & of_others == 0
    assert log.parent.stat().st_mode & of_others == 0


def test_a_log_that_cannot_be_written_is_done_without_in_silence(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.parent.write_text("a file where the folder should be", encoding="utf-8")
    logging.getLogger("elsewhere").warning("could not draw %s", NAME)
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    assert capsys.readouterr().err == ""


def test_a_line_that_cannot_be_put_together_is_passed_over_in_silence(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_formatter: object, _record: logging.LogRecord) -> str:
        raise ValueError(NAME)

    monkeypatch.setattr(logs.AllowListFormatter, "format", fail)
    logging.getLogger("elsewhere").warning("could not draw %s", NAME)
    assert capsys.readouterr().err == ""
    assert log.read_bytes() == b""


def test_a_log_that_grew_large_is_put_aside_and_begun_anew(log: Path) -> None:
    log.parent.mkdir()
    log.write_bytes(b"x" * 300_000)
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    assert REFERENCE in log.read_text(encoding="utf-8")
    assert log.with_name("faults.log.1").stat().st_size == 300_000


def test_without_a_place_for_it_there_is_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(None)
    logs.record_fault(a_fault(NAME), reference=REFERENCE, version="0.1.0")
    assert capsys.readouterr().err == ""
