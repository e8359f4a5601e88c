"""Ask of a packaged folder whether everything is in it that must be, and nothing that must not.

    python packaging/check_tree.py dist/safeguarding-desk

Prints one line a fault and ends with 1, or one line of figures and ends with 0. On Linux it also
reads every program and library: each library asked for lies in the folder, or is one of a named
few that the system gives (docs/deploy-linux.md says in which packages).
"""

import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import elf

MOST_MEGABYTES = 185
NEWEST_GLIBC = (2, 36)  # Debian 12, the oldest Linux that is promised

# Each must be matched by a file. `*` stands for folders too; a library has another name and
# ending on each system.
MUST = {
    "the window": "safeguarding-desk*",
    "the commands": "safeguarding-desk-cli*",
    "the questions": "_internal/resources/questions.toml",
    "a procedure": "_internal/resources/procedures/ukcis-2024/1/procedure.toml",
    "the invented cases of practice": "_internal/resources/practice.toml",
    "the face of screen and paper": "_internal/resources/fonts/AtkinsonHyperlegibleNext_400*.ttf",
    "the sentences": "_internal/resources/i18n/safeguarding-desk.pot",
    "the program that checks an exported log": "_internal/resources/verifier/verify_log.py",
    "the encrypted database": "_internal/sqlcipher3/_sqlite3*",
    "keys": "_internal/cryptography/hazmat/bindings/_rust*",
    "forms": "_internal/pikepdf/_core*",
    "the preview of forms": "_internal/PySide6/QtPdfWidgets.*",
    "what the preview links": "_internal/*Qt*Network*",
    "printing": "_internal/PySide6/QtPrintSupport.*",
    "icons": "_internal/resources/icons/check.svg",
    "what draws icons": "_internal/*plugins/imageformats/*qsvg*",
    "a screen that is none, for tests": "_internal/*plugins/platforms/*qoffscreen*",
    "the licence of the program": "licences/safeguarding-desk/LICENSE",
    "the licence of Python": "licences/python/*",
    "the licence of Qt": "licences/PySide6/LGPL-3.0.txt",
    "the licence of a font": "licences/fonts/AtkinsonHyperlegibleNext-OFL.txt",
    "the licence of the icons": "licences/icons/LICENSE-lucide.txt",
    "the licence of another font": "licences/fonts/DejaVuSans-LICENSE.txt",
}
MUST_ON = {
    "linux": {
        "a screen of X11": "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
        "a screen of Wayland": "_internal/PySide6/Qt/plugins/platforms/libqwayland.so",
        "a place for X11's cursor": "_internal/libxcb-cursor.so.0",
        "what hears that the desktop locks": "_internal/PySide6/QtDBus.abi3.so",
    },
    "win32": {"a screen of Windows": "_internal/PySide6/plugins/platforms/qwindows.dll"},
    "darwin": {"a screen of macOS": "_internal/PySide6/Qt/plugins/platforms/libqcocoa.dylib"},
}

# None may be matched by a file; compared without regard to capitals.
MUST_NOT = {
    "Python's way to a network by Qt": "*qtnetwork.*",
    "encryption of a network's talk": "*plugins/tls/*",
    "encryption of a network's talk, Python's": "*_ssl.*",
    "encryption of a network's talk, OpenSSL's": "*libssl*",
    "encryption of a network's talk, GnuTLS's": "*libgnutls*",
    "knowledge of the network's state": "*plugins/networkinformation/*",
    "QML": "*qt6q[mu][li]*",
    "a web engine": "*webengine*",
    "Qt's drivers of databases": "*sqldrivers*",
    "Qt's translations": "*/translations/*",
    "GTK": "*libg[td]k*",
    "GTK's theme": "*qgtk*",
    "a keyboard on the screen": "*virtualkeyboard*",
    "a decoder of pictures of Qt": "*imageformats/*q[!s]*",
    "a decoder of pictures": "*pil/_[aw]*",
    "numpy": "*numpy*",
    "pip": "*/pip/*",
    "setuptools": "*setuptools*",
    "pytest": "*pytest*",
    "tests": "*/tests/*",
    "Tk": "*tkinter*",
    "source or compiled Python outside the program": "*.py[co]",
    "software for drawing in OpenGL": "*opengl32sw*",
    "a vault": "*.vault",
    "keys of a vault": "*.keys",
}

# What every Linux has, and what docs/deploy-linux.md asks for, by Debian package.
SYSTEM = {
    "libc6": "ld-linux*.so.* libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 libresolv.so.2 librt.so.1 libutil.so.1",
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxcb1": "libxcb.so.1",
    "libwayland-client0": "libwayland-client.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libcups2": "libcups.so.2",
}


def faults(folder: Path, *, system: str) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong; `system` as in `sys.platform`."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*"))}
    files = {name: file for name, file in files.items() if file.is_symlink() or file.is_file()}
    yield from _names(list(files), system)
    yield from (f"leads nowhere: {name}" for name, file in files.items() if not file.exists())
    if size(folder) > MOST_MEGABYTES:
        yield f"too large: {size(folder)} MB, {MOST_MEGABYTES} at most"
    if system == "linux":
        yield from _libraries({name: file for name, file in files.items() if file.is_file()})


def size(folder: Path) -> int:
    """Return how many megabytes (of a million bytes) the files of a folder hold, each once."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return round(sum(file.stat().st_size for file in files) / 1_000_000)


def _names(files: list[str], system: str) -> Iterator[str]:
    for what, pattern in {**MUST, **MUST_ON[system]}.items():
        if not any(fnmatch(name, pattern) for name in files):
            yield f"missing: {what} ({pattern})"
    program = [name for name in files if not name.startswith("licences/")]
    for what, pattern in MUST_NOT.items():
        found = [name for name in program if fnmatch(name.lower(), pattern)]
        yield from (f"must not be in it: {what} ({name})" for name in found)


def _libraries(files: dict[str, Path]) -> Iterator[str]:
    here = {Path(name).name for name in files}
    for name, file in files.items():
        if file.is_symlink() or not elf.is_elf(file):
            continue
        try:
            found = elf.read(file)
        except elf.NotReadableError:
            yield f"not readable as a program or library: {name}"
            continue
        if not found.aligned:
            yield f"spoilt, the system will not load it: {name}"
        for library in found.needed:
            if library not in here and not given(library):
                yield f"asks for a library that nobody gives: {name} needs {library}"
        if (version := newest_glibc(found)) > NEWEST_GLIBC:
            yield f"asks for a newer system than is promised: {name} needs glibc {version}"


def given(library: str) -> bool:
    """Say whether the system gives this library."""
    return any(fnmatch(library, one) for names in SYSTEM.values() for one in names.split())


def newest_glibc(found: elf.Elf) -> tuple[int, ...]:
    """Return the newest version of the C library that a file asks for, (0,) for none."""
    asked = (name.removeprefix("GLIBC_") for name in found.versions if name[:6] == "GLIBC_")
    return max((tuple(map(int, one.split("."))) for one in asked if one[0].isdigit()), default=(0,))


def main(arguments: list[str]) -> int:
    """Check the folder named; return the exit status."""
    folder = Path(arguments[0])
    found = list(faults(folder, system=sys.platform))
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        files = sum(1 for file in folder.rglob("*") if file.is_file())
        print(f"{folder}: {size(folder)} MB in {files} files, everything in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
