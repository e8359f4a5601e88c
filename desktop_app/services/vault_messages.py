"""Sentences for what can go wrong with a vault: what happened, where, what to do."""

from collections.abc import Callable
from typing import Any

from desktop_app.domain import errors as e
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext


def _plain(template: str) -> Callable[[Any], str]:
    """Give a sentence that names the path alone; it is translated when it is said."""
    return lambda error: _(template).format(path=error.path)


def N_(template: str) -> str:  # noqa: N802  # the mark that the extractor of messages looks for
    """Mark a sentence for translation without translating it yet."""
    return template


def _altered(error: e.VaultAlteredError) -> str:
    """Say what was changed: a guard inside the file, or what key file and log must agree about."""
    if set(error.what) <= {"user", "keys", "outside"}:
        said = _(
            "The key file and the log of {path} do not agree about {what}. Nothing was opened. Put "
            "back the key file that was kept with the backup."
        )
    else:
        said = _(
            "The guards inside the vault {path} were changed by another program ({what}). Nothing "
            "was opened. Keep the file and restore a backup."
        )
    return said.format(path=error.path, what=", ".join(error.what))


def _in_use(error: e.VaultInUseError) -> str:
    if not error.process:
        said = _(
            "The vault {path} is open already, in another window or command. Close it there first."
        )
    elif error.computer:
        said = _(
            "The vault {path} is open already on the computer {computer} (process {process}). "
            "Close it there first."
        )
    else:
        said = _(
            "The vault {path} is open already on this computer, in process {process}: a window or "
            "a command. Close it there first."
        )
    return said.format(path=error.path, computer=error.computer, process=error.process)


VAULT_SENTENCES: dict[type[e.SafeguardingError], Callable[[Any], str]] = {
    e.VaultError: _plain(N_("Something is wrong with the vault {path}. Nothing was changed.")),
    e.VaultMissingError: _plain(
        N_(
            "There is no vault at {path}. It was not made anew. Check the place; if the file is "
            "lost, restore a backup."
        )
    ),
    e.VaultFolderMissingError: _plain(
        N_("There is no folder {path}. Make it first, or choose another place; nothing was made.")
    ),
    e.VaultNotAFileError: _plain(N_("{path} is not a file, so it cannot be a vault.")),
    e.VaultEmptyError: _plain(
        N_(
            "The file {path} is there, but what it held is gone. Do not write to it: restore a "
            "backup, and keep this file to be looked at."
        )
    ),
    e.VaultCutShortError: _plain(
        N_(
            "The file {path} is cut short: a copy stopped part of the way. Use the original or "
            "restore a backup."
        )
    ),
    e.VaultNotEncryptedError: _plain(
        N_("{path} is a plain database of some other program, not a vault. It was left alone.")
    ),
    e.VaultForeignError: _plain(
        N_(
            "The vault {path} and the key file beside it do not belong together. Put the two "
            "files that were kept together side by side."
        )
    ),
    e.VaultDamagedError: _plain(
        N_(
            "The vault {path} is damaged: its bytes are not those that were written. Nothing was "
            "changed. Restore a backup, and keep this file to be looked at."
        )
    ),
    e.VaultExistsError: _plain(
        N_("There is a vault or a key file at {path} already. Nothing was overwritten.")
    ),
    e.VaultNameError: _plain(
        N_("{path} ends in .keys, which is the ending of key files. Choose another name.")
    ),
    e.VaultInUseError: _in_use,
    e.VaultReadOnlyError: _plain(
        N_(
            "The vault {path} can only be read here. Ask who looks after this computer to let you "
            "write in its folder."
        )
    ),
    e.VaultDiskFullError: _plain(
        N_("The disk of {path} is full. The last save was not made; make room and do it again.")
    ),
    e.VaultDiskFailingError: _plain(
        N_(
            "The disk of {path} could not read or write. The last save was not made. Make a backup "
            "elsewhere at once."
        )
    ),
    e.VaultTooNewError: lambda error: _(
        "The vault {path} was last used by a newer version ({version}). Use that version."
    ).format(path=error.path, version=error.written_by),
    e.VaultAlteredError: _altered,
    e.KeyFileMissingError: _plain(
        N_(
            "The key file {path} is missing; without it nobody can open the vault. Put back the "
            "copy that was kept with the backup."
        )
    ),
    e.KeyFileDamagedError: lambda error: _(
        "The key file {path} is not as it was written ({what}). Put back the copy that was kept "
        "with the backup."
    ).format(path=error.path, what=error.what),
    e.KeyFileTooNewError: _plain(
        N_("The key file {path} was written by a newer version. Use that version.")
    ),
    e.PasswordRefusedError: _plain(
        N_("The password or the sign-in name is not right for {path}. Nothing was opened.")
    ),
    e.PasswordTooShortError: lambda error: _(
        "The password is too short: it needs at least {least} characters. Four words that do not "
        "belong together are easy to remember."
    ).format(least=error.least),
    e.SignInNeededError: lambda error: _(
        "The vault {path} has several users. Say who you are with --user; there are: {names}."
    ).format(path=error.path, names=", ".join(error.sign_ins)),
    e.SignInNameError: lambda _error: _(
        "A sign-in name is 1 to 40 characters that can be typed and printed, such as initials."
    ),
    e.UserUnknownError: lambda _error: _("Nobody in this vault has that sign-in name."),
    e.RecoveryKeyError: lambda error: ngettext(
        "The recovery key was not typed as it is printed: look at row {rows} again.",
        "The recovery key was not typed as it is printed: look at rows {rows} again.",
        len(error.rows),
    ).format(rows=", ".join(map(str, error.rows))),
    e.SealedToNobodyError: lambda _error: _(
        "A sealed incident must name at least one person who may read it."
    ),
    e.SealUnknownError: lambda _error: _("This incident is sealed to others."),
    e.DraftMissingError: lambda _error: _("There is no such draft of yours."),
    e.EntryUnreadableError: lambda error: _(
        "Entry {position} of the log cannot be read. Check the vault with: vault verify."
    ).format(position=error.position),
    e.VaultClosedError: lambda _error: _("The vault was closed while it was still needed."),
    e.VaultFaultError: lambda error: _("The database refused a statement ({code}).").format(
        code=error.code
    ),
    e.DriverUnsafeError: lambda error: _(
        "The encrypted database does not work as it must on this computer ({setting}). Nothing was "
        "opened. Install the program anew."
    ).format(setting=error.setting),
}

