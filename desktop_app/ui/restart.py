"""A fresh copy of this program, in place of one that locks: what it held in memory goes with it."""

import sys

from PySide6.QtCore import QProcess, QProcessEnvironment

# Tells a packaged program that it starts itself anew, not a part of itself.
_FRESH_COPY = "PYINSTALLER_RESET_ENVIRONMENT"


def start_anew() -> bool:
    """Start this program once more, as it was started, and independent of this process."""
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(arguments())
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(_FRESH_COPY, "1")
    process.setProcessEnvironment(environment)
    return bool(process.startDetached())


def arguments() -> list[str]:
    """Give the arguments that this process was started with, those of the interpreter included."""
    return sys.argv[1:] if getattr(sys, "frozen", False) else list(sys.orig_argv[1:])
