"""Sentences for what can go wrong with people, keys, places and copies."""

from collections.abc import Callable
from typing import Any

from desktop_app.domain import trust_errors as t
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext


def role_words(office: str) -> str:
    """Give what a role is called on screen."""
    return {
        Role.DSL: _("Designated safeguarding lead"),
        Role.DEPUTY: _("Deputy designated safeguarding lead"),
        Role.HEAD: _("Head teacher"),
        Role.ADMINISTRATOR: _("Administrator"),
    }[Role(office)]


def _place_refused(error: t.PlaceRefusedError) -> str:
    why = {
        "network": _(
            "{path} lies on a network drive. A vault that several computers reach loses records. "
            "Keep it on this computer's own disk, and put backups on the network."
        ),
        "mapped": _(
            "{path} lies on a drive letter that stands for another place. Keep the vault on this "
            "computer's own disk, and put backups there."
        ),
        "cloud": _(
            "{path} lies in a folder that is copied to a cloud, which can put an old copy in the "
            "place of the newest. Keep the vault outside it, and put backups there."
        ),
        "removable": _(
            "{path} lies on a stick or card, which can be lost or pulled out. Keep the vault on "
            "this computer's own disk, and put backups on the stick."
        ),
        "temporary": _(
            "{path} lies in a folder that the system clears. Keep the vault in a folder that stays."
        ),
    }
    said = why[error.kind].format(path=error.path)
    if not error.there:
        return said
    return said + " " + _("Move the vault and its key file together, then open it there.")


