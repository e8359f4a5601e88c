"""Error class -> sentence, for window and commands alike: what, where, what to do.

Sentences are made of ids, places and numbers. What a person wrote about a case never stands in
one; file names do, since they were typed on the command line or chosen by the person.
"""

import errno
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain import errors as e
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.problems import problem_sentence
from desktop_app.services.trust_messages import TRUST_SENTENCES
from desktop_app.services.vault_messages import VAULT_OURS, VAULT_SENTENCES, finding_sentences

if TYPE_CHECKING:
    from desktop_app.vault.vault import Finding, VerifyReport


def sentence(error: e.SafeguardingError) -> str:
    """Give the sentence for an error; every class of the tree has one."""
    said = next(SENTENCES[kind] for kind in type(error).__mro__ if kind in SENTENCES)
    return said(error)


def fault_line(fault: e.Fault) -> str:
    """Give one fault of an input: where, and what is wrong."""
    return f"{fault.where}: {problem_sentence(fault)}"


def system_sentence(error: OSError) -> str:
    """Give the sentence for what the system refused: the machine's fault, not the person's."""
    said = {
        errno.ENOENT: _("There is no file or folder called “{0}”. Check the name and the place."),
        errno.EACCES: _("This computer does not allow that for “{0}”. Ask who looks after it."),
        errno.EPERM: _("This computer does not allow that for “{0}”. Ask who looks after it."),
        errno.EROFS: _("“{0}” can only be read, not written. Choose another place."),
        errno.EISDIR: _("“{0}” is a folder. Give the name of a file."),
        errno.ENOTDIR: _("Part of “{0}” is a file, not a folder. Check the place."),
        errno.EEXIST: _("“{0}” is there already and is not overwritten. Choose another name."),
        errno.ENOSPC: _("The disk is full: “{0}” was not written. Make room and try again."),
    }.get(error.errno or 0, _("The system could not read or write “{0}”."))
    return said.format(error.filename or "")


def is_ours(error: e.SafeguardingError) -> bool:
    """Say whether an error is the program's own fault, to be reported with a reference."""
    return isinstance(error, OURS)


def our_fault(error: BaseException, *, reference: str) -> str:
    """Give the sentence for a fault of the program's own, with the reference it is logged under.

    It names the kind of error and the lines of the program, and never what the error says: that
    could be a word of a case.
    """
    places = [
        f"{frame.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)[-6:]
    ]
    return _(
        "The program itself went wrong. What was saved is safe. Please report this, quoting "
        "reference {reference}: {kind} at {places}."
    ).format(
        reference=reference,
        kind=type(error).__name__,
        places=" < ".join(reversed(places)) or "?",
    )


def fault_log(file: Path) -> str:
    """Say where the log of such faults is, and that it can be sent along."""
    return _("More is in {file}; no word of a case stands in it.").format(file=file)


def _bad_input(error: e.BadInputError) -> str:
    head = _("{source} cannot be taken:").format(source=error.source or _("What was given"))
    return "\n".join([head, *(f"  {fault_line(fault)}" for fault in error.faults)])


def _unknown_procedure(error: e.ProcedureUnknownError) -> str:
    return _("There is no procedure called “{0}”. There are: {1}.").format(
        error.procedure, ", ".join(error.known)
    )


def finding_line(finding: "Finding") -> str:
    """Give one thing that `vault verify` found wrong: where, and what."""
    place = "" if finding.position is None else _("Entry {0}: ").format(finding.position)
    return place + finding_sentences()[finding.what]


def verified(report: "VerifyReport") -> str:
    """Give what `vault verify` found as a whole, with the head of the log."""
    wrong = len(report.findings)
    if report.ok:
        said = _("Everything holds: {entries}, {incidents}. {head}")
    elif any(finding.what == "pages" for finding in report.findings):
        said = _(
            "NOT everything holds: the file itself is damaged. {entries} could be read. Keep this "
            "file, write nothing to it, and restore a backup. {head}"
        )
    else:
        said = ngettext(
            "NOT everything holds: {wrong} thing is wrong in {entries}. Keep this file, write "
            "nothing to it, and restore a backup. {head}",
            "NOT everything holds: {wrong} things are wrong in {entries}. Keep this file, write "
            "nothing to it, and restore a backup. {head}",
            wrong,
        )
    said = said.format(
        entries=_entries(report),
        incidents=_incidents(report),
        wrong=wrong,
        head=report.head.short if report.head.position else "",
    )
    return "\n".join([*_beside(report), said.strip()])


