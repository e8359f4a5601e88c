"""The commands about keeping a vault (contract section 2): each calls one service and prints.

`cli` imports this module when one of them is asked for, so that no other command waits for it.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.reasons import Reason, in_own_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.runtime.streams import complain, say
from desktop_app.services import backup_words, backups, checking_now, log_files, messages, vaults
from desktop_app.services.backups import Who
from desktop_app.services.checking_now import Anchored
from desktop_app.vault.vault import Vault

DONE, NOT_DONE, BAD_INPUT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """A command as it was given, with the password that came apart from it."""

    words: argparse.Namespace
    password: str = field(repr=False)
    at: datetime

    @property
    def who(self) -> Who:
        return Who(self.password, self.words.user)

    @contextmanager
    def unlocked(self) -> Iterator[Vault]:
        """Open the vault; it is closed at the end."""
        with closing(
            vaults.unlock(
                self.words.vault, password=self.password, sign_in=self.words.user, at=self.at
            )
        ) as vault:
            yield vault


def run(words: argparse.Namespace, password: str, *, at: datetime) -> int:
    """Run the command that was asked for and give its exit status."""
    return _COMMANDS[words.run](_Asked(words, password, at))


def _create(asked: _Asked) -> int:
    sign_in = vaults.FIRST_USER if asked.words.user is None else asked.words.user
    keys = vaults.create(asked.words.vault, password=asked.password, sign_in=sign_in, at=asked.at)
    paper = _("Recovery key. Print it, seal it in an envelope, lock it in the school safe:")
    outside = _(
        "Outside recovery key for sealed incidents. Give it to someone outside the school's "
        "leadership, such as the chair of governors or the trust:"
    )
    try:
        say(paper, *keys.paper, "", outside, *keys.outside)
    except OSError:
        lost = _(
            "The vault {0} was made, but its recovery keys could not be printed and cannot be had "
            "again. Delete it and its key file, then make it anew."
        )
        complain(lost.format(asked.words.vault))
        raise
    return DONE


def _verify(asked: _Asked) -> int:
    paper = asked.words.anchors
    typed = "" if paper is None else paper.read_text(encoding="utf-8-sig", errors="replace")
    with asked.unlocked() as vault:
        report = vaults.verify(vault)
        lines = checking_now.anchored_in(vault, typed)
    complain(*map(messages.finding_line, report.findings))
    for line in lines:
        (say if line.says is Anchored.HOLDS else complain)(checking_now.line_words(line))
    say(messages.verified(report))
    says = {line.says for line in lines}
    if not report.ok or says & {Anchored.OTHER, Anchored.BEYOND, Anchored.OTHER_VAULT}:
        return NOT_DONE
    return BAD_INPUT if Anchored.UNREADABLE in says else DONE


def _export_log(asked: _Asked) -> int:
    words = asked.words
    reason = in_own_words(words.reason) or Reason.BY_COMMAND.value
    with asked.unlocked() as vault:
        made = log_files.export_log(
            vault, to=words.out, with_content=words.with_content, reason=reason, at=asked.at
        )
    said = ngettext(
        "{file}: {number} entry. {head}", "{file}: {number} entries. {head}", made.entries
    )
    say(
        said.format(file=words.out, number=made.entries, head=made.head),
        _("Anyone can check it with: {program}").format(program=log_files.verifier()),
    )
    return DONE


def _rebuild(asked: _Asked) -> int:
    with asked.unlocked() as vault:
        incidents = vaults.rebuild(vault, at=asked.at)
    said = ngettext(
        "Rebuilt from the log: {number} incident.",
        "Rebuilt from the log: {number} incidents.",
        incidents,
    )
    say(said.format(number=incidents))
    return DONE


def _backup(asked: _Asked) -> int:
    with asked.unlocked() as vault:
        # The last folder alone: where more is missing the stick is not in, and none is made of it.
        if asked.words.to.parent.is_dir():
            asked.words.to.mkdir(mode=0o700, exist_ok=True)
        place = backups.place_of(asked.words.to, off_site=asked.words.off_site)
        made = backups.make(vault, asked.words.to, at=asked.at, place=place)
    say(_("Backup: {file}").format(file=made.path), *backup_words.made(made))
    return DONE


def _restore(asked: _Asked) -> int:
    target = asked.words.vault
    restored = backups.restore(asked.words.source, target, who=asked.who, at=asked.at)
    say(_("Restored: {vault}").format(vault=target), *backup_words.restored(restored))
    return DONE


def _rehearse(asked: _Asked) -> int:
    source = asked.words.source
    rehearsed = backups.rehearse(source, who=asked.who, at=asked.at)
    say(_("This backup opens: {file}").format(file=source), *backup_words.rehearsed(rehearsed))
    return DONE


_COMMANDS: dict[str, Callable[[_Asked], int]] = {
    "create": _create,
    "verify": _verify,
    "rebuild": _rebuild,
    "export_log": _export_log,
    "backup": _backup,
    "restore": _restore,
    "rehearse": _rehearse,
}
