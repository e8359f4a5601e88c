"""A small local procedure of an invented partnership, to be spoilt in the tests."""

from pathlib import Path

from desktop_app.procedures.check import check
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths

LIBRARY = Library(paths.resources_folder())
HEAD = """
id = "westmarsh"
version = "1"
extends = "ukcis-2024@1"
title = "Westmarsh"
area = "Westmarsh"
nation = "england"
publisher = "Westmarsh"
source_date = 2026-01-01
state_of_source = "Invented."
[[source]]
id = "westmarsh-one"
document = "Westmarsh"
section = "1"
"""


def local(root: Path, **files: str) -> Path:
    """Write the procedure below `root`: its head, and each file named, without its ending."""
    folder = root / "westmarsh" / "1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "procedure.toml").write_text(HEAD + files.pop("head", ""), encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def rule(name: str, when: str, agencies: str = '"police"', strength: str = "must") -> str:
    """Give a referral rule as it stands in the file."""
    return f"""
[[rule]]
id = "{name}"
agencies = [{agencies}]
strength = "{strength}"
when = {when}
text = "Words."
source = "westmarsh-one"
"""


def level(name: str, when: str) -> str:
    """Give a rule about telling the family."""
    return f'[[rule]]\nlevel = "{name}"\nwhen = {when}\nsource = "westmarsh-one"\n'


def task(kind: str, name: str, when: str, more: str = "") -> str:
    """Give a duty, a prohibition or a piece of advice."""
    needs = {"duty": 'owner = "school"\n', "do_not": 'ends = "When told."\n'}.get(kind, "")
    return (
        f'[[{kind}]]\nid = "{name}"\n{needs}when = {when}\ntext = "Words."\n'
        f'source = "westmarsh-one"\n{more}\n'
    )


def faults(folder: Path) -> list[tuple[str, str]]:
    """Give the place and the problem of each fault."""
    found = check(folder, LIBRARY.catalogue, LIBRARY.base)
    return [(each.where, each.problem) for each in found]
