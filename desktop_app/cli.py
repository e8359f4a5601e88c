"""The commands (contract section 2): each calls one service and prints.

Exit status: 0 done; 1 it could not be done; 2 wrong usage or bad input. Reasons go to standard
error in a sentence; nothing of a case and no password ever stands in one.
"""

import argparse
import getpass
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import (
    BadInputError,
    Fault,
    FormUnknownError,
    PasswordNotGivenError,
    PasswordsDifferError,
    PasswordTooShortError,
    PasswordUnreadableError,
    ProcedureUnknownError,
    SafeguardingError,
    SignInNameError,
)
from desktop_app.runtime import paths
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages

if TYPE_CHECKING:
    from desktop_app.procedures.library import Library
    from desktop_app.vault.vault import Vault

DONE, NOT_DONE, BAD_INPUT = 0, 1, 2
_INPUT_ERRORS = (
    BadInputError,
    FormUnknownError,
    ProcedureUnknownError,
    PasswordTooShortError,
    SignInNameError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except SafeguardingError as error:
        print(messages.sentence(error), file=sys.stderr)
        if messages.is_ours(error):
            print(messages.our_fault(error), file=sys.stderr)
        return BAD_INPUT if isinstance(error, _INPUT_ERRORS) else NOT_DONE
    except OSError as error:
        print(messages.system_sentence(error), file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print(_("Stopped. Nothing that was already saved is lost."), file=sys.stderr)
        return NOT_DONE
    except Exception as error:  # noqa: BLE001  # ours: said loudly, without a word of a case
        print(messages.our_fault(error), file=sys.stderr)
        return NOT_DONE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description=_("Record a safeguarding incident, apply the procedure, make the forms."),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--practice", action="store_true", help=_("open on a throw-away vault of invented cases")
    )
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add_demo(commands)
    _add_assess(commands)
    _add_procedures(commands)
    _add_record(commands)
    _add_export(commands)
    _add_vault(commands)
    self_test = commands.add_parser(
        "self-test", help=_("prove that this copy works"), allow_abbrev=False
    )
    self_test.set_defaults(run=_self_test)
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001  # argparse gives its type no public name


def _add_demo(commands: "_Commands[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser(
        "demo", help=_("the main job on invented incidents"), allow_abbrev=False
    )
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    demo.add_argument("--procedure", default="ukcis-2024", metavar="ID")
    demo.add_argument("--incidents", type=_count, default=14, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--all-forms", action="store_true")
    demo.set_defaults(run=_demo)


def _add_assess(commands: "_Commands[argparse.ArgumentParser]") -> None:
    assess = commands.add_parser(
        "assess", help=_("apply a procedure to facts in JSON"), allow_abbrev=False
    )
    assess.add_argument("--procedure", required=True, metavar="ID")
    assess.add_argument("file", metavar="FILE", help=_("a file, or - for standard input"))
    assess.set_defaults(run=_assess)


def _add_procedures(commands: "_Commands[argparse.ArgumentParser]") -> None:
    procedures = commands.add_parser(
        "procedures", help=_("list the procedures, or check one"), allow_abbrev=False
    )
    procedures.set_defaults(run=_procedures)
    verbs = procedures.add_subparsers(metavar=_("COMMAND"))
    check = verbs.add_parser("check", help=_("check a procedure folder"), allow_abbrev=False)
    check.add_argument("path", type=Path, metavar="PATH")
    check.set_defaults(run=_check_procedure)


def _add_record(commands: "_Commands[argparse.ArgumentParser]") -> None:
    record = commands.add_parser("record", help=_("record an incident"), allow_abbrev=False)
    _add_unlocking(record)
    record.add_argument("file", metavar="FILE", help=_("a file, or - for standard input"))
    record.set_defaults(run=_record)


def _add_export(commands: "_Commands[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help=_("make one form as PDF"), allow_abbrev=False)
    _add_unlocking(export)
    export.add_argument("--form", required=True, metavar="FORM")
    export.add_argument("--incident", required=True, metavar="REF")
    export.add_argument("--about", metavar="PERSON", help=_("the id of a person in the incident"))
    export.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    export.set_defaults(run=_export)


def _add_vault(commands: "_Commands[argparse.ArgumentParser]") -> None:
    vault = commands.add_parser("vault", help=_("make and check a vault"), allow_abbrev=False)
    verbs = vault.add_subparsers(metavar=_("COMMAND"), required=True)
    for name, run, explained in (
        ("create", _create, _("make a vault and its key file")),
        ("verify", _verify, _("check everything in a vault")),
        ("rebuild", _rebuild, _("make the tables to browse anew from the log")),
    ):
        verb = verbs.add_parser(name, help=explained, allow_abbrev=False)
        _add_unlocking(verb)
        verb.set_defaults(run=run)


def _add_unlocking(command: argparse.ArgumentParser) -> None:
    command.add_argument("--vault", type=Path, required=True, metavar="V")
    command.add_argument("--user", metavar="NAME", help=_("your sign-in name"))
    command.add_argument(
        "--password-stdin",
        action="store_true",
        help=_("read the password from the first line of standard input"),
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _window(_asked: argparse.Namespace) -> int:
    print(
        _(
            "This version has the commands only; the window comes with the next one. "
            "See what there is with: python main.py --help"
        ),
        file=sys.stderr,
    )
    return NOT_DONE


def _demo(asked: argparse.Namespace) -> int:
    from desktop_app.services import practice

    wanted = practice.Practice(
        folder=asked.out,
        procedure=asked.procedure,
        incidents=asked.incidents,
        seed=asked.seed,
        all_forms=asked.all_forms,
    )
    vault, password = practice.run(_library(), wanted, now=_now(), tell=print)
    print(_("Practice vault: {vault}").format(vault=vault))
    print(_("Password: {password}").format(password=password))
    return DONE


def _assess(asked: argparse.Namespace) -> int:
    from desktop_app.services import assessments

    data = _read(asked.file)
    found = assessments.assess_json(_library(), asked.procedure, data, source=_source(asked.file))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE


def _procedures(_asked: argparse.Namespace) -> int:
    for each in _library().all():
        print(f"{each.id}  {each.version}  {each.area}  {each.nation}  {each.source_date}")
    return DONE


def _check_procedure(asked: argparse.Namespace) -> int:
    from desktop_app.procedures.check import check

    faults = check(asked.path, _library().catalogue)
    for fault in faults:
        print(messages.fault_line(fault))
    if not faults:
        print(_("No fault found."))
    return BAD_INPUT if faults else DONE


def _record(asked: argparse.Namespace) -> int:
    from desktop_app.services import incidents

    password = _password(asked)
    data = _read(asked.file)
    library = _library()
    vault = _unlock(asked, password)
    try:
        reference = incidents.record_json(
            vault, library, data, source=_source(asked.file), at=_now()
        )
    finally:
        vault.close()
    print(reference)
    return DONE


def _export(asked: argparse.Namespace) -> int:
    from desktop_app.services import exports

    wanted = exports.Export(asked.form, asked.incident, asked.about)
    vault = _unlock(asked, _password(asked))
    try:
        made = exports.export(vault, _library(), wanted, to=asked.out, at=_now())
    finally:
        vault.close()
    print(_("{file}: {pages} pages").format(file=asked.out, pages=made.pages))
    return DONE


def _create(asked: argparse.Namespace) -> int:
    from desktop_app.services import vaults

    _warn_about_place(asked.vault)
    sign_in = asked.user or vaults.FIRST_USER
    password = _password(asked, new=True)
    keys = vaults.create(asked.vault, password=password, sign_in=sign_in, at=_now())
    print(_("Recovery key. Print it, seal it in an envelope, lock it in the school safe:"))
    print(*keys.paper, sep="\n")
    print()
    print(
        _(
            "Outside recovery key for sealed incidents. Give it to someone outside the school's "
            "leadership, such as the chair of governors or the trust:"
        )
    )
    print(*keys.outside, sep="\n")
    return DONE


def _verify(asked: argparse.Namespace) -> int:
    from desktop_app.services import vaults

    vault = _unlock(asked, _password(asked))
    try:
        report = vaults.verify(vault)
    finally:
        vault.close()
    for finding in report.findings:
        print(messages.finding_line(finding), file=sys.stderr)
    print(messages.verified(report))
    return DONE if report.ok else NOT_DONE


def _rebuild(asked: argparse.Namespace) -> int:
    from desktop_app.services import vaults

    vault = _unlock(asked, _password(asked))
    try:
        incidents = vaults.rebuild(vault, at=_now())
    finally:
        vault.close()
    print(_("Rebuilt from the log: {number} incidents.").format(number=incidents))
    return DONE


def _self_test(_asked: argparse.Namespace) -> int:
    from desktop_app.services import self_test

    self_test.run(_library(), now=_now(), tell=print)
    return DONE


def _library() -> "Library":
    from desktop_app.procedures.library import Library

    return Library(paths.resources_folder())


def _unlock(asked: argparse.Namespace, password: str) -> "Vault":
    from desktop_app.services import vaults

    _warn_about_place(asked.vault)
    return vaults.unlock(asked.vault, password=password, sign_in=asked.user)


def _warn_about_place(vault: Path) -> None:
    from desktop_app.services import vaults

    if vaults.lies_in_temporary_folder(vault):
        print(
            _("Warning: this vault lies in a temporary folder, which the system may clear."),
            file=sys.stderr,
        )


def _password(asked: argparse.Namespace, *, new: bool = False) -> str:
    """Read the password from the first line of standard input, or ask without echo."""
    if asked.password_stdin:
        line = sys.stdin.buffer.readline()
        try:
            return line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise PasswordUnreadableError from None
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            first = getpass.getpass(_("Password: "))
            again = getpass.getpass(_("The same password again: ")) if new else first
        except (getpass.GetPassWarning, EOFError):
            raise PasswordNotGivenError from None
    if first != again:
        raise PasswordsDifferError
    return first


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        faults = (Fault(".", "unreadable", (messages.system_sentence(error),)),)
        raise BadInputError(faults, source=file) from error


def _source(file: str) -> str:
    return _("standard input") if file == "-" else file


def _now() -> datetime:
    return datetime.now().astimezone()
