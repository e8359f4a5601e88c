import os
import subprocess
import sys

MANY_SLOTS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.runtime.immortals import keep_immortals


class Bell(QObject):
    rung = Signal()


application = QCoreApplication([])
keep_immortals()
keep_immortals()
bell = Bell()
bell.rung.connect(lambda: None)
for _ in range(50_000):
    bell.rung.emit()
print("still here")
"""


def test_a_process_outlives_more_slots_than_there_are_references_to_none_and_true() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_SLOTS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "still here"), done.stderr