def _entries(report: "VerifyReport") -> str:
    """Give how many entries were checked, and of how many only what is open to everybody."""
    entries = ngettext("{number} entry", "{number} entries", report.entries)
    if not report.sealed_to_others:
        return entries.format(number=report.entries)
    sealed = ngettext(
        "{number} of them is sealed to others and was checked by hash and signature only",
        "{number} of them are sealed to others and were checked by hash and signature only",
        report.sealed_to_others,
    )
    return _("{entries} ({sealed})").format(
        entries=entries.format(number=report.entries),
        sealed=sealed.format(number=report.sealed_to_others),
    )


def _incidents(report: "VerifyReport") -> str:
    """Give how many incidents were checked against their tables: sealed ones are in none."""
    if report.sealed_to_others:
        said = ngettext(
            "{number} incident that is not sealed",
            "{number} incidents that are not sealed",
            report.incidents,
        )
    else:
        said = ngettext("{number} incident", "{number} incidents", report.incidents)
    return said.format(number=report.incidents)


def _beside(report: "VerifyReport") -> Iterator[str]:
    """Give what is worth asking about."""
    if report.new_keys:
        yield ngettext(
            "Somebody was given new keys at entry {entries}. Ask them whether they know of it.",
            "People were given new keys at entries {entries}. Ask them whether they know of it.",
            len(report.new_keys),
        ).format(entries=", ".join(map(str, report.new_keys)))


def _form_not_applicable(error: e.FormNotApplicableError) -> str:
    return {
        "not-assessed": _(
            "This incident has not been assessed yet, so there is no decision to print. Assess it "
            "first."
        ),
        "no-decision": _(
            "Nothing has been decided in this incident yet. Record the decision first, then print "
            "it."
        ),
        "decided-to-refer": _(
            "The decision in this incident is to refer. Print the referral instead."
        ),
        "refer-today": _(
            "What is known now calls for a referral today, so a decision not to refer cannot "
            "stand. Print the referral instead."
        ),
    }[error.why]


SENTENCES: dict[type[e.SafeguardingError], Callable[[Any], str]] = {
    e.BadInputError: _bad_input,
    e.ProcedureFaultyError: _bad_input,
    e.ProcedureUnknownError: _unknown_procedure,
    e.EventUnreadableError: lambda _error: _(
        "The log holds something that this version does not know. Use a newer version of the "
        "program."
    ),
    e.FormNotApplicableError: _form_not_applicable,
    e.PersonMissingError: lambda _error: _("Nobody with this id stands in the incident."),
    e.FormUnknownError: lambda error: _(
        "There is no form called “{form}” in this version. There are: {known}."
    ).format(form=error.form, known=", ".join(error.known)),
    e.FileInTheWayError: lambda error: _(
        "“{path}” is there already and is another kind of file, so it was not overwritten. Choose "
        "another name."
    ).format(path=error.path),
    e.PracticeCaseFaultyError: lambda _error: _(
        "A practice incident that comes with the program cannot be recorded."
    ),
    e.SelfTestError: lambda error: _(
        "The self-test failed at “{step}”. Do not use this copy; install it anew."
    ).format(step=error.step),
    e.IncidentMissingError: lambda error: _(
        "There is no incident {0} in this vault, or it is not open to you."
    ).format(error.reference),
    e.PasswordNotGivenError: lambda _error: _(
        "The password could not be asked for here. Use --password-stdin and give it as the first "
        "line of standard input."
    ),
    e.PasswordsDifferError: lambda _error: _(
        "The two passwords differ. Nothing was made; try again."
    ),
    e.PasswordUnreadableError: lambda _error: _(
        "The first line of standard input is not UTF-8 text, so it cannot be the password."
    ),
}

SENTENCES |= VAULT_SENTENCES | TRUST_SENTENCES

OURS: tuple[type[e.SafeguardingError], ...] = (e.PracticeCaseFaultyError, *VAULT_OURS)
