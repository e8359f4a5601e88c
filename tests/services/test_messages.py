import ast
import errno
import string
from pathlib import Path

import pytest

from desktop_app.domain.errors import Fault, RecoveryKeyError, VaultInUseError
from desktop_app.services import messages
from desktop_app.services.problems import problem_sentence, problems
from desktop_app.services.vault_messages import finding_sentences
from desktop_app.vault.vault import FINDINGS, Finding, Head, VerifyReport

ROOT = Path(__file__).resolve().parents[2]
A_HEAD = Head(1, "0" * 64, "01931d3a-7c2e-7b6e-9c1a-3f5a2b4c6d8e")
SOURCES = sorted((ROOT / "desktop_app").rglob("*.py"))
MADE_BY = {"Fault": 1, "fault": 1, "add": 1, "_Implied": 1, "words": 2, "word": 2, "_bad": 1}


def _problems_named_in(source: Path) -> set[str]:
    """Give the keys that stand as plain text where faults are made."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        place = MADE_BY.get(name)
        if place is None or len(node.args) <= place:
            continue
        key = node.args[place]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return {key for key in found if "-" in key or key == "missing"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.stem)
def test_every_problem_that_is_named_has_its_sentence(source: Path) -> None:
    assert _problems_named_in(source) <= set(problems())


def test_the_walk_over_the_sources_does_find_problems() -> None:
    assert len({key for source in SOURCES for key in _problems_named_in(source)}) > 25


@pytest.mark.parametrize("problem", sorted(problems()))
def test_a_sentence_can_be_said_with_what_the_fault_names(problem: str) -> None:
    fields = {field for _, field, _, _ in string.Formatter().parse(problems()[problem]) if field}
    about = ("first",) if fields == {"all"} else tuple(f"about-{each}" for each in sorted(fields))
    said = problem_sentence(Fault("somewhere", problem, about))
    assert all(each in said for each in about)
    assert not {f"{{{field}}}" for field in fields} & set(said.split())


def test_every_finding_of_a_verification_has_its_sentence() -> None:
    assert set(finding_sentences()) == set(FINDINGS)


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_what_the_system_refuses_is_said_with_the_file(number: int) -> None:
    assert "case.pdf" in messages.system_sentence(OSError(number, "refused", "case.pdf"))


def test_a_fault_of_ours_says_where_and_never_what() -> None:
    try:
        raise ValueError("Zephyrine Quillfeather")  # noqa: TRY301  # it is the thing under test
    except ValueError as error:
        said = messages.our_fault(error, reference="0A1B2C3D")
    assert "0A1B2C3D" in said
    assert "ValueError" in said
    assert "test_messages.py" in said
    assert "Quillfeather" not in said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 entry, 1 incident. "), (2, "2 entries, 2 incidents. ")],
)
def test_what_a_verification_counted_is_said_in_the_right_form(number: int, said: str) -> None:
    report = VerifyReport(A_HEAD, entries=number, incidents=number, findings=())
    assert said in messages.verified(report)


@pytest.mark.parametrize(("number", "said"), [(1, "1 thing is wrong"), (2, "2 things are wrong")])
def test_what_a_verification_found_wrong_is_said_in_the_right_form(number: int, said: str) -> None:
    findings = tuple(Finding("hash", place) for place in range(number))
    report = VerifyReport(A_HEAD, entries=5, incidents=1, findings=findings)
    assert f"{said} in 5 entries" in messages.verified(report)


@pytest.mark.parametrize(("rows", "said"), [((2,), "row 2 again"), ((2, 4), "rows 2, 4 again")])
def test_the_rows_of_a_recovery_key_are_said_in_the_right_form(
    rows: tuple[int, ...], said: str
) -> None:
    assert said in messages.sentence(RecoveryKeyError(rows))


@pytest.mark.parametrize(
    ("process", "computer", "said"),
    [
        (0, "", "in another window or command"),
        (4711, "", "on this computer, in process 4711"),
        (4711, "office-2", "on the computer office-2 (process 4711)"),
    ],
)
def test_whoever_finds_a_vault_in_use_is_told_where_to_look(
    process: int, computer: str, said: str
) -> None:
    error = VaultInUseError("/x.vault", process=process, computer=computer)
    assert said in messages.sentence(error)
    assert "/x.vault" in messages.sentence(error)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 of them is sealed to others and was checked by hash and signature only"),
        (3, "3 of them are sealed to others and were checked by hash and signature only"),
    ],
)
def test_what_a_verification_could_not_read_is_said_where_it_counts(number: int, said: str) -> None:
    report = VerifyReport(A_HEAD, 9, 2, (), sealed_to_others=number, new_keys=(4, 7))
    before, last = messages.verified(report).splitlines()
    assert "at entries 4, 7" in before
    counted = f"9 entries ({said}), 2 incidents that are not sealed"
    assert last == f"Everything holds: {counted}. {A_HEAD.short}"


@pytest.mark.parametrize("entries", [0, 1, 7])
def test_of_a_damaged_file_it_is_said_how_much_of_it_could_be_read(entries: int) -> None:
    findings = (Finding("pages"), Finding("position", 1))
    report = VerifyReport(Head(0, "0" * 64, A_HEAD.vault), entries, 0, findings)
    (said,) = messages.verified(report).splitlines()
    assert "the file itself is damaged" in said
    assert f"{entries} {'entry' if entries == 1 else 'entries'} could be read" in said
    assert said.endswith("restore a backup.")
