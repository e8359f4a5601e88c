"""The words of the command line (contract section 2)."""

import argparse
from pathlib import Path

from desktop_app.runtime.i18n import gettext as _

_MOST_DIGITS = 6  # a million invented incidents are more than any disk is asked for


def parser() -> argparse.ArgumentParser:
    """Give the parser of the command line; `run` in what it parses names the command asked for."""
    top = argparse.ArgumentParser(
        prog="main.py",
        description=_("Record a safeguarding incident, apply the procedure, make the forms."),
        allow_abbrev=False,
    )
    top.add_argument(
        "--practice", action="store_true", help=_("open on a throw-away vault of invented cases")
    )
    top.set_defaults(run="window")
    commands = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add_demo(commands)
    _add_assess(commands)
    _add_procedures(commands)
    _add_record(commands)
    _add_export(commands)
    _add_vault(commands)
    self_test = commands.add_parser(
        "self-test", help=_("prove that this copy works"), allow_abbrev=False
    )
    self_test.set_defaults(run="self_test")
    return top


_Commands = argparse._SubParsersAction  # noqa: SLF001  # argparse gives its type no public name


def _add_demo(commands: "_Commands[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser(
        "demo", help=_("the main job on invented incidents"), allow_abbrev=False
    )
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    demo.add_argument("--procedure", metavar="ID")
    demo.add_argument("--incidents", type=_count, default=14, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--all-forms", action="store_true")
    demo.set_defaults(run="demo")


def _add_assess(commands: "_Commands[argparse.ArgumentParser]") -> None:
    assess = commands.add_parser(
        "assess", help=_("apply a procedure to facts in JSON"), allow_abbrev=False
    )
    assess.add_argument("--procedure", required=True, metavar="ID")
    assess.add_argument("file", metavar="FILE", help=_("a file, or - for standard input"))
    assess.set_defaults(run="assess")


def _add_procedures(commands: "_Commands[argparse.ArgumentParser]") -> None:
    procedures = commands.add_parser(
        "procedures", help=_("list the procedures, or check one"), allow_abbrev=False
    )
    procedures.set_defaults(run="procedures")
    verbs = procedures.add_subparsers(metavar=_("COMMAND"))
    check = verbs.add_parser("check", help=_("check a procedure folder"), allow_abbrev=False)
    check.add_argument("path", type=Path, metavar="PATH")
    check.set_defaults(run="check_procedure")


def _add_record(commands: "_Commands[argparse.ArgumentParser]") -> None:
    record = commands.add_parser("record", help=_("record an incident"), allow_abbrev=False)
    _add_unlocking(record)
    record.add_argument("file", metavar="FILE", help=_("a file, or - for standard input"))
    record.set_defaults(run="record")


def _add_export(commands: "_Commands[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help=_("make one form as PDF"), allow_abbrev=False)
    _add_unlocking(export)
    export.add_argument("--form", required=True, metavar="FORM")
    export.add_argument("--incident", required=True, metavar="REF")
    export.add_argument(
        "--about", metavar="PERSON", help=_("a person: their number in the record, or their id")
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    export.add_argument(
        "--reason", default="", metavar="TEXT", help=_("why it is made; it stands in the log")
    )
    export.set_defaults(run="export")


def _add_vault(commands: "_Commands[argparse.ArgumentParser]") -> None:
    vault = commands.add_parser("vault", help=_("make and check a vault"), allow_abbrev=False)
    verbs = vault.add_subparsers(metavar=_("COMMAND"), required=True)
    for name, explained in (
        ("create", _("make a vault and its key file")),
        ("verify", _("check everything in a vault")),
        ("rebuild", _("make the tables to browse anew from the log")),
    ):
        verb = verbs.add_parser(name, help=explained, allow_abbrev=False)
        _add_unlocking(verb)
        verb.set_defaults(run=name)
        if name == "verify":
            verb.add_argument(
                "--anchors",
                type=Path,
                metavar="FILE",
                help=_("a text file of lines as they stand at the foot of forms"),
            )
    _add_log_export(verbs)
    _add_backups(verbs)


def _add_log_export(verbs: "_Commands[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser(
        "export-log", help=_("write the log to a file that others can check"), allow_abbrev=False
    )
    _add_unlocking(verb)
    verb.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    verb.add_argument(
        "--with-content", action="store_true", help=_("with everything that the records say")
    )
    verb.add_argument(
        "--reason", default="", metavar="TEXT", help=_("why it is made; it stands in the log")
    )
    verb.set_defaults(run="export_log")


def _add_backups(verbs: "_Commands[argparse.ArgumentParser]") -> None:
    for name, explained in (
        ("backup", _("make a backup: one file, checked, in a folder")),
        ("restore", _("put a backup back as a vault in a new place")),
        ("rehearse", _("open a backup on trial, check it, and throw it away again")),
    ):
        verb = verbs.add_parser(name, help=explained, allow_abbrev=False)
        _add_unlocking(verb, vault=name != "rehearse")
        if name == "backup":
            verb.add_argument("--to", type=Path, required=True, metavar="DIR")
            verb.add_argument(
                "--off-site", action="store_true", help=_("DIR is kept outside the school")
            )
        else:
            verb.add_argument("--from", type=Path, required=True, metavar="FILE", dest="source")
        verb.set_defaults(run=name)


def _add_unlocking(command: argparse.ArgumentParser, *, vault: bool = True) -> None:
    if vault:
        command.add_argument("--vault", type=Path, required=True, metavar="V")
    else:
        command.set_defaults(vault=None)
    command.add_argument("--user", metavar="NAME", help=_("your sign-in name"))
    command.add_argument(
        "--password-stdin",
        action="store_true",
        help=_("read the password from the first line of standard input"),
    )


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0
    if number < 1:
        raise argparse.ArgumentTypeError(_("must be a whole number, 1 or more"))
    return number
