"""What all parts came to: `build/faults.json`, and a page to read, `docs/reliability.md`."""

import json
from typing import Final

from tests.faults.lines import ALL, Kept, Line
from tests.faults.parts import PARTS
from tests.faults.running import BUILD, ROOT, read

_HEAD: Final = """# Reliability: what was tried to lose a record

`make faults` kills, starves and damages the program and its files, thousands of times, and judges the remains with the program itself: it opens the vault, runs `vault verify` and saves once more. Nothing that was acknowledged may be lost, no vault may be unable to open, and every damage must be found and named. Each line has a control: the same cases against a program that was spoilt on purpose, which must lose something, so that the line is known to be able to fail. This page is what the run wrote; the same figures stand in `build/faults.json`.

What this cannot show: all of it ran on Linux, on simulated power cuts rather than real ones, and no device that lies about what it has written was among what was tried. Except in the line of wrong passwords and the working day, a quick stand-in takes the place of Argon2id, as the cost of a password is not what is tried.

| what | tried | lost | control, spoilt by | it lost something | date | commit |
| --- | ---: | ---: | --- | --- | --- | --- |
"""


_Left = tuple[str, Line, Kept | None]


def write() -> int:
    """Add up what the parts of the long set have come to; 0 when all of it was run and held."""
    rows: list[Kept] = []
    missing: list[_Left] = []
    for part, lines in PARTS.items():
        found = {each.name: each for each in read(BUILD / f"{part}.json") if each.long}
        for line in lines():
            its = found.get(line.name)
            if its is None or not its.tried:
                missing.append((part, line, None))
                continue
            rows.append(its)
            if not its.ended:
                missing.append((part, line, its))
    summary = [_summary(each) for each in rows]
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD.parent / "faults.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
    (ROOT / "docs" / "reliability.md").write_text(_page(rows, missing), encoding="utf-8")
    held = all(not each.lost and each.control_failed for each in rows)
    return 0 if held and not missing else 1


def _summary(kept: Kept) -> dict[str, object]:
    return {
        "name": kept.name,
        "tried": kept.tried,
        "lost": kept.lost,
        "control_failed": kept.control_failed,
        "control": kept.spoiled_by,
        "seconds": kept.seconds,
        "date": kept.when,
        "commit": kept.commit,
    }


def _page(rows: list[Kept], missing: list[_Left]) -> str:
    page = [_HEAD.rstrip("\n")]
    for each in rows:
        control = f"yes, at try {each.control_tried}" if each.control_failed else "NO"
        page.append(
            f"| {each.name} | {each.tried:,} | {each.lost:,} | {each.spoiled_by} | {control}"
            f" | {each.when} | `{each.commit}` |"
        )
    page += ["", "The command for all of it: `make faults`; for one part: `python -m tests.faults"]
    page[-1] += " --long --part NAME`."
    losses = [(each.name, loss) for each in rows for loss in each.losses]
    if losses:
        page += ["", "## Lost", "", *(f"- {name}: {loss}" for name, loss in losses)]
    if missing:
        page += ["", "## Not run, or not to its end", ""]
        page += [f"- {_said(part, line, its)}" for part, line, its in missing]
    return "\n".join(page) + "\n"


def _said(part: str, line: Line, kept: Kept | None) -> str:
    wanted = "all there are" if line.long >= ALL else f"{line.long:,}"
    return f"{line.name}: {kept.tried if kept else 0:,} of {wanted} (part `{part}`)"
