"""The commands (contract section 2): each calls one service and prints.

Exit status: 0 done; 1 it could not be done; 2 wrong usage or bad input. Reasons go to standard
error in a sentence; nothing of a case and no password ever stands in one.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.runtime import paths, streams
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.runtime.streams import say

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from desktop_app.domain.errors import SafeguardingError
    from desktop_app.procedures.library import Library
    from desktop_app.vault.vault import Vault

DONE, NOT_DONE, BAD_INPUT = 0, 1, 2
_WINDOW: tuple[list[str], ...] = ([], ["--practice"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    from desktop_app.runtime import logs

    given = list(sys.argv[1:] if arguments is None else arguments)
    can_print = streams.prepare()
    logs.set_up(paths.log_file())
    # Nothing has to be parsed for the window, and whoever opens it waits for its first page.
    return _window(practice=bool(given)) if given in _WINDOW else _command(given, can_print)


def _window(*, practice: bool) -> int:
    import gc

    # Nothing that is loaded for the first page becomes rubbish; `app` turns it on again.
    gc.disable()
    from desktop_app import app

    return app.run(practice=practice)


def _command(given: Sequence[str], can_print: bool) -> int:  # noqa: FBT001  # passed on once
    from desktop_app.domain.errors import SafeguardingError
    from desktop_app.runtime.arguments import parser
    from desktop_app.services import messages

    asked = parser().parse_args(given)
    if not can_print and asked.run != "window":
        print(_("Nothing was done: standard output is closed."), file=sys.stderr)
        return NOT_DONE
    try:
        status = _COMMANDS[asked.run](asked)
    except SafeguardingError as error:
        print(messages.sentence(error), file=sys.stderr)
        if messages.is_ours(error):
            _own_up(error)
        return BAD_INPUT if _is_about_input(error) else NOT_DONE
    except OSError as error:
        print(messages.system_sentence(error), file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print(_("Stopped. Nothing that was already saved is lost."), file=sys.stderr)
        return NOT_DONE
    except Exception as error:  # noqa: BLE001  # ours: said loudly, without a word of a case
        _own_up(error)
        return NOT_DONE
    return status


def _is_about_input(error: "SafeguardingError") -> bool:
    from desktop_app.domain import errors, trust_errors

    kinds = (
        errors.BadInputError,
        errors.FormUnknownError,
        errors.ProcedureUnknownError,
        errors.PasswordTooShortError,
        errors.SignInNameError,
        trust_errors.PasswordWeakError,
    )
    return isinstance(error, kinds)


def _own_up(error: Exception) -> None:
    """Say that the program went wrong, and log it under the reference that is to be quoted."""
    import secrets

    from desktop_app import __version__
    from desktop_app.runtime import logs
    from desktop_app.services import messages

    reference = secrets.token_hex(4).upper()
    logs.record_fault(error, reference=reference, version=__version__)
    print(messages.our_fault(error, reference=reference), file=sys.stderr)
    log = paths.log_file()
    if log is not None and log.is_file():
        print(messages.fault_log(log), file=sys.stderr)


def _demo(asked: "argparse.Namespace") -> int:
    from desktop_app.services import practice, school

    wanted = practice.Practice(
        folder=asked.out,
        procedure=school.DEFAULT_PROCEDURE if asked.procedure is None else asked.procedure,
        incidents=asked.incidents,
        seed=asked.seed,
        all_forms=asked.all_forms,
    )
    vault, password = practice.run(_library(), wanted, now=_now(), tell=say)
    say(_("Practice vault: {vault}").format(vault=vault))
    say(_("Password: {password}").format(password=password))
    return DONE


def _assess(asked: "argparse.Namespace") -> int:
    import json

    from desktop_app.services import assessments, inputs

    data = inputs.read(asked.file)
    found = assessments.assess_json(
        _library(), asked.procedure, data, source=inputs.source(asked.file)
    )
    say(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE


def _procedures(_asked: "argparse.Namespace") -> int:
    from desktop_app.services import own_procedures

    library = _library()
    for each in library.all():
        say(f"{each.id}  {each.version}  {each.area}  {each.nation}  {each.source_date}")
    for line in own_procedures.unusable_lines(library):
        print(line, file=sys.stderr)
    return DONE


def _check_procedure(asked: "argparse.Namespace") -> int:
    from desktop_app.services import own_procedures

    found = own_procedures.check_folder(_library(), asked.path)
    say(*found.faults, *found.warnings)
    if not found.faults:
        say(_("No fault found."))
    return BAD_INPUT if found.faults else DONE


def _record(asked: "argparse.Namespace") -> int:
    from desktop_app.services import incidents, inputs

    password = inputs.password(from_stdin=asked.password_stdin)
    data = inputs.read(asked.file)
    library = _library()
    with closing(_unlock(asked, password)) as vault:
        reference = incidents.record_json(
            vault, library, data, source=inputs.source(asked.file), at=_now()
        )
    try:
        say(reference)
    except OSError:
        print(_("The incident is recorded as {0}.").format(reference), file=sys.stderr)
        raise
    return DONE


def _export(asked: "argparse.Namespace") -> int:
    from desktop_app.domain.reasons import Reason, in_own_words
    from desktop_app.services import exports, inputs

    reason = in_own_words(asked.reason) or Reason.BY_COMMAND.value
    wanted = exports.Export(asked.form, asked.incident, asked.about, reason)
    with closing(_unlock(asked, inputs.password(from_stdin=asked.password_stdin))) as vault:
        made = exports.export(vault, _library(), wanted, to=asked.out, at=_now())
    said = ngettext("{file}: {pages} page", "{file}: {pages} pages", made.pages)
    say(said.format(file=asked.out, pages=made.pages))
    return DONE


def _keep(asked: "argparse.Namespace") -> int:
    """Run one of the commands of `cli_vault`."""
    from desktop_app import cli_vault
    from desktop_app.services import inputs, places

    is_new = asked.run == "create"
    if is_new:
        places.check_new(asked.vault, for_commands=True)
    if asked.vault is not None:
        _warn_about_place(asked.vault)
    password = inputs.password(from_stdin=asked.password_stdin, new=is_new)
    return cli_vault.run(asked, password, at=_now())


def _self_test(_asked: "argparse.Namespace") -> int:
    from desktop_app.services import self_test

    self_test.run(_library(), now=_now(), tell=say)
    return DONE


def _library() -> "Library":
    from desktop_app.procedures.library import Library

    return Library(paths.resources_folder(), *paths.own_procedure_folders())


def _unlock(asked: "argparse.Namespace", password: str) -> "Vault":
    from desktop_app.services import vaults

    _warn_about_place(asked.vault)
    return vaults.unlock(asked.vault, password=password, sign_in=asked.user, at=_now())


def _warn_about_place(vault: "Path") -> None:
    from desktop_app.services import places

    if places.is_temporary(vault):
        print(
            _("Warning: this vault lies in a temporary folder, which the system may clear."),
            file=sys.stderr,
        )


def _now() -> datetime:
    return datetime.now().astimezone()


_COMMANDS: dict[str, Callable[["argparse.Namespace"], int]] = {
    "window": lambda asked: _window(practice=asked.practice),
    "demo": _demo,
    "assess": _assess,
    "procedures": _procedures,
    "check_procedure": _check_procedure,
    "record": _record,
    "export": _export,
    "create": _keep,
    "verify": _keep,
    "rebuild": _keep,
    "export_log": _keep,
    "backup": _keep,
    "restore": _keep,
    "rehearse": _keep,
    "self_test": _self_test,
}
