from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Entry = tuple[str, str, str]


@pytest.fixture
def unneeded(script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script; what a file asks for stands in its source's name, behind a colon."""
    module = script("unneeded")

    class Asks:
        def __init__(self, file: Path) -> None:
            self.needed = tuple(file.name.partition(":")[2].split(","))

    monkeypatch.setattr(module.elf, "read", Asks)
    return module


def test_a_library_stays_while_something_that_stays_asks_for_it(unneeded: ModuleType) -> None:
    extension = ("a/module.so", "/s/module:libnear.so", "EXTENSION")
    near = ("libnear.so", "/s/near:libfar.so", "BINARY")
    far = ("a.libs/libfar.so", "/s/far:libnear.so", "BINARY")
    orphan = ("liborphan.so", "/s/orphan:libnear.so", "BINARY")
    assert unneeded.reached([orphan, far, near, extension]) == [extension, near, far]


def test_what_is_loaded_by_name_stays_unasked(unneeded: ModuleType) -> None:
    python = ("libpython3.11.so.1.0", "/s/python:", "BINARY")
    plugin = ("PySide6/Qt/plugins/platforms/libqxcb.so", "/s/xcb:libxcb.so", "BINARY")
    asked = ("libxcb.so", "/s/x:", "BINARY")
    assert unneeded.reached([python, plugin, asked]) == [python, plugin, asked]


def test_a_link_goes_with_the_file_it_leads_to(unneeded: ModuleType) -> None:
    stays: Entry = ("libone.so", "a.libs/libone.so", "SYMLINK")
    goes: Entry = ("libtwo.so", "a.libs/libtwo.so", "SYMLINK")
    below: Entry = ("b/libone.so", "../a.libs/libone.so", "SYMLINK")
    files = [("a.libs/libone.so", "/s/one", "BINARY")]
    assert unneeded.leading_somewhere([stays, goes, below], files) == [stays, below]
