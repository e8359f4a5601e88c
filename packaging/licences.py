"""Put the licence of everything that is in the package beside it: one folder for each giver.

What the package holds is known from PyInstaller's lists; who gave a file, from where it was taken:
a distribution of the environment, Python, the system (Debian's package), or the program itself.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

_LICENCE = re.compile(r"(^|[-_.])(licen[cs]es?|copying|notice|ofl)([-_.]|$)", re.IGNORECASE)
# Distributions that come without the text of their licence; it is kept here.
_KEPT = Path(__file__).with_name("licences")
_KEPT_FOR = {"pyside6-essentials": "PySide6", "pyside6-pdf": "PySide6", "shiboken6": "PySide6"}
_COMMON = Path("/usr/share/common-licenses")
_PACKAGER = "pyinstaller"  # what starts the program is its work


class NoLicenceError(Exception):
    """Something in the package has no licence that could be put beside it; says what."""


def gather(found: Iterable[tuple[str, str, str]], *, own: Path, into: Path) -> None:
    """Copy every licence into folders of `into`; `found` is PyInstaller's (name, source, kind).

    `own` is the checkout. Raises NoLicenceError for what has none.
    """
    sources = {Path(source) for _, source, _ in found if source not in {"-", ""}}
    rest = {one for one in sources if not _is_ours(one, own) and not _is_python_s(one)}
    folders = {"safeguarding-desk": [own / "LICENSE"], "python": [_python()]}
    for file in _named_as_licences((own / "resources").rglob("*")):
        folders.setdefault(file.parent.name, []).append(file)
    for each in distributions():
        home = Path(str(each.locate_file("")))
        near = {one.relative_to(home).as_posix(): one for one in rest if one.is_relative_to(home)}
        theirs = {near[str(file)] for file in each.files or () if str(file) in near}
        if theirs or _plain(each) == _PACKAGER:
            folders[_KEPT_FOR.get(_plain(each), _plain(each))] = _of(each)
        rest -= theirs
    folders.update(_of_system(rest) if sys.platform == "linux" else {})
    shutil.rmtree(into, ignore_errors=True)
    for name, files in folders.items():
        (into / name).mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(file, into / name / file.name)


def _is_ours(file: Path, own: Path) -> bool:
    ours = (own / name for name in ("main.py", "desktop_app", "resources", "build"))
    return any(file.is_relative_to(place) for place in ours)


def _is_python_s(file: Path) -> bool:
    # On Linux, Python may stand among everything else of the system, in /usr.
    whole = file.is_relative_to(sys.base_prefix) and sys.platform != "linux"
    library = file.is_relative_to(sysconfig.get_path("stdlib"))
    return whole or library or file.name.startswith("libpython")


def _plain(each: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", each.name).lower()


def _of(each: Distribution) -> list[Path]:
    if kept := _KEPT_FOR.get(_plain(each)):
        return sorted((_KEPT / kept).iterdir())
    theirs = [file for file in each.files or () if ".dist-info/" in str(file)]
    found = list(_named_as_licences(Path(str(each.locate_file(file))) for file in theirs))
    if not found:
        raise NoLicenceError(each.name)
    return found


def _named_as_licences(files: Iterable[Path]) -> Iterator[Path]:
    """Yield files named as licences are, and those in a folder named so."""
    for file in sorted(files):
        if file.is_file() and any(_LICENCE.search(part) for part in file.parts[-3:]):
            yield file


def _python() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / f"lib{version}-minimal" / "copyright",
        Path("/usr/share/doc") / version / "copyright",
    ]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NoLicenceError(version)
    return found


def _of_system(libraries: Iterable[Path]) -> dict[str, list[Path]]:
    """Ask Debian's package manager who gave each library; its licence is where Debian keeps them."""
    # Debian's own texts point at these.
    common = [file for file in _COMMON.glob("*") if file.is_file()]
    folders = {"debian/common-licenses": sorted(common)}
    for library in sorted(libraries):
        texts = [Path("/usr/share/doc", giver, "copyright") for giver in _givers(library)]
        text = next((text for text in texts if text.is_file()), None)
        if text is None:
            raise NoLicenceError(str(library))
        folders[f"debian/{text.parent.name}"] = [text]
    return folders


def _givers(library: Path) -> list[str]:
    if shutil.which("dpkg-query") is None:
        return []
    asked = ["dpkg-query", "--search", f"*/{library.name}"]
    answer = subprocess.run(asked, check=False, capture_output=True, text=True).stdout
    return [line.split(":")[0] for line in answer.splitlines()]
