"""Runs a part, keeping what it came to, so that a run that was stopped goes on where it was."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.faults import lines, school
from tests.faults.lines import Kept, Line
from tests.faults.parts import PARTS, SHORT

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build" / "faults"


def run_part(
    name: str, *, long: bool, into: Path = BUILD, tell: Callable[[str], None] | None = None
) -> list[Kept]:
    """Run what is left of a part, and give what its lines came to.

    Its file is `<into>/<name>.json`, its vaults lie in `<into>/<name>/`, which no other part uses.
    """
    file, folder = into / f"{name}.json", into / name
    folder.mkdir(parents=True, exist_ok=True)
    kept = {each.name: each for each in read(file) if each.long == long}
    every = (PARTS if long else SHORT)[name]()
    here = [kept.get(each.name) or Kept(each.name, long=long) for each in every]

    def save() -> None:
        _write(file, here)

    with school.passwords_are_quick():
        for line, its in zip(every, here, strict=True):
            if its.ended and its.control_ended:
                continue
            its.when, its.commit = datetime.now(UTC).date().isoformat(), _commit()
            lines.run(line, its, folder / _slug(line), long=long, save=save)
            if tell is not None:
                tell(told(its))
    return here


def told(kept: Kept) -> str:
    """Give a line in a line."""
    control = "control failed" if kept.control_failed else "CONTROL DID NOT FAIL"
    losses = "".join(f"\n    {each}" for each in kept.losses)
    return (
        f"{kept.name}: {kept.tried} tried, {kept.lost} lost, {control}"
        f" (at try {kept.control_tried}), {kept.seconds:.0f} s{losses}"
    )


def read(file: Path) -> list[Kept]:
    """Give what a part had come to, or nothing."""
    if not file.exists():
        return []
    return [Kept(**each) for each in json.loads(file.read_text(encoding="utf-8"))]


def _write(file: Path, kept: list[Kept]) -> None:
    fresh = file.with_suffix(".part")
    fresh.write_text(json.dumps([each.as_json() for each in kept], indent=1), encoding="utf-8")
    fresh.replace(file)


def _slug(line: Line) -> str:
    return "".join(c if c.isalnum() else "-" for c in line.name.lower())


def _commit() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip()
