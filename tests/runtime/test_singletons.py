import subprocess
import sys

CALLS = """
import desktop_app.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

class Teller(QObject):
    told = Signal(int)

teller, colour = Teller(), QColor()
teller.told.connect(lambda number: None)
for number in range(30_000):
    colour.setAlpha(7)
    teller.told.emit(number)
print("alive")
"""


def test_qt_can_be_called_far_more_often_than_none_has_references() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CALLS], check=False, capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == ("alive\n", 0), done.stderr
