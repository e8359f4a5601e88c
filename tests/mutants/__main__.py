"""Spoil every rule in turn and see what notices it; `make mutants`.

What was tried stands in `build/mutants.json`, so a run that was stopped goes on where it was; a
mutant is tried anew once its file has changed, or all of them with `--anew`. What nothing notices
at once is put before the tests themselves (not with `--quick`). The result is `docs/mutants.md`.
"""

import hashlib
import json
import sys
from collections.abc import Iterator

from tests.mutants import code, files, report
from tests.mutants.mutant import Mutant
from tests.mutants.running import ROOT, verdicts
from tests.mutants.testing import tested

_KEPT = ROOT / "build" / "mutants.json"
_SAVED_EVERY = 25
_SENTENCES = ("text = ", "today = ", "ends = ", "title = ", "meaning = ")


def every_mutant() -> Iterator[Mutant]:
    """Give every mutant of the procedure files and of the modules that decide."""
    for folder in sorted((ROOT / "resources" / "procedures").glob("*/*")):
        yield from files.mutants(ROOT, folder)
    yield from code.mutants(ROOT)


def key_of(mutant: Mutant) -> str:
    """Give what a mutant is known by from run to run: all of it but sentences."""
    deciding = [each for each in mutant.content.split("\n") if not each.startswith(_SENTENCES)]
    return hashlib.sha256("\n".join([mutant.name, *deciding]).encode()).hexdigest()


def main(arguments: list[str]) -> int:
    """Give 0 when every mutant is noticed or has its reason, else 1."""
    mutants = list(every_mutant())
    kept: dict[str, str] = {}
    if _KEPT.exists() and "--anew" not in arguments:
        kept = json.loads(_KEPT.read_text(encoding="utf-8"))
    for judge in (verdicts,) if "--quick" in arguments else (verdicts, tested):
        waiting = [
            each
            for each in mutants
            if not kept.get(key_of(each)) and not (key_of(each) in kept and report.reason_for(each))
        ]
        for count, (mutant, verdict) in enumerate(judge(waiting), start=1):
            kept[key_of(mutant)] = verdict
            if count % _SAVED_EVERY == 0:
                _save(kept)
                sys.stdout.write(f"{judge.__name__}: {count} of {len(waiting)}\n")
                sys.stdout.flush()
        _save(kept)
    outcome = [(each, kept[key_of(each)]) for each in mutants]
    (ROOT / "docs" / "mutants.md").write_text(report.written(outcome), encoding="utf-8")
    unexplained = [each for each, verdict in outcome if not verdict and not report.reason_for(each)]
    for each in unexplained:
        sys.stdout.write(f"not noticed: {each.name}\n")
    sys.stdout.write(f"{len(mutants)} mutants, {len(unexplained)} neither noticed nor explained\n")
    return 1 if unexplained else 0


def _save(kept: dict[str, str]) -> None:
    _KEPT.parent.mkdir(exist_ok=True)
    _KEPT.write_text(json.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
