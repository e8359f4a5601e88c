"""The commands about keeping a vault (contract section 2): each calls one service and prints.

`cli` imports this module when one of them is asked for, so that no other command waits for it.
"""

import argparse
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.streams import say
from desktop_app.services import backup_words, backups, places, vaults
from desktop_app.services.backups import Who
from desktop_app.vault.vault import Vault

DONE = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A command as it was given, with the password that came apart from it."""

    words: argparse.Namespace
    password: str = field(repr=False)
    at: datetime

    @property
    def who(self) -> Who:
        return Who(self.password, self.words.user)

    def unlock(self) -> Vault:
        return vaults.unlock(self.words.vault, password=self.password, sign_in=self.words.user)


def run(words: argparse.Namespace, password: str, *, at: datetime) -> int:
    """Run the command that was asked for and give its exit status."""
    return _COMMANDS[words.run](_Asked(words, password, at))


def _backup(asked: _Asked) -> int:
    with closing(asked.unlock()) as vault:
        made = backups.make(vault, asked.words.to, at=asked.at)
    say(_("Backup: {file}").format(file=made.path), *backup_words.made(made))
    return DONE


def _restore(asked: _Asked) -> int:
    target = asked.words.vault
    places.check_new(target, for_commands=True)
    restored = backups.restore(asked.words.source, target, who=asked.who, at=asked.at)
    say(_("Restored: {vault}").format(vault=target), *backup_words.restored(restored))
    return DONE


def _rehearse(asked: _Asked) -> int:
    source = asked.words.source
    rehearsed = backups.rehearse(source, who=asked.who)
    say(_("This backup opens: {file}").format(file=source), *backup_words.rehearsed(rehearsed))
    return DONE


_COMMANDS: dict[str, Callable[[_Asked], int]] = {
    "backup": _backup,
    "restore": _restore,
    "rehearse": _rehearse,
}
