import re
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.domain.errors import VaultFaultError
from desktop_app.runtime import paths
from desktop_app.services import assessments

NAME = "Zephyrine Quillfeather"


@pytest.fixture
def log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logging_put_back: None,  # noqa: ARG001  # it acts by being there
) -> Path:
    file = tmp_path / "faults.log"
    monkeypatch.setattr(paths, "log_file", lambda: file)
    return file


@pytest.mark.parametrize("error", [LookupError(NAME), VaultFaultError(NAME)])
def test_it_is_logged_under_the_reference_that_is_quoted_and_without_a_word_of_a_case(
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(assessments, "assess_json", fail)
    facts = log.with_name("facts.json")
    facts.write_text("{}", encoding="utf-8")
    assert cli.main(["assess", "--procedure", "ukcis-2024", str(facts)]) == cli.NOT_DONE
    said = capsys.readouterr().err
    (reference,) = re.findall(r"reference ([0-9A-F]{8})", said)
    written = log.read_text(encoding="utf-8")
    assert f"ERROR {reference} " in written
    assert str(log) in said
    assert NAME not in written
