"""The numbers a school rings: read from the file of its IT and from its own, kept in its own.

Nothing of a case is in either file, and both can be read before a vault is open. A contact with a
fault is left out and its fault told; it keeps nobody from the other numbers.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app.domain.contacts import ROLES, Contact, Origin, has_number
from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.opening_hours import Hours, hours_text, read_hours
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.table import Table
from desktop_app.procedures.toml_file import LARGEST_FILE, parse_toml

FILE_NAME = "contacts.toml"
FORMAT = 1
MOST_CONTACTS = 100
LONGEST_NUMBER = 60
LONGEST_LINE = 200
LONGEST_NOTE = 600
_DIGITS = frozenset("0123456789")
_LEAST_DIGITS = 3
_TEXTS: Mapping[str, int] = {
    "name": LONGEST_LINE,
    "area": LONGEST_LINE,
    "number": LONGEST_NUMBER,
    "out_of_hours": LONGEST_NUMBER,
    "web": LONGEST_LINE,
    "note": LONGEST_NOTE,
    "checked_by": LONGEST_LINE,
}
_KEPT_ASIDE = ".before"


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file of contacts of which something could not be used: what, each by its place."""

    file: Path
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ContactBook:
    """Every number that somebody set: the school's IT, and the school itself, in file order."""

    set_by_it: tuple[Contact, ...] = ()
    own: tuple[Contact, ...] = ()
    faulty: tuple[FaultyFile, ...] = ()

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All of them, the most trusted first."""
        return (*self.set_by_it, *self.own)


def read_book(own: Path | None, school: Path | None) -> ContactBook:
    """Read both files: `own`, and the one in the folder `school` that IT looks after.

    A file that is not there has no contacts. Never raises for what stands in a file.
    """
    it_file = None if school is None else school / FILE_NAME
    set_by_it, it_faults = read_file(it_file, Origin.IT)
    kept, own_faults = read_file(own, Origin.SCHOOL)
    faulty = [
        FaultyFile(file, faults)
        for file, faults in ((it_file, it_faults), (own, own_faults))
        if file is not None and faults
    ]
    return ContactBook(set_by_it, kept, tuple(faulty))


def read_file(file: Path | None, origin: Origin) -> tuple[tuple[Contact, ...], tuple[Fault, ...]]:
    """Give the contacts of a file that are sound, and everything that is wrong with it."""
    faults = Faults()
    raw = _bytes_of(file, faults)
    table = None if raw is None else parse_toml(raw, FILE_NAME, faults)
    if table is None:
        return (), faults.found()
    return _read(Table(table, FILE_NAME, faults), origin), faults.found()


def contact_faults(contact: Contact) -> tuple[Fault, ...]:
    """Give what keeps a contact from being kept, by the name of the field."""
    faults = Faults()
    for key, longest in _TEXTS.items():
        _check_text(getattr(contact, key), longest, key, faults)
    _check_numbers(contact, "", faults)
    if contact.role not in ROLES:
        faults.add("role", "unknown-role", *ROLES)
    return faults.found()


def sound(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Give contacts that can be kept; raises BadInputError where one could not be read again."""
    kept = tuple(contacts)
    faults = [each for contact in kept for each in contact_faults(contact)]
    if len(kept) > MOST_CONTACTS:
        faults.append(Fault(FILE_NAME, "too-many-contacts", (str(MOST_CONTACTS),)))
    if faults:
        raise BadInputError(tuple(faults), source=FILE_NAME)
    return kept


def write_file(file: Path, contacts: Iterable[Contact]) -> None:
    """Keep contacts in a file, whole or not at all.

    A file that holds something that cannot be used is kept beside it under another name first.
    Raises BadInputError for a contact that could not be read again, OSError where it cannot be
    written.
    """
    kept = sound(contacts)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.is_file() and read_file(file, Origin.SCHOOL)[1]:
        file.replace(file.with_name(file.name + _KEPT_ASIDE))
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as held:
            held.write(to_toml(kept).encode())
            held.flush()
            os.fsync(held.fileno())
        aside.replace(file)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def to_toml(contacts: Iterable[Contact]) -> str:
    """Give contacts as the text of a file that `read_file` reads."""
    parts = [f"format = {FORMAT}\n", *(_table_of(each) for each in contacts)]
    return "\n".join(parts)


