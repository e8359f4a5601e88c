import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What costs time to load and is not needed before somebody has typed a password.
LATER = {
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtSvg",
    "cryptography", "holidays", "numpy", "pikepdf", "reportlab", "sqlcipher3", "sqlite_utils",
    "desktop_app.services.sessions", "desktop_app.ui.navigator",
}  # fmt: skip
PAINT = """
import json, sys
from PySide6.QtWidgets import QApplication
def painted(*_):
    application = QApplication.instance()
    application.processEvents()
    page = next(each for each in application.topLevelWidgets() if each.isVisible()).page
    print(json.dumps([type(page).__name__, sorted(sys.modules)]), flush=True)
    return 0
QApplication.exec = painted
from desktop_app.cli import main
sys.exit(main([]))
"""


def test_nothing_that_is_needed_later_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    vault = tmp_path / "data" / "safeguarding-desk" / "safeguarding.vault"
    vault.parent.mkdir(parents=True)
    vault.write_bytes(b"whatever")
    done = subprocess.run(
        [sys.executable, "-c", PAINT],
        cwd=ROOT,
        env=os.environ
        | {
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    page, loaded = json.loads(done.stdout)
    assert page == "UnlockPage"
    assert LATER & set(loaded) == set()
    assert "desktop_app.ui.unlock" in loaded
    assert not vault.with_name("safeguarding.vault.lock").exists()
