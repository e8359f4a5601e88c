"""What is said of a backup, in window and commands alike: what was compared, and how it stands."""

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.backups import BackupState, Level, Made, Rehearsed, Restored
from desktop_app.services.casework_words import short_time


def made(done: Made) -> tuple[str, ...]:
    """Give the lines about a backup that was made."""
    said = [
        _(
            "Compared: the copy was opened and holds, its log ends where the vault's does, and "
            "every byte was read back. Unplug the stick now, or lock the folder away."
        )
    ]
    if done.removed:
        removed = ngettext(
            "{number} older backup made room for it.",
            "{number} older backups made room for it.",
            len(done.removed),
        )
        said.append(removed.format(number=len(done.removed)))
    said.extend(
        _("Not as it was made, and left alone: {file}. Do not rely on it.").format(file=file)
        for file in done.damaged
    )
    return (*said, done.said.head.short)


def restored(done: Restored) -> tuple[str, ...]:
    """Give the lines about a backup that was put back."""
    return (*_held(done, made_at=done.said.made_at), _against_desk(done), done.head.short)


def rehearsed(done: Rehearsed) -> tuple[str, ...]:
    """Give the lines about a backup that was opened on trial."""
    return (*_held(done, made_at=done.said.made_at), done.head.short)


def _held(done: Restored | Rehearsed, *, made_at: str) -> tuple[str, ...]:
    incidents = ngettext("{number} incident", "{number} incidents", done.incidents)
    entries = ngettext("{number} entry", "{number} entries", done.head.position)
    return (
        _("Made on {day}: {entries}, {incidents}.").format(
            day=short_time(made_at),
            entries=entries.format(number=done.head.position),
            incidents=incidents.format(number=done.incidents),
        ),
        _(
            "Compared: every byte with the manifest; pages, entries and signatures; the end of the "
            "log with the end that the manifest names. All of it holds."
        ),
    )


def _against_desk(done: Restored) -> str:
    if not done.same:
        return _(
            "NOT the history that you saw at this desk: entry by entry, compare it with printed "
            "forms before you rely on it, and keep the vault that you had."
        )
    if done.behind is None:
        return _(
            "With the keys in this backup this desk knows nothing of what you saw here, so there is "
            "nothing to compare with."
        )
    if done.behind == 0:
        return _("It holds everything that you have seen at this desk.")
    said = ngettext(
        "{number} newer entry that you saw at this desk is not in it. Record again what is missing.",
        "{number} newer entries that you saw at this desk are not in it. Record again what is "
        "missing.",
        done.behind,
    )
    return said.format(number=done.behind)


def level_words(state: BackupState) -> str:
    """Give how the backups stand in one line."""
    if state.age_days is None:
        return _("There is no backup. If this computer fails today, everything is lost.")
    age = ngettext("{days} day ago", "{days} days ago", state.age_days).format(days=state.age_days)
    newest = _("today") if state.age_days == 0 else age
    if state.level is Level.GREEN:
        return _("The newest backup was made {when}; three copies stand.").format(when=newest)
    return _("The newest backup was made {when}.").format(when=newest)


def reasons(state: BackupState) -> tuple[str, ...]:
    """Give why the backups do not stand as they should, a sentence each; nothing when they do."""
    words = {
        "none": _("Make a backup now."),
        "old-14": _("The newest backup is more than two weeks old. Make one now."),
        "old-7": _("The newest backup is more than a week old. Make one today."),
        "copies": _("There should be three copies: the vault and two backups in two places."),
        "devices": _("A backup should lie on another device than the vault: a stick, a server."),
        "off-site": _("One backup should lie outside the school."),
    }
    return tuple(words[key] for key in state.why)


def rehearsal_words(state: BackupState) -> str:
    """Give when a backup was last tried out."""
    if state.rehearsed_days is None:
        return _("No backup was ever opened on trial. Try one: only that proves that it opens.")
    if state.rehearsed_days == 0:
        return _("A backup was last opened on trial today.")
    said = ngettext(
        "A backup was last opened on trial {days} day ago.",
        "A backup was last opened on trial {days} days ago.",
        state.rehearsed_days,
    )
    return said.format(days=state.rehearsed_days)
