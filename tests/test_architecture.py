import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "desktop_app"
LONGEST_MODULE = 300
LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)

# What could open a socket. Of urllib only the taking apart of addresses is harmless.
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser",
    "wsgiref", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
    "urllib.request", "urllib.error", "urllib.robotparser",
}  # fmt: skip

# A new thing goes into one of these, or the plan is changed first.
TOP_LEVEL = {
    "desktop_app", "resources", "packaging", "tests", "docs", "main.py", "pyproject.toml",
    "requirements.lock", "Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md",
    "LICENSE",
}  # fmt: skip
GENERATED = {"build", "dist", "demo"}

LEFT_OVERS = re.compile(
    r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|mark\.sk" r"ip|pytest\.sk" r"ip|mark\.xf" r"ail"
)
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
SILENCED_WITH_REASON = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[a-z-]+\])\s+#\s+\w+"
)


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported_names(file: Path) -> Iterator[str]:
    """Every dotted name that the file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(file)}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, check=False, capture_output=True, text=True
    )


def test_imports_keep_to_the_floors() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("domain/people.py", "import desktop_app.services", "Imports point down"),
        ("vault/__init__.py", "import desktop_app.documents", "Imports point down"),
        ("runtime/paths.py", "import desktop_app.domain.errors", "Imports point down"),
        ("annex.py", "'''A room without a floor.'''", "Imports point down"),
        ("ui/page.py", "import desktop_app.vault", "Only services"),
        ("services/__init__.py", "import sqlite_utils", "SQL, its drivers and keys"),
        ("services/__init__.py", "import cryptography.fernet", "SQL, its drivers and keys"),
        ("services/__init__.py", "import reportlab", "PDF libraries"),
        ("vault/__init__.py", "import pikepdf", "PDF libraries"),
        ("services/__init__.py", "import PySide6.QtGui", "Qt stays"),
        ("domain/answers.py", "import desktop_app.domain.rules", "No circles"),
    ],
)
def test_each_contract_bites(tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(PROGRAM, tmp_path / "desktop_app")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = tmp_path / "desktop_app" / file
    changed.parent.mkdir(exist_ok=True)
    (changed.parent / "__init__.py").touch()
    with changed.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert re.search(rf"{contract}[^\n]*BROKEN", done.stdout), done.stdout


def test_the_domain_needs_the_standard_library_alone() -> None:
    strangers = [
        f"{place(file)}: {name}"
        for file in modules("desktop_app/domain")
        for name in imported_names(file)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not is_within(name, "desktop_app.domain")
    ]
    assert strangers == []


def test_nothing_in_the_program_can_open_a_socket() -> None:
    sockets = [
        f"{place(file)}: {name}"
        for file in modules("desktop_app")
        for name in imported_names(file)
        if any(is_within(name, package) for package in NETWORK)
    ]
    assert sockets == []


def test_no_module_is_longer_than_a_person_can_hold_in_mind() -> None:
    lengths = {
        place(file): len(file.read_text(encoding="utf-8").splitlines())
        for file in modules("desktop_app", "packaging")
    }
    assert {file: n for file, n in lengths.items() if n >= LONGEST_MODULE} == {}


def test_nothing_is_left_for_later_and_no_test_is_passed_over() -> None:
    found = [
        f"{place(file)}:{number}"
        for file in (*modules("desktop_app", "packaging", "tests"), ROOT / "main.py")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OVERS.search(line)
    ]
    assert found == []


def test_whoever_silences_a_tool_says_which_rule_and_why() -> None:
    found = [
        f"{place(file)}:{number}"
        for file in modules("desktop_app", "packaging", "tests")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED.search(line)
        and not SILENCED_WITH_REASON.search(line)
        and file != Path(__file__)
    ]
    assert found == []


def test_the_top_level_holds_what_the_plan_names_and_nothing_else() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - GENERATED == TOP_LEVEL
