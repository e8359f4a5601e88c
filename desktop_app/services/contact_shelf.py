"""The contacts in hand while the program runs: read once, and written whenever one is changed."""

from dataclasses import replace
from pathlib import Path

from desktop_app.domain.contacts import Contact, Origin
from desktop_app.services.contact_book import ContactBook, read_book, sound, write_file

FRONT_DOOR = "front-door"


class ContactShelf:
    """The school's contacts from both files; without a file of its own they last until the end.

    `own` is the file of this user, `school` the folder that IT looks after; what stands there
    cannot be changed here. In practice the real numbers are shown, and a change of one is
    forgotten with the invented cases.
    """

    def __init__(
        self, own: Path | None = None, school: Path | None = None, *, practice: bool = False
    ) -> None:
        self._own = own
        self._practice = practice
        self._school = school
        self._book: ContactBook | None = None

    @property
    def book(self) -> ContactBook:
        """Every number that somebody set."""
        if self._book is None:
            self._book = read_book(self._own, self._school)
        return self._book

    def keep(self, contact: Contact, place: int | None = None) -> None:
        """Keep a contact: in place of the own one at `place`, counted from 0, or after the last.

        Raises BadInputError for a contact that could not be read again, OSError where it cannot
        be written; then all is as it was.
        """
        kept = list(self.book.own)
        mine = replace(contact, origin=Origin.SCHOOL, source="")
        if place is None or not 0 <= place < len(kept):
            kept.append(mine)
        else:
            kept[place] = mine
        self._write(tuple(kept))

    def remove(self, place: int) -> None:
        """Take one of the own contacts away, by its place from 0. Raises OSError."""
        kept = list(self.book.own)
        if 0 <= place < len(kept):
            del kept[place]
            self._write(tuple(kept))

    @property
    def front_door(self) -> str:
        """The number of the front door that this user typed first, empty while there is none."""
        place = self._front_door_place()
        return "" if place is None else self.book.own[place].number

    def keep_front_door(self, number: str) -> None:
        """Keep a number of the front door, whatever else is known of it. Raises as `keep` does."""
        place = self._front_door_place()
        known = Contact(FRONT_DOOR) if place is None else self.book.own[place]
        self.keep(
            replace(known, number=" ".join(number.split()), checked_on=None, checked_by=""), place
        )

    @property
    def front_door_is_set_by_it(self) -> bool:
        """Whether IT looks after that number."""
        return any(each.role == FRONT_DOOR for each in self.book.set_by_it)

    def _front_door_place(self) -> int | None:
        own = self.book.own
        return next((at for at, each in enumerate(own) if each.role == FRONT_DOOR), None)

    def _write(self, own: tuple[Contact, ...]) -> None:
        if self._own is not None and not self._practice:
            write_file(self._own, own)
            self._book = read_book(self._own, self._school)
        else:
            self._book = replace(self.book, own=sound(own))
