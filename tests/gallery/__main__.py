"""Draws every page and state to PNG, in every theme and size (`make gallery`).

The pictures go to build/gallery/<theme>-<size>/<page>.png. Words after the command draw only the
pages whose names hold one of them: `python -m tests.gallery home log`.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.runtime.immortals import keep_immortals
from desktop_app.runtime.paths import fonts_folder
from desktop_app.ui import accessible, theme
from desktop_app.ui.tokens import THEMES
from tests.gallery.pages import pages
from tests.gallery.room import Room

# Logical pixels, what the screen scales by, and the zoom of the text: a school's laptop with its
# title bar and taskbar, the same at 150 %, and the same with large text.
SIZES = {
    "1366": (1366, 728, "1", 1.0),
    "1366-at-150": (911, 455, "1.5", 1.0),
    "1366-zoom-175": (1366, 728, "1", 1.75),
}


def settle(app: QApplication) -> None:
    """Let layouts follow one another until nothing moves any more."""
    for _round in range(4):
        app.processEvents()


def draw(size: str, out: Path, themes: list[str], words: list[str]) -> int:
    """Draw the pages in one size; gives how many pictures were made."""
    width, height, _factor, zoom = SIZES[size]
    keep_immortals()
    app = QApplication(sys.argv[:1])
    theme.load_fonts(fonts_folder())
    accessible.install()
    number = 0
    with Room() as room:
        for name in themes:
            theme.apply(app, name, zoom)
            folder = out / f"{name}-{size}"
            folder.mkdir(parents=True, exist_ok=True)
            for page, make in pages(room):
                if words and not any(word in page for word in words):
                    continue
                window = make(room)
                window.resize(width, height)
                window.show()
                settle(app)
                room.shown(window)
                settle(app)
                window.grab().save(str(folder / f"{page}.png"))
                window.hide()
                window.deleteLater()
                number += 1
    return number


def main() -> int:
    """Draw, each size in a process of its own: how much a screen scales is settled at the start."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--out", type=Path, default=Path("build/gallery"))
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--theme", choices=THEMES, action="append")
    given = parser.parse_args()
    themes = given.theme or list(THEMES)
    if given.size and os.environ.get("QT_SCALE_FACTOR") == SIZES[given.size][2]:
        number = draw(given.size, given.out, themes, given.words)
        sys.stdout.write(f"{given.size}: {number} pictures in {given.out}\n")
        return 0
    for size in [given.size] if given.size else SIZES:
        extra = [part for name in themes for part in ("--theme", name)]
        command = [sys.executable, "-m", "tests.gallery", *given.words, "--out", str(given.out)]
        surroundings = os.environ | {
            "QT_SCALE_FACTOR": SIZES[size][2],
            "QT_QPA_PLATFORM": "offscreen",
        }
        done = subprocess.run([*command, "--size", size, *extra], check=False, env=surroundings)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