def _table_of(contact: Contact) -> str:
    lines = ["[[contact]]", f"role = {_quoted(contact.role)}"]
    for key in ("name", "area", "number", "out_of_hours"):
        lines += _line(key, getattr(contact, key))
    lines += _line("hours", hours_text(contact.hours))
    for key in ("web", "note"):
        lines += _line(key, getattr(contact, key))
    if contact.checked_on is not None:
        lines.append(f"checked_on = {contact.checked_on.isoformat()}")
    lines += _line("checked_by", contact.checked_by)
    return "\n".join([*lines, ""])


def _line(key: str, text: str) -> list[str]:
    return [f"{key} = {_quoted(text)}"] if text else []


def _quoted(text: str) -> str:
    """Give a text of printable characters and line ends as TOML writes one."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n"))


def _bytes_of(file: Path | None, faults: Faults) -> bytes | None:
    """Give what a file holds, never more than can be read in the end."""
    if file is None:
        return None
    try:
        with file.open("rb") as held:
            return held.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    except OSError:
        faults.add(FILE_NAME, "file-unreadable")
        return None


def _read(file: Table, origin: Origin) -> tuple[Contact, ...]:
    file.number("format", low=FORMAT, high=FORMAT, default=FORMAT)
    if len(file.faults):
        return ()
    tables = file.tables("contact", optional=True)
    file.close()
    if len(tables) > MOST_CONTACTS:
        file.faults.add(FILE_NAME, "too-many-contacts", str(MOST_CONTACTS))
    found = []
    for table in tables[:MOST_CONTACTS]:
        before = len(file.faults)
        contact = _contact(table, origin)
        if len(file.faults) == before:
            found.append(contact)
    return tuple(found)


def _contact(table: Table, origin: Origin) -> Contact:
    role = table.text("role")
    if role and role not in ROLES:
        table.faults.add(table.place("role"), "unknown-role", *ROLES)
    texts = {key: _text(table, key, longest) for key, longest in _TEXTS.items()}
    found = Contact(
        role,
        **texts,
        hours=_hours(table),
        checked_on=_day(table),
        origin=origin,
    )
    table.close()
    _check_numbers(found, table.place(""), table.faults)
    return found


def _text(table: Table, key: str, longest: int) -> str:
    if not table.has(key):
        return ""
    text = table.text(key)
    _check_text(text, longest, table.place(key), table.faults)
    return text.strip()


def _hours(table: Table) -> Hours:
    if not table.has("hours"):
        return {}
    hours = read_hours(table.text("hours"))
    if hours is None:
        table.faults.add(table.place("hours"), "not-hours")
    return hours or {}


def _day(table: Table) -> date | None:
    given = table.take("checked_on", optional=True)
    if given is None:
        return None
    if isinstance(given.value, date) and not isinstance(given.value, datetime):
        return given.value
    table.faults.add(given.where, "not-a-date")
    return None


def _check_text(text: str, longest: int, where: str, faults: Faults) -> None:
    if len(text) > longest:
        faults.add(where, "text-too-long", str(longest))
    if not text.replace("\n", " ").isprintable():
        faults.add(where, "control-characters")


def _check_numbers(contact: Contact, place: str, faults: Faults) -> None:
    """Note a number that nobody could dial, and a contact that leads nowhere."""
    for key in ("number", "out_of_hours"):
        number = getattr(contact, key)
        if number and sum(each in _DIGITS for each in number) < _LEAST_DIGITS:
            faults.add(f"{place}{key}", "not-a-telephone-number")
    if not has_number(contact) and not contact.web:
        faults.add(f"{place}number", "no-number-and-no-address")
    if contact.hours and not contact.number:
        faults.add(f"{place}hours", "hours-without-number")
