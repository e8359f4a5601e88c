"""Wrong passwords: none opens, each is counted, the wait grows as it is said, and nothing is kept."""

import random
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import PasswordRefusedError, SafeguardingError
from desktop_app.domain.trust_errors import TooManyTriesError
from desktop_app.services import sign_in
from desktop_app.vault.keyslots import Cost
from desktop_app.vault.vault import FLOOR, create_vault
from tests.faults import school
from tests.faults.keeping_flows import own_desk
from tests.faults.lines import Case, Line, Scale

_WORD: Final = "p\u0175 \u00e9l\u00e8ve words for a door"
_WAITS: Final = (30, 60, 300, 900)  # seconds after the fifth wrong try, and each after it
_FREE: Final = 5
_YEAR: Final = timedelta(days=365)


def line(*, short: int = 20, long: int = 1000) -> Line:
    """Give the line of wrong passwords, with the real Argon2id."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        with school.passwords_are_real():
            door = _Door(_vault(folder))
            stretch = _as_if_right if scale.spoilt else school.ARGON2ID
            with school.passwords_are_quick(stretch):
                for number in range(long if scale.long else short):
                    yield partial(door.tried, _wrong(number))
                yield door.opened_at_last

    return Line(
        name="wrong passwords",
        cases=cases,
        short=short + 1,
        long=long + 1,
        spoiled_by="a key that does not depend on the password",
    )


def _as_if_right(_password: str, *, salt: bytes, cost: Cost) -> bytes:
    return school.ARGON2ID(_WORD, salt=salt, cost=cost)


def _vault(folder: Path) -> Path:
    place = folder / "case"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    own_desk(place)
    path = place / school.NAME
    create_vault(path, password=_WORD, at=school.AT, sign_in=school.SIGN_IN, cost=FLOOR)[0].close()
    return path


def _wrong(number: int) -> str:
    """Give a wrong password: odd ones first, then near ones and any."""
    odd = (
        "",
        " ",
        "\0" * 16,
        _WORD + "\0",
        _WORD + " ",
        _WORD.upper(),
        _WORD[:-1],
        "x" * (1 << 20),
        "\ud800" * 12,
        unicodedata.normalize("NFD", _WORD).replace("\u0302", ""),
    )
    if number < len(odd):
        return odd[number]
    draw = random.Random(f"wrong {number}")  # noqa: S311  # no secret
    letters = list(_WORD)
    for _ in range(1 + number % 3):
        letters[draw.randrange(len(letters))] = chr(draw.randrange(33, 0x250))
    word = "".join(letters)
    return word if unicodedata.normalize("NFKC", word) != _WORD else "quite another word"


@dataclass(slots=True)
class _Door:
    """A vault that somebody stands before: how often they tried, and what their clock says."""

    path: Path
    count: int = 0
    moment: datetime = field(default=school.AT)

    def tried(self, word: str) -> str:
        """Try one wrong password, when it is time; then once more too early, and a year back."""
        lost = self._refused(word)
        if lost:
            return lost
        self.count += 1
        wait = _wait_after(self.count)
        told = sign_in.seconds_left(self.path, now=self.moment)
        if told != wait:
            return f"after {self.count} tries: {told} s to wait, not {wait}"
        back = sign_in.seconds_left(self.path, now=self.moment - _YEAR)
        if back != wait:
            return f"after {self.count} tries, the clock a year back: {back} s to wait"
        if wait and not self._too_early(word):
            return f"after {self.count} tries: tried again at once"
        self.moment += timedelta(seconds=wait)
        return "" if not word.strip("\0 ") else self._kept(word)

    def _refused(self, word: str) -> str:
        try:
            sign_in.derive(self.path, word, school.SIGN_IN, now=self.moment)
        except PasswordRefusedError:
            return ""
        except SafeguardingError as error:
            return f"told as {type(error).__name__}"
        return "it opened"

    def _too_early(self, word: str) -> bool:
        try:
            sign_in.derive(self.path, word, school.SIGN_IN, now=self.moment)
        except TooManyTriesError:
            return True
        except SafeguardingError:
            return False
        return False

    def _kept(self, word: str) -> str:
        """Look for the password in everything that lies in the folder of the case."""
        wanted = [word.encode(form, "surrogatepass") for form in ("utf-8", "utf-16-le")]
        for file in self.path.parent.rglob("*"):
            if file.is_file() and any(each in file.read_bytes() for each in wanted):
                return "the password stands in a file"
        return ""

    def opened_at_last(self) -> str:
        """Open it with the right one, typed with other accents, and see the count begin anew."""
        word = unicodedata.normalize("NFD", _WORD)
        unlocked = sign_in.derive(self.path, word, school.SIGN_IN, now=self.moment)
        sign_in.begin_anew(unlocked.keyfile.vault)
        wrong = sign_in.untold(unlocked.keyfile.vault)
        if sign_in.seconds_left(self.path, now=self.moment):
            return "there is still to be waited"
        return "" if wrong == self.count else f"{wrong} wrong tries told, not {self.count}"


def _wait_after(count: int) -> int:
    beyond = count - _FREE
    return _WAITS[min(beyond, len(_WAITS) - 1)] if beyond >= 0 else 0
