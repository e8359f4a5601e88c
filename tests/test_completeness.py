import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

import desktop_app
from desktop_app.domain.errors import SafeguardingError
from desktop_app.services.messages import SENTENCES

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> tuple[str, list[str]]:
    """Return the version, and the names of all packages asked for."""
    content = tomllib.loads(text("pyproject.toml"))
    wanted = [*content["project"]["dependencies"], *content["dependency-groups"]["dev"]]
    return content["project"]["version"], [re.split(r"[<>=!~ ;\[]", one)[0] for one in wanted]


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
    version, _ = project()
    assert re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE
    )


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
    _, wanted = project()
    assert sorted(plain(name) for name, _, _ in rows) == sorted(plain(name) for name in wanted)


def test_every_package_asked_for_is_locked_and_every_lock_has_a_hash() -> None:
    locked = re.findall(
        r"^([a-z0-9-]+)==\S+(?: ;[^\n\\]*)? \\\n    --hash=sha256:",
        text("requirements.lock"),
        re.MULTILINE,
    )
    names = re.findall(r"^([A-Za-z0-9._-]+)==", text("requirements.lock"), re.MULTILINE)
    _, wanted = project()
    assert {plain(name) for name in wanted} <= set(locked)
    assert names == locked


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
    ],
)
def test_every_page_points_at_files_that_exist(page: str) -> None:
    folder = (ROOT / page).parent
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(page))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (folder / target).exists()] == []


def test_every_command_of_the_make_file_is_explained_in_its_help() -> None:
    commands = re.findall(r"^([a-z]+):(.*)$", text("Makefile"), re.MULTILINE)
    assert [name for name, rest in commands if "## " not in rest] == []