VAULT_OURS: tuple[type[e.SafeguardingError], ...] = (e.VaultClosedError, e.VaultFaultError)


def finding_sentences() -> dict[str, str]:
    """Give the sentence for everything that `vault verify` can find wrong."""
    return _of_the_log() | _of_the_tables()


def _of_the_log() -> dict[str, str]:
    return {
        "position": _("entries are missing, or stand at a place that is not theirs"),
        "form": _("this is not an entry of a log"),
        "hash": _("the entry is not the one that was written"),
        "identity": _("the entry belongs elsewhere, or to another vault"),
        "order": _("the entry does not follow the one before it"),
        "own-order": _("the entry does not follow its author's last one"),
        "content": _("the content is not the one that was signed"),
        "content-missing": _("the content is not there"),
        "unsigned": _("no signature of its author closes these entries"),
        "key": _("it is signed with a key that the log did not introduce for its author"),
        "signature": _("the signature is not over these entries"),
        "user": _("a user was introduced twice or badly, or changed without being there"),
        "office": _("its author may not look after people and keys"),
        "recovery": _(
            "the recovery key was used without having signed for it, or was made unable to"
        ),
        "removed": _("its author had been removed before"),
        "beginning": _("the log does not begin as a log of this vault"),
        "scope": _("the entry is filed under another incident than it names"),
    }


def _of_the_tables() -> dict[str, str]:
    return {
        "pages": _("pages of the file are damaged"),
        "schema": _("the tables inside the file are not those that the program makes"),
        "users": _("the table of users is not what the log gives; run: vault rebuild"),
        "projection": _("the tables to browse are not what the log gives; run: vault rebuild"),
        "search-index": _("the search index is not what the log gives; run: vault rebuild"),
        "sealed": _("a sealed entry that you hold the key of cannot be opened"),
        "incident": _("the entries of an incident cannot be read as one"),
    }
