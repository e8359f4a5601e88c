"""What a command is given: the password, and the file that it reads."""

import getpass
import sys
import warnings
from pathlib import Path

from desktop_app.domain.errors import (
    BadInputError,
    Fault,
    PasswordNotGivenError,
    PasswordsDifferError,
    PasswordUnreadableError,
)
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages

STANDARD_INPUT = "-"


def password(*, from_stdin: bool, new: bool = False) -> str:
    """Read the password from the first line of standard input, or ask for it without echo.

    A new one is asked for twice. Raises PasswordUnreadableError for a line that is not UTF-8,
    PasswordNotGivenError where nothing can be typed, PasswordsDifferError.
    """
    if from_stdin:
        line = sys.stdin.buffer.readline()
        try:
            return line.decode("utf-8-sig").rstrip("\r\n")  # some shells put a mark in front
        except UnicodeDecodeError:
            raise PasswordUnreadableError from None
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            first = getpass.getpass(_("Password: "))
            again = getpass.getpass(_("The same password again: ")) if new else first
        except (getpass.GetPassWarning, EOFError):
            raise PasswordNotGivenError from None
    if first != again:
        raise PasswordsDifferError
    return first


def read(file: str) -> bytes:
    """Give what a file holds, or for `-` what is left of standard input.

    Raises BadInputError for a file that cannot be read.
    """
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        faults = (Fault(".", "unreadable", (messages.system_sentence(error),)),)
        raise BadInputError(faults, source=file) from error


def source(file: str) -> str:
    """Give the name of an input for messages."""
    return _("standard input") if file == STANDARD_INPUT else file
