"""What the window leaves on the computer outside the vault: nothing of a case, in any file or title."""

import os
import subprocess
import sys
from pathlib import Path

PLANTED = ("Zephyrine", "Quillfeather", "Larkspur", "Brackenridge")
ROOT = Path(__file__).resolve().parents[2]

# A working day in little: every kind of page, a file dialog, a copy, a fault of the program's own.
DAY = """
import json, sys
from datetime import datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication, QFileDialog
from desktop_app import app
from desktop_app.domain.drafting.draft import Way
from desktop_app.runtime import logs, paths
from desktop_app.services import incidents, sessions
from desktop_app.ui import accessible, clipboard, restart, theme
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.vault.vault import FLOOR, create_vault

def now():
    return datetime.now().astimezone()

home = Path(sys.argv[1])
path = paths.default_vault()
path.parent.mkdir(parents=True)
create_vault(path, password="four plain words here", sign_in="AB", at=now(), cost=FLOOR)[0].close()
logs.set_up(paths.log_file())
application = theme.started(sys.executable)
application.setApplicationName("Safeguarding Desk")
accessible.install()
theme.load_fonts(paths.fonts_folder())
titles = set()
restart.start_anew = lambda: True

def look():
    for _ in range(5):
        application.processEvents()
    for window in application.topLevelWidgets():
        titles.add(window.windowTitle())
        titles.add(window.accessibleName())

settings = ViewSettings(paths.settings_file())
program = app.Program(application, settings, practice=False)
program.window.show()
session = sessions.open_session(path, sessions.derive(path, "four plain words here", None), now)
settings.vault = path
one = {
    "kinds": ["bullying"], "aware_at": "2026-11-20T09:15", "narrative": "Quillfeather was there.",
    "reported_by": "Brackenridge",
    "people": [{"role": "depicted", "name": "Zephyrine Quillfeather", "lives_in": "Larkspur"}],
}
reference = incidents.record_json(
    session.vault, session.library, json.dumps(one).encode(), source="day", at=now()
)
program.open(session)
desk = program._seat._navigator.desk
look()
desk.open_incident(reference); look()
desk.open_log(); look()
page = program.window.page
assert isinstance(page, LogPage)
page.words.setText("Quillfeather"); page.look(); look()
page.saving._choose_file("x")
look()
for dialog in page.findChildren(QFileDialog):
    dialog.reject()
look()
desk.preview(reference, "incident"); look()
page = program.window.page
assert isinstance(page, PreviewPage)
page._choose_file("x"); look()
for dialog in page.findChildren(QFileDialog):
    titles.add(dialog.selectedFiles()[0])
    dialog.reject()
clipboard.put("Zephyrine Quillfeather")
desk.start(Way.TIME)
shell = program.window.page
assert isinstance(shell, WizardShell)
shell.draft.set_text("narrative", "Brackenridge said so.")
shell.note_changed(); look()
program.own_up(ValueError, ValueError("Zephyrine Quillfeather of Larkspur"), None)
look()
assert application.clipboard().text() == ""
print(json.dumps(sorted(titles)))
"""


def test_no_name_stands_in_a_title_or_in_any_file_outside_the_vault(tmp_path: Path) -> None:
    home = tmp_path / "home"
    temporary = tmp_path / "temporary"
    for each in (home, temporary):
        each.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", DAY, str(home)],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
        },
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert "Safeguarding Desk" in said
    assert not [each for each in PLANTED if each in said]
    files = [file for folder in (home, temporary) for file in folder.rglob("*") if file.is_file()]
    names = {file.name for file in files}
    assert {"safeguarding.vault", "settings.ini", "faults.log"} <= names
    left = [
        file
        for file in files
        for word in PLANTED
        for written in (word.encode(), word.encode("utf-16-le"), word.casefold().encode())
        if written in file.read_bytes() or word in file.name
    ]
    assert left == []