def _backup_place(error: t.BackupPlaceError) -> str:
    why = {
        "full": _(
            "There is no room in {path} for the backup, which takes {needed} MB. No older backup "
            "was touched. Make room, or take another stick or folder."
        ),
        "full-here": _(
            "There is no room in {path}, beside the vault, for the copy that a backup is made "
            "from: {needed} MB. Nothing was written where the backup was to go, and no older "
            "backup was touched. Make room on the vault's own disk."
        ),
        "full-there": _(
            "There is no room in {path} to unpack the backup, which takes {needed} MB. Nothing "
            "was left there, and the backup is as it was. Make room, or choose another place."
        ),
        "read-only": _(
            "Nothing may be written in {path}. Choose another folder for the backup, or ask who "
            "looks after this computer."
        ),
        "failing": _(
            "{path} could not take the backup: it was pulled out, or is failing. No older backup "
            "was touched. Take another stick or folder."
        ),
        "bad": _(
            "{path} does not give back what was written to it, so the backup there was thrown "
            "away. Do not rely on this stick. Take another one."
        ),
        "too-large": _(
            "The vault is larger than a backup file can be (4 GB), so none was made in {path}. "
            "Report this, and copy the vault and its key file while the program is closed."
        ),
    }
    return why[error.why].format(path=error.path, needed=-(-error.needed // 1_000_000))


def _too_many(error: t.TooManyTriesError) -> str:
    said = ngettext(
        "Too many wrong passwords at this desk. Wait {seconds} second, then try again. Nothing was "
        "deleted.",
        "Too many wrong passwords at this desk. Wait {seconds} seconds, then try again. Nothing "
        "was deleted.",
        error.seconds,
    )
    return said.format(seconds=error.seconds)


def _older_history(error: t.HistoryOlderError) -> str:
    if error.other:
        said = _(
            "Entry {seen} of the vault {path} is NOT the one that you saw at this desk: its log "
            "tells another history. Nothing was opened."
        )
    else:
        said = _(
            "The log of the vault {path} ends at entry {found}, but at this desk you have seen "
            "entry {seen}: newer entries are MISSING. Nothing was opened."
        )
    return " ".join(
        (
            said.format(path=error.path, found=error.found, seen=error.seen),
            _("If a backup was put back, that is why."),
            _knowingly(),
        )
    )


def _swapped(error: t.VaultSwappedError) -> str:
    said = _(
        "At {path} lies ANOTHER vault than the one that was opened there from this desk before. "
        "Nothing was opened. If a new vault was made in its place, that is why."
    )
    return f"{said.format(path=error.path)} {_knowingly()}"


def _older_keys(error: t.KeyFileOlderError) -> str:
    said = _(
        "The key file {path} is older (version {found}) than the one seen at this desk (version "
        "{seen}). Somebody put back an old copy: people who left, or old passwords, may open it."
    )
    return f"{said.format(path=error.path, found=error.found, seen=error.seen)} {_knowingly()}"


def _knowingly() -> str:
    """Give what to do where a vault is not as it was seen here."""
    return _(
        "Whoever knows why can open it in the window all the same. If nobody does, change nothing, "
        "keep both files of the vault, and compare them with a backup and with forms on paper."
    )


def _weak(error: t.PasswordWeakError) -> str:
    return {
        "common": _(
            "Many people use this password, so it would be tried first. Please choose one of your "
            "own: four words that do not belong together are strong, and easy to keep in mind."
        ),
        "about-you": _(
            "This password leans on names that people here know: yours, the school's or this "
            "program's. Please choose words that have nothing to do with you or the school."
        ),
        "keyboard": _(
            "This password follows the keys of the keyboard, which is tried early. Please choose "
            "words instead; four that do not belong together are easy to keep in mind."
        ),
        "repeat": _(
            "This password says the same thing again and again, so its length does not help. "
            "Please add one or two words that are different."
        ),
        "sequence": _(
            "This password follows an order, such as abc or 123, which is tried early. Please "
            "choose words instead; four that do not belong together are easy to keep in mind."
        ),
        "date": _(
            "This password leans on a date, and dates can be found out. Please add two words that "
            "have nothing to do with it."
        ),
        "guessed": _(
            "This password could be guessed sooner than it should. Please add one or two words "
            "that have nothing to do with the others."
        ),
    }[error.why]


def _refused(error: t.RoleRefusedError) -> str:
    if error.office == Role.HEAD:
        return _(
            "A head teacher reads, signs off and countersigns, and runs concerns about colleagues. "
            "Ask the designated safeguarding lead (in Wales: person) to do this."
        )
    return _(
        "Your role ({role}) may not do this. Ask the designated safeguarding lead (in Wales: "
        "person) or the head teacher."
    ).format(role=role_words(error.office))


def _plain(template: str) -> Callable[[Any], str]:
    return lambda error: _(template).format(path=error.path)


def N_(template: str) -> str:  # noqa: N802  # the mark that the extractor of messages looks for
    """Mark a sentence for translation without translating it yet."""
    return template


def _joining(error: t.JoiningFileError) -> str:
    return {
        "damaged": _(
            "This is no prepared user, or the file is not as it was made. Have the person prepared "
            "anew."
        ),
        "foreign": _("This user was prepared for another vault. Nobody was let in."),
        "known": _("This user has been let in already, or their keys belong to somebody here."),
    }[error.what]


TRUST_SENTENCES: dict[type[SafeguardingError], Callable[[Any], str]] = {
    t.RoleRefusedError: _refused,
    t.UserRemovedError: _plain(
        N_("You are no longer a user of the vault {path}. Ask the designated safeguarding lead.")
    ),
    t.AdministratorError: _plain(
        N_(
            "An administrator holds no key to the records in {path}. You can copy backups and "
            "prepare users in the window."
        )
    ),
    t.TooManyTriesError: _too_many,
    t.KeyFileOlderError: _older_keys,
    t.HistoryOlderError: _older_history,
    t.VaultSwappedError: _swapped,
    t.PasswordWeakError: _weak,
    t.SignInTakenError: lambda _error: _(
        "Somebody in this vault has this sign-in name already. Choose another."
    ),
    t.LastUserError: lambda _error: _(
        "This is the only designated safeguarding lead who can open the vault. Add another first."
    ),
    t.RecoveryRefusedError: _plain(
        N_(
            "This recovery key is typed rightly, but it is not the one of the vault {path}. Look "
            "for the newest sheet: every use is followed by a new key."
        )
    ),
    t.PlaceRefusedError: _place_refused,
    t.FolderReadOnlyError: _plain(
        N_(
            "No file can be made in the folder {path}, so nothing was made. Choose another folder, "
            "or ask who looks after this computer to let you write there."
        )
    ),
    t.BackupMissingError: _plain(
        N_(
            "There is no backup at {path}. Check the name, and whether the stick is in; nothing was "
            "changed."
        )
    ),
    t.BackupDamagedError: lambda error: _(
        "The backup {path} is not as it was made ({what}). It was not used. Take another one."
    ).format(path=error.path, what=error.what),
    t.BackupForeignError: _plain(N_("{path} is not a backup of a vault. It was left alone.")),
    t.BackupNewerError: lambda error: _(
        "The backup {path} was made by a newer version ({version}). Use that version."
    ).format(path=error.path, version=error.written_by),
    t.BackupPlaceError: _backup_place,
    t.BackupSourceFaultyError: _plain(
        N_(
            "The vault {path} does not hold, so no backup was made of it and no older backup was "
            "touched. Check it with: vault verify."
        )
    ),
    t.NotAReaderError: lambda _error: _("This person does not read this sealed incident."),
    t.LastReaderError: lambda _error: _(
        "A sealed incident needs at least one reader. Name another first."
    ),
    t.OwnAccountError: lambda _error: _(
        "Nobody takes themselves out, gives up their own key or renews it here. Ask a colleague "
        "who may let people in; your own password you change under Settings."
    ),
    t.TooManyUsersError: lambda error: _(
        "The key file has room for {most} users. Take out somebody who has left first."
    ).format(most=error.most),
    t.JoiningFileError: _joining,
    t.RekeyUnfinishedError: _plain(
        N_(
            "The change stands, but the disk did not take all of it: old passwords and keys may "
            "still open {path}. Make room, then close the vault and open it again: that finishes "
            "it."
        )
    ),
}
