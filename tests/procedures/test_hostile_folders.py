"""Folders made to do harm, or by mistake: told with a fault, quickly, and never followed."""

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import Fault
from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.check import check, look_over
from desktop_app.procedures.folder import FILES
from desktop_app.procedures.library import Library
from desktop_app.procedures.own import MOST_OWN
from desktop_app.runtime import paths
from desktop_app.services.messages import fault_line
from tests.procedures.westmarsh import HEAD, LIBRARY

RULE = """
[[rule]]
id = "{name}"
agencies = ["police"]
strength = "must"
when = {when}
text = "x"
source = "westmarsh-one"
"""
KINDS = list(LIBRARY.catalogue.kind_by_id)
QUICK = 20.0  # seconds, on a busy machine; each of these took under five on a free one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "procedures"


@pytest.fixture
def own(root: Path) -> Path:
    folder = root / "westmarsh" / "1"
    folder.mkdir(parents=True)
    (folder / "procedure.toml").write_text(HEAD, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[tuple[str, str]]:
    start = time.monotonic()
    found = check(folder, LIBRARY.catalogue, LIBRARY.base)
    assert time.monotonic() - start < QUICK
    assert all(fault_line(each).isprintable() for each in found)
    return [(each.where, each.problem) for each in found]


def lines(many: int, line: str) -> bytes:
    return "".join(line.format(number) for number in range(many)).encode()


def rules(*conditions: str) -> bytes:
    made = (RULE.format(name=f"rule-{n}", when=each) for n, each in enumerate(conditions))
    return "".join(made).encode()


def each_kind_alone(form: str) -> list[str]:
    return [f'{{ {form} = ["{kind}"] }}' for kind in KINDS]


CONTENTS: dict[str, tuple[str, bytes, str]] = {
    "a million sources": (
        "procedure.toml",
        HEAD.encode() + lines(1_000_000, '[[source]]\nid = "s{0}"\n'),
        "toml-too-large",
    ),
    "as many sources as fit": (
        "procedure.toml",
        HEAD.encode() + lines(4_000, '[[source]]\nid = "s{0}"\ndocument = "x"\nsection = "x"\n'),
        "too-many-items",
    ),
    "keys beyond counting": (
        "procedure.toml",
        HEAD.encode().replace(b"[[source]]", lines(15_000, "a{0} = 1\n") + b"[[source]]", 1),
        "unknown-key",
    ),
    "one list of everything": (
        "referral.toml",
        RULE.format(name="a", when="[1]").replace('"police"', '"a",\n' * 40_000).encode(),
        "too-many-items",
    ),
    "deep tables": ("law.toml", b"a = " + b"{ a = " * 300 + b"1" + b" }" * 300, "too-deep"),
    "deep lists": ("law.toml", b"a = " + b"[" * 3_000, "too-deep"),
    "a deep dotted key": ("law.toml", b"a" + b".a" * 1_900 + b" = 1", "too-deep"),
    "many headers of one deep table": (
        "law.toml",
        lines(6_000, "[a.b.c.d.e.f.g.h.i.j{0}]\n"),
        "too-deep",
    ),
    "a number without end": ("law.toml", b"a = " + b"9" * 3_900, "unknown-key"),
    "nothing but zeros": ("law.toml", b"\0" * 1_000, "not-toml"),
    "a zero in a text": ("law.toml", b'a = "b\0c"', "not-toml"),
    "a zero as an escape": (
        "procedure.toml",
        HEAD.replace('area = "Westmarsh"', 'area = "West\\u0000marsh"').encode(),
        "control-characters",
    ),
    "letters that turn a line round": (
        "procedure.toml",
        HEAD.replace('area = "Westmarsh"', 'area = "West\\u202emarsh"').encode(),
        "control-characters",
    ),
    "a byte order mark": ("procedure.toml", b"\xef\xbb\xbf" + HEAD.encode(), "byte-order-mark"),
    "another encoding": ("procedure.toml", HEAD.encode("utf-16"), "not-utf-8"),
    "an old encoding": ("procedure.toml", HEAD.encode() + b"# caf\xe9", "not-utf-8"),
    "an id with foreign letters": (
        "procedure.toml",
        HEAD.replace('id = "westmarsh"', 'id = "w\u0435stmarsh"').encode(),
        "not-an-id",
    ),
    "an id that climbs out": (
        "procedure.toml",
        HEAD.replace('id = "westmarsh"', 'id = "../westmarsh"').encode(),
        "not-an-id",
    ),
    "a version that climbs out": (
        "procedure.toml",
        HEAD.replace('version = "1"', 'version = "../1"').encode(),
        "not-a-version",
    ),
    "a base that climbs out": (
        "procedure.toml",
        HEAD.replace("ukcis-2024@1", "../ukcis-2024@1").encode(),
        "not-a-base",
    ),
    "a condition of very many parts": (
        "referral.toml",
        rules("{ any = [\n" + '"severe",\n' * 10_000 + "] }"),
        "too-many-parts",
    ),
    "a condition that multiplies": (
        "referral.toml",
        rules("{ all = [" + '{ any = ["severe", "under-13"] }, ' * 15 + "] }"),
        "too-many-combinations",
    ),
    "more rules than any document has": (
        "referral.toml",
        rules(*['"severe"'] * 500),
        "too-many-items",
    ),
    "a rule that tells all kinds apart": (
        "referral.toml",
        rules(
            f"{{ any = [{', '.join(each_kind_alone('only_kinds'))}] }}",
            f"{{ any = [{', '.join(each_kind_alone('kind'))}] }}",
        ),
        "too-many-combinations",
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_in_a_file_is_refused_with_its_reason_before_it_costs_time(
    own: Path, name: str
) -> None:
    file, raw, problem = CONTENTS[name]
    (own / file).write_bytes(raw)
    assert problem in [each for _, each in problems(own)]


def test_the_largest_rules_that_are_allowed_are_compared_in_time(own: Path) -> None:
    either = [f'{{ kind = ["{kind}"] }}' for kind in KINDS] + ['"severe"'] * 48
    (own / "referral.toml").write_bytes(rules(*[f"{{ any = [{', '.join(either)}] }}"] * 64))
    assert {each for _, each in problems(own)} == {"changes-nothing"}


def test_an_empty_folder_says_which_file_it_lacks(own: Path) -> None:
    (own / "procedure.toml").unlink()
    assert ("procedure.toml", "missing-file") in problems(own)


def test_a_folder_of_very_many_files_is_not_read_to_its_end(own: Path) -> None:
    for number in range(3_000):
        (own / f".{number}").touch()
    assert ("1", "too-many-files") in problems(own)


@pytest.mark.parametrize("file", FILES)
def test_a_link_is_not_followed(own: Path, tmp_path: Path, file: str) -> None:
    elsewhere = tmp_path / "secret.toml"
    elsewhere.write_text(HEAD, encoding="utf-8")
    (own / file).unlink(missing_ok=True)
    (own / file).symlink_to(elsewhere)
    assert (file, "is-a-link") in problems(own)


def test_a_link_that_leads_round_in_a_circle_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert ("a", "not-a-folder") in problems(tmp_path / "a")


def test_a_pipe_is_not_waited_for(own: Path) -> None:
    os.mkfifo(own / "law.toml")
    assert problems(own) == [("law.toml", "file-unreadable")]


def test_a_folder_that_is_not_of_this_kind_is_not_followed_either(own: Path) -> None:
    (own / "i18n").symlink_to("/")
    assert problems(own) == [("i18n", "unexpected-file")]


# ------------------------------------------------------------------- beside the shipped ones


def library(*roots: Path) -> Library:
    return Library(paths.resources_folder(), *roots)


def told(found: Library) -> list[tuple[str, str]]:
    return [(folder.name, fault.problem) for folder, all_of in found.own_faults for fault in all_of]


def test_a_good_one_stands_beside_those_that_are_shipped(root: Path, own: Path) -> None:
    found = library(root)
    assert found.get("westmarsh").area == "Westmarsh"
    assert found.own_faults == ()
    assert {"westmarsh", "ukcis-2024"} <= set(found.versions)
    assert own.is_dir()


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert library(tmp_path / "nothing").own_faults == ()


def test_a_file_in_place_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "procedures").touch()
    assert library(tmp_path / "procedures").own_faults == ()


def test_it_may_put_the_whole_folder_elsewhere_by_a_link(
    root: Path, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(root)
    assert library(tmp_path / "link").get("westmarsh").id == own.parent.name


def test_links_inside_the_folder_are_told_and_not_followed(
    root: Path, own: Path, tmp_path: Path
) -> None:
    shutil.copytree(own.parent, tmp_path / "moved")
    (root / "eastmarsh").symlink_to(tmp_path / "moved")
    (root / "westmarsh" / "2").symlink_to(tmp_path / "moved" / "1")
    found = library(root)
    assert told(found) == [("eastmarsh", "is-a-link"), ("2", "is-a-link")]
    assert found.versions["westmarsh"] == ("1",)


def test_a_folder_without_versions_is_told(root: Path, own: Path) -> None:
    (own / "procedure.toml").rename(root / "westmarsh" / "procedure.toml")
    own.rmdir()
    assert told(library(root)) == [("westmarsh", "no-version")]


def test_only_so_many_are_read_and_the_rest_is_told(root: Path) -> None:
    for number in range(MOST_OWN + 5):
        name = f"marsh-{number:02}"
        folder = root / name / "1"
        folder.mkdir(parents=True)
        text = HEAD.replace('"westmarsh"', f'"{name}"', 1)
        (folder / "procedure.toml").write_text(text, encoding="utf-8")
    found = library(root)
    assert told(found) == [("procedures", "too-many-own")]
    assert sum(found.is_own(name) for name in found.versions) == MOST_OWN


def test_a_school_cannot_take_the_id_of_a_shipped_procedure(root: Path) -> None:
    folder = root / "ukcis-2024" / "99"
    folder.mkdir(parents=True)
    text = HEAD.replace('"westmarsh"', '"ukcis-2024"', 1).replace('"1"', '"99"', 1)
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    found = library(root)
    assert told(found) == [("99", "shipped-id")]
    assert "99" not in found.versions["ukcis-2024"]


def test_a_whole_procedure_that_extends_nothing_is_refused(root: Path) -> None:
    folder = root / "westmarsh" / "1"
    shutil.copytree(paths.resources_folder() / "procedures" / "ukcis-2024" / "1", folder)
    head = folder / "procedure.toml"
    text = head.read_text(encoding="utf-8").replace('id = "ukcis-2024"', 'id = "westmarsh"', 1)
    head.write_text(text, encoding="utf-8")
    assert told(library(root)) == [("1", "must-extend")]


def test_one_that_forgot_to_extend_is_told_that_and_not_every_file_that_it_lacks(
    root: Path,
) -> None:
    folder = root / "westmarsh" / "1"
    folder.mkdir(parents=True)
    (folder / "procedure.toml").write_text('id = "westmarsh"\nversion = "1"\n', encoding="utf-8")
    problems = [problem for _, problem in told(library(root))]
    assert problems[0] == "must-extend"
    assert "missing-file" not in problems


def test_what_the_school_has_set_cannot_be_changed_by_a_folder_of_ones_own(
    root: Path, own: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine" / "westmarsh" / "2"
    shutil.copytree(own, mine)
    head = mine / "procedure.toml"
    head.write_text(HEAD.replace('version = "1"', 'version = "2"'), encoding="utf-8")
    found = library(root, tmp_path / "mine")
    assert told(found) == [("2", "own-id")]
    assert found.get("westmarsh").version == "1"


def test_one_own_procedure_cannot_extend_another(root: Path, own: Path) -> None:
    folder = root / "eastmarsh" / "1"
    folder.mkdir(parents=True)
    text = HEAD.replace('"westmarsh"', '"eastmarsh"', 1).replace("ukcis-2024@1", "westmarsh@1")
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    found = library(root)
    assert told(found) == [("1", "unknown-base")]
    assert found.get("westmarsh").id == own.parent.name


def sturdy(found: Library) -> Procedure:
    return found.get("ukcis-2024", "1")


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(file=st.sampled_from(FILES), raw=st.binary(max_size=400))
def test_whatever_stands_in_a_folder_the_shipped_procedures_can_be_used(
    root: Path, own: Path, file: str, raw: bytes
) -> None:
    (own / file).write_bytes(raw)
    try:
        found = library(root)
        assert sturdy(found).id == "ukcis-2024"
        assert found.is_own("westmarsh") or found.own_faults
    finally:
        for each in FILES:
            (own / each).unlink(missing_ok=True)
        (own / "procedure.toml").write_text(HEAD, encoding="utf-8")


def test_looking_over_a_path_that_no_system_could_have_is_a_fault() -> None:
    found = look_over(Path("/tmp/" + "x" * 5_000), LIBRARY.catalogue, LIBRARY.base)  # noqa: S108  # never made
    assert [each.problem for each in found.faults] == ["not-a-folder"]
    assert isinstance(found.faults[0], Fault)
