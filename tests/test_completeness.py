import ast
import importlib
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import desktop_app
from desktop_app.domain.errors import SafeguardingError
from desktop_app.services.messages import SENTENCES

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def wanted(group: str) -> list[str]:
    """Return the names of the packages that the program, or the group `dev`, asks for."""
    content = tomllib.loads(text("pyproject.toml"))
    program: list[str] = content["project"]["dependencies"]
    asked = program if group == "program" else content["dependency-groups"][group]
    return [re.split(r"[<>=!~ ;\[]", one)[0] for one in asked]


def top_level_imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def all_errors() -> set[type[SafeguardingError]]:
    """Load the whole program, then find every class of its tree of errors."""
    for module in pkgutil.walk_packages(desktop_app.__path__, f"{desktop_app.__name__}."):
        importlib.import_module(module.name)
    found: set[type[SafeguardingError]] = set()
    rest = [SafeguardingError]
    while rest:
        kinds = rest.pop().__subclasses__()
        found.update(kind for kind in kinds if kind.__module__.startswith("desktop_app."))
        rest.extend(kinds)
    return found


def test_the_change_log_tells_of_this_version() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE
    )


def test_the_program_and_the_project_file_name_the_same_version() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["version"] == desktop_app.__version__


def test_there_are_decisions_and_they_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert numbers


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.stem)
def test_every_decision_is_listed_and_says_why(decision: Path) -> None:
    assert f"adr/{decision.name}" in text("docs/architecture.md")
    headings = re.findall(r"^## (.+)$", decision.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences", "Alternatives"]


def test_every_error_has_its_sentence_and_every_sentence_its_error() -> None:
    assert set(SENTENCES) - {SafeguardingError} == all_errors()


def test_every_package_asked_for_has_its_reason_and_its_licence() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \| (\S[^|]*) \| (\S[^|]*) \|", text("docs/dependencies.md"), re.MULTILINE
    )
    asked = [*wanted("program"), *wanted("dev")]
    assert sorted(plain(name) for name, _, _ in rows) == sorted(map(plain, asked))


def test_every_package_asked_for_is_locked_and_every_lock_has_a_hash() -> None:
    locked = re.findall(
        r"^([a-z0-9-]+)==\S+(?: ;[^\n\\]*)? \\\n    --hash=sha256:",
        text("requirements.lock"),
        re.MULTILINE,
    )
    names = re.findall(r"^([A-Za-z0-9._-]+)==", text("requirements.lock"), re.MULTILINE)
    assert {plain(name) for name in (*wanted("program"), *wanted("dev"))} <= set(locked)
    assert names == locked


@pytest.mark.parametrize(
    ("folder", "groups"), [("desktop_app", ("program",)), ("tests", ("program", "dev"))]
)
def test_every_package_that_is_imported_is_asked_for_by_name(
    folder: str, groups: tuple[str, ...]
) -> None:
    asked = {plain(name) for group in groups for name in wanted(group)}
    givers = packages_distributions()
    # The probe of the journeys runs under the system's Python, which alone has gi.
    ours = {"desktop_app", "tests", "gi"}
    strangers = {
        name
        for file in (ROOT / folder).rglob("*.py")
        for name in top_level_imports(file)
        if name not in sys.stdlib_module_names | ours
        and not asked & {plain(giver) for giver in givers.get(name, [])}
    }
    assert strangers == set()


def test_the_lock_names_no_index_and_no_place_of_this_machine() -> None:
    assert "://" not in text("requirements.lock")
    assert "index" not in text("requirements.lock")


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        "docs/dependencies.md",
        "docs/deploy-linux.md",
        "docs/deploy-windows.md",
    ],
)
def test_every_page_points_at_files_that_exist(page: str) -> None:
    folder = (ROOT / page).parent
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(page))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (folder / target).exists()] == []


def test_every_command_of_the_make_file_is_explained_in_its_help() -> None:
    commands = re.findall(r"^([a-z-]+):(.*)$", text("Makefile"), re.MULTILINE)
    assert "keep-vault" in dict(commands)
    assert [name for name, rest in commands if "## " not in rest] == []
