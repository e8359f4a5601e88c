"""The head of the log: the one line that, once printed, fixes everything before it."""

from dataclasses import dataclass
from typing import Final

from desktop_app.runtime.i18n import gettext as _
from desktop_app.vault.recovery import base32, check_character

_CHARACTERS: Final = 26  # 130 bits: two histories with one such code would take 2^65 tries
_GROUP: Final = 4
_VAULT_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its position, its hash (hex, 64 digits), the vault's id."""

    position: int
    hash: str
    vault: str

    @property
    def code(self) -> str:
        """The hash's first 130 bits as 26 base32 characters and a check character, in groups."""
        letters = base32(bytes.fromhex(self.hash), characters=_CHARACTERS)
        letters += check_character(letters)
        return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))

    @property
    def vault_short(self) -> str:
        """The last eight digits of the vault's id, which are random."""
        return self.vault[-_VAULT_SHOWN:]

    @property
    def short(self) -> str:
        """The line that stands at the foot of every form."""
        return _("Log {vault} · entry {position} · {code}").format(
            vault=self.vault_short, position=self.position, code=self.code
        )
