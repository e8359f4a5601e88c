"""The flows that write the key file: another password, and a new key for the whole vault."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import PasswordRefusedError, SafeguardingError
from desktop_app.domain.roles import Role
from desktop_app.vault import keyfile, own_password, people_keys, rekeying
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.vault import FLOOR, Vault, open_vault
from tests.faults import flows, school
from tests.faults.child import READY, Tell
from tests.faults.school import Made

_LEAVERS: Final = 6
_LEAVERS_WORD: Final = "words of one who leaves"


@dataclass(slots=True)
class ChangingPassword:
    """Changing a password again and again: the key file is written anew each time."""

    made: Made | None = None
    name: str = "key file"
    spoilt_by: str = "written in place, never synchronised"

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was made once."""
        self.made = school.made(store)
        school.copied(self.made.folder, folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Change the password, and tell the number of each new one."""
        vault = open_vault(folder / school.NAME, password=school.PASSWORD)
        tell(READY)
        with closing(vault):
            for number in range(steps):
                words = {"old": _word(number), "new": _word(number + 1)}
                own_password.change_password(vault, **words, at=school.AT, cost=FLOOR)
                tell(str(number + 1))

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Open it by the last password that was told, or by the one that came after it."""
        last = int(told[-1]) if told else 0
        path = folder / school.NAME
        for number in (last, last + 1):
            with suppress(PasswordRefusedError), closing(_opened(path, number)) as vault:
                return flows.whole(vault, made=self.made)
        return "no password opens it"

    def spoil(self) -> None:
        """Write key files in place."""
        flows.without_care()


def _word(number: int) -> str:
    return f"{school.PASSWORD} {number}" if number else school.PASSWORD


def _opened(path: Path, number: int) -> Vault:
    return open_vault(path, password=_word(number), sign_in=school.SIGN_IN)


@dataclass(slots=True)
class Rekeying:
    """Letting people go, one after another: each time the vault gets a new key."""

    made: Made | None = None
    name: str = "re-key"
    spoilt_by: str = "the old key forgotten first, nothing synchronised"

    def lay(self, store: Path, folder: Path) -> None:
        """Copy the vault that was made once, with those who are to leave."""
        self.made = school.made(store)
        let_leavers_in(self.made)
        school.copied(self.made.folder, folder)

    def run(self, folder: Path, tell: Tell, *, steps: int) -> None:
        """Save, and take somebody out; tell the reference and the sign-in name."""
        path = folder / school.NAME
        vault = open_vault(path, password=school.PASSWORD, sign_in=school.SIGN_IN)
        tell(READY)
        with closing(vault):
            for number in range(steps):
                reference = school.record(vault, number)
                if number < _LEAVERS:
                    leaver = vault.user_by_sign_in(_leaver(number))
                    people_keys.remove_user(vault, leaver.id, reason="left", at=school.AT)
                else:
                    rekeying.rekey(vault, at=school.AT, reason="suspicion")
                tell(f"{reference} {_leaver(number)}")

    def judge(self, folder: Path, told: Sequence[str]) -> str:
        """Open it: every save is there, and nobody who was taken out gets in."""
        path = folder / school.NAME
        gone = [each.split()[1] for each in told[:_LEAVERS]]
        for each in gone[-1:]:
            if _gets_in(path, each):
                return "one who was taken out gets in"
        with closing(open_vault(path, password=school.PASSWORD, sign_in=school.SIGN_IN)) as vault:
            lost = [each for each in told if vault.find_incident(each.split()[0]) is None]
            if lost:
                return f"{len(lost)} saves are gone"
            return flows.whole(vault, made=self.made)

    def spoil(self) -> None:
        """Seal the new key alone, and write the key file in place."""
        flows.without_care()
        flows.without_journal()
        vars(keyfile)["without_boxes"] = _without_any


def _without_any(keys: KeyFile, **_of: object) -> KeyFile:
    return replace(keys, boxes=())


def _leaver(number: int) -> str:
    return f"leaver{number}"


def _gets_in(path: Path, sign_in: str) -> bool:
    try:
        open_vault(path, password=_LEAVERS_WORD, sign_in=sign_in).close()
    except SafeguardingError:
        return False
    return True


def let_leavers_in(made: Made) -> None:
    """Let those in who are to leave, once."""
    with closing(open_vault(made.path, password=school.PASSWORD, sign_in=school.SIGN_IN)) as vault:
        there = {each.sign_in for each in vault.users()}
        for number in range(_LEAVERS):
            if _leaver(number) not in there:
                people_keys.add_user(
                    vault,
                    sign_in=_leaver(number),
                    name="",
                    role="deputy",
                    office=Role.DEPUTY,
                    password=_LEAVERS_WORD,
                    at=school.AT,
                    cost=FLOOR,
                )
