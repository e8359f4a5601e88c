import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FORBIDDEN = [
    "_internal/PySide6/QtNetwork.abi3.so",
    "_internal/PySide6/QtNetwork.pyd",
    "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
    "_internal/libssl.so.3",
    "_internal/libssl-3-x64.dll",
    "_internal/libgnutls.so.30",
    "_internal/PySide6/Qt/plugins/networkinformation/libqglib.so",
    "_internal/PySide6/Qt/lib/libQt6Qml.so.6",
    "_internal/PySide6/Qt6Quick.dll",
    "_internal/PySide6/Qt/lib/libQt6WebEngineCore.so.6",
    "_internal/PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
    "_internal/PySide6/Qt/translations/qtbase_de.qm",
    "_internal/PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "_internal/libgtk-3.so.0",
    "_internal/libgdk-3.so.0",
    "_internal/PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
    "_internal/PySide6/Qt/plugins/imageformats/libqjpeg.so",
    "_internal/PySide6/plugins/imageformats/qwebp.dll",
    "_internal/PIL/_avif.cpython-311-x86_64-linux-gnu.so",
    "_internal/PIL/_webp.cp313-win_amd64.pyd",
    "_internal/numpy/__init__.py",
    "_internal/pip/__main__.py",
    "_internal/setuptools/x",
    "_internal/pytest/x",
    "_internal/reportlab/tests/x",
    "_internal/tkinter/x",
    "_internal/desktop_app/cli.pyc",
    "_internal/opengl32sw.dll",
    "_internal/resources/kept.vault",
    "_internal/resources/kept.keys",
]


def library(*needed: str, versions: tuple[str, ...] = (), off: int = 0) -> bytes:
    """Make the smallest shared library that asks for other libraries and for versions of one.

    `off` shifts a segment in the file against its place in memory, as a careless tool might.
    """
    texts = b"\0" + b"".join(name.encode() + b"\0" for name in (*needed, *versions))
    at = {name: texts.index(name.encode() + b"\0") for name in (*needed, *versions)}
    head, segments = 64, 2 * 56
    strings = head + segments
    need = strings + len(texts)
    symbols = [
        struct.pack("<IHHII", 0, 0, 2, at[name], 16 if name != versions[-1] else 0)
        for name in versions
    ]
    needs = struct.pack("<HHIII", 1, len(versions), 0, 16, 0) + b"".join(symbols)
    needs = needs if versions else b""
    table = need + len(needs)
    entries = [(1, at[name]) for name in needed] + [(5, strings)]
    entries += [(0x6FFFFFFE, need)] if versions else []
    dynamic = b"".join(struct.pack("<qQ", *one) for one in (*entries, (0, 0)))
    size = table + len(dynamic)
    ident = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    header = struct.pack("<16sHHIQQQIHHHHHH", ident, 3, 62, 1, 0, head, 0, 0, 64, 56, 2, 64, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, off, off, size, size, 0x1000)
    place = struct.pack("<IIQQQQQQ", 2, 4, table, table, table, len(dynamic), len(dynamic), 8)
    return header + load + place + texts + needs + dynamic


@pytest.fixture
def check(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("check_tree")


@pytest.fixture
def tree(check: ModuleType, tmp_path: Path) -> Path:
    """Make a folder with everything that must be in the package, and nothing else."""
    for pattern in (*check.MUST.values(), *check.MUST_ON["linux"].values()):
        put(tmp_path, pattern.replace("*", "x"))
    return tmp_path


def put(tree: Path, name: str, content: bytes = b"something") -> None:
    file = tree / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def found(check: ModuleType, tree: Path, system: str = "linux") -> list[str]:
    return list(check.faults(tree, system=system))


def test_a_whole_package_passes(check: ModuleType, tree: Path) -> None:
    put(tree, "_internal/libgiver.so.1", library("libc.so.6", versions=("GLIBC_2.34",)))
    put(tree, "_internal/libtaker.so", library("libgiver.so.1", "libEGL.so.1"))
    assert found(check, tree) == []
    assert check.main([str(tree)]) == 0


def test_everything_that_must_be_in_it_is_missed(check: ModuleType, tmp_path: Path) -> None:
    missed = "\n".join(found(check, tmp_path))
    for what in (*check.MUST, *check.MUST_ON["linux"]):
        assert f"missing: {what} " in missed
    assert check.main([str(tmp_path)]) == 1


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_each_system_has_a_screen_of_its_own(check: ModuleType, tree: Path, system: str) -> None:
    for pattern in check.MUST_ON["linux"].values():
        (tree / pattern).unlink()
    assert any("missing: a screen of" in fault for fault in found(check, tree, system))


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_must_not_be_in_it_is_found(check: ModuleType, tree: Path, name: str) -> None:
    put(tree, name)
    assert [fault for fault in found(check, tree) if name in fault]


def test_nothing_forbidden_is_looked_for_without_a_case_that_finds_it(
    check: ModuleType, tree: Path
) -> None:
    for name in FORBIDDEN:
        put(tree, name)
    said = "\n".join(found(check, tree))
    assert [what for what in check.MUST_NOT if f"must not be in it: {what} (" not in said] == []


def test_a_library_that_nobody_gives_is_named_with_who_asks_for_it(
    check: ModuleType, tree: Path
) -> None:
    put(tree, "_internal/libtaker.so", library("libmissing.so.7"))
    assert found(check, tree) == [
        "asks for a library that nobody gives: _internal/libtaker.so needs libmissing.so.7"
    ]


def test_a_library_for_a_newer_system_is_refused(check: ModuleType, tree: Path) -> None:
    put(tree, "_internal/libnew.so", library(versions=("GLIBC_2.4", "GLIBC_2.41")))
    assert "newer system" in found(check, tree)[0]


def test_a_library_that_a_tool_has_spoilt_is_found(check: ModuleType, tree: Path) -> None:
    put(tree, "_internal/libspoilt.so", library("libc.so.6", off=8))
    assert "spoilt" in found(check, tree)[0]


def test_a_file_that_only_begins_like_a_library_is_found(check: ModuleType, tree: Path) -> None:
    put(tree, "_internal/libcut.so", library("libc.so.6")[:100])
    assert found(check, tree) == ["not readable as a program or library: _internal/libcut.so"]


def test_a_link_that_leads_nowhere_is_found(check: ModuleType, tree: Path) -> None:
    (tree / "_internal/libgone.so").symlink_to("libnowhere.so")
    assert found(check, tree) == ["leads nowhere: _internal/libgone.so"]


def test_a_package_that_has_grown_too_large_is_refused(
    check: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "MOST_MEGABYTES", 1)
    put(tree, "_internal/resources/heavy.bin", bytes(2_000_000))
    assert found(check, tree) == ["too large: 2 MB, 1 at most"]


def test_who_deploys_is_told_of_every_package_that_the_system_has_to_give(
    check: ModuleType,
) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "deploy-linux.md"
    told = page.read_text(encoding="utf-8")
    assert [package for package in check.SYSTEM if f"`{package}`" not in told] == []
    assert ".".join(map(str, check.NEWEST_GLIBC)) in told
