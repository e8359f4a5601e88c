"""The matrix of role by verb: complete, as it was typed by hand, and held in every cell."""

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from desktop_app import services
from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.errors import BadInputError
from desktop_app.domain.guidance import CheckItem
from desktop_app.domain.roles import Role
from desktop_app.domain.source import Source
from desktop_app.domain.trust_errors import RoleRefusedError
from desktop_app.services import casework, checklists, drafts, exports, incidents, rights
from desktop_app.services.exports import Export
from desktop_app.services.sessions import Session
from tests.builders_staff import NOW, Staff, record, staff_of
from tests.roles_page import PAGE, as_it_should_be

COLUMNS: Final = (Role.DSL, Role.DEPUTY, Role.HEAD)
LEADS_TO_A_VAULT: Final = re.compile(r"\b(\w*Session|Vault)\b")
COLLEAGUE: Final = {"kinds": ["colleague-concern"], "sealed_to": ["DSL", "deputy", "head"]}
IMPORTED: Final = [
    importlib.import_module(each.name)
    for each in pkgutil.iter_modules(services.__path__, f"{services.__name__}.")
]


def expected() -> dict[str, dict[Role, str]]:
    """Read the matrix as it was typed by hand."""
    text = Path(__file__).with_name("roles.toml").read_text(encoding="utf-8")
    rows = [row for table in tomllib.loads(text).values() for row in table.items()]
    assert len(rows) == len({name for name, _ in rows}), "a verb has two rows in roles.toml"
    return {name: dict(zip(COLUMNS, cells.split(), strict=True)) for name, cells in rows}


EXPECTED: Final = expected()


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in IMPORTED:
        short = module.__name__.rsplit(".", 1)[-1]
        for name, found in vars(module).items():
            is_own = getattr(found, "__module__", "") == module.__name__
            if inspect.isfunction(found) and is_own and not name.startswith("_"):
                yield f"{short}.{name}", found


def is_verb(function: Callable[..., Any]) -> bool:
    """Say whether the first thing that a function takes leads to an open vault."""
    first = next(iter(inspect.signature(function).parameters.values()), None)
    kind = getattr(first and first.annotation, "__name__", str(first and first.annotation))
    return bool(LEADS_TO_A_VAULT.search(kind))


def takes_a_vault_later(function: Callable[..., Any]) -> bool:
    """Say whether a function takes an open vault anywhere but first, where nobody is asked."""
    others = list(inspect.signature(function).parameters.values())[1:]
    kinds = [getattr(each.annotation, "__name__", str(each.annotation)) for each in others]
    return any(LEADS_TO_A_VAULT.search(kind) for kind in kinds)


VERBS: Final = sorted(name for name, function in public_functions() if is_verb(function))


def test_every_verb_carries_the_decorator_and_has_its_row() -> None:
    bare = [each for each in VERBS if each not in rights.MATRIX]
    assert not bare, f"decorate with @verb(...) of services.rights: {', '.join(bare)}"
    unlisted = sorted(_of_services() - EXPECTED.keys())
    assert not unlisted, f"give a row in tests/services/roles.toml to: {', '.join(unlisted)}"


def test_a_vault_is_the_first_thing_that_a_verb_takes() -> None:
    hidden = [name for name, function in public_functions() if takes_a_vault_later(function)]
    assert not hidden, f"take the session or vault first, so that it can be asked: {hidden}"


def test_every_row_is_of_a_verb_that_is_there() -> None:
    gone = sorted(EXPECTED.keys() - _of_services())
    assert not gone, f"no verb has this name any more; take it out of roles.toml: {', '.join(gone)}"
    assert {each for cells in EXPECTED.values() for each in cells.values()} == {"yes", "own", "no"}


def _of_services() -> set[str]:
    return {name for name in rights.MATRIX if not name.startswith("test_")}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_a_verb_says_of_itself_is_what_was_typed_by_hand(name: str) -> None:
    row = rights.MATRIX[name]
    cells = EXPECTED[name]
    assert row.roles == {role for role, cell in cells.items() if cell == "yes"}
    assert row.colleagues_only == {role for role, cell in cells.items() if cell == "own"}
    assert Role.ADMINISTRATOR not in row.roles | row.colleagues_only


class ReachedError(Exception):
    """A verb went past the question who may call it."""


@dataclass
class Person:
    office: str


class StandIn:
    """Answers who is there, and nothing else: whatever a verb asks for besides is an alarm."""

    def __init__(self, office: str) -> None:
        self.user = Person(office)

    @property
    def vault(self) -> "StandIn":
        return self

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever is asked for
        raise ReachedError(name)


def functions() -> dict[str, Callable[..., Any]]:
    return dict(public_functions())


def call(name: str, office: str) -> object:
    """Call a verb with a stand-in, and with nothing for everything else that it takes."""
    function = functions()[name]
    first, *others = inspect.signature(function).parameters.values()
    assert first.kind is not inspect.Parameter.KEYWORD_ONLY
    given = [None for each in others if each.kind is each.POSITIONAL_OR_KEYWORD]
    named = {each.name: None for each in others if each.kind is each.KEYWORD_ONLY}
    return function(StandIn(office), *given, **named)


def refusal(name: str, role: Role) -> RoleRefusedError | None:
    """Give how a role is refused a verb; None where it is let in, whatever comes of it then."""
    try:
        call(name, role)
    except RoleRefusedError as refused:
        return refused
    except Exception:  # noqa: BLE001  # the verb itself, with nothing to work on
        return None
    return None


@pytest.mark.parametrize(
    ("name", "role"), [(name, role) for name in sorted(EXPECTED) for role in Role]
)
def test_a_role_that_may_not_is_refused_before_anything_is_touched(name: str, role: Role) -> None:
    cell, refused = EXPECTED[name].get(role, "no"), refusal(name, role)
    if cell == "no":
        assert refused is not None, f"{role} may not call {name}"
        assert (refused.verb, refused.office) == (name, role)
    else:
        assert refused is None or cell == "own", f"{role} may call {name}"


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    return staff_of(tmp_path_factory.mktemp("roles"))


SOURCE: Final = Source("A procedure", "1", recalled=False, label="A procedure, 1")
ITEM: Final = CheckItem(id="told", text="The officer was told.", source=SOURCE)
REFER: Final = {"decision": "refer", "reason": "They may be at risk."}
SIGNED: Final = {"result": "signed", "name": "A Chair", "role": "Chair of governors"}


def draft_about(session: Session, kinds: list[str]) -> Draft:
    draft = drafts.note_on(session, "")
    draft.record |= {"kinds": kinds, "aware_at": "2026-11-20T09:15"}
    if kinds == COLLEAGUE["kinds"]:
        draft.record["sealed_to"] = ["head"]
    return draft


def recorded_json(session: Session, kinds: list[str]) -> str:
    sealed = ', "sealed_to": ["head"]' if kinds == COLLEAGUE["kinds"] else ""
    data = f'{{"kinds": ["{kinds[0]}"], "aware_at": "2026-11-20T09:15"{sealed}}}'.encode()
    vault, library = session.vault, session.library
    return incidents.record_json(vault, library, data, source="a test", at=NOW)


def exported(session: Session, reference: str, folder: Path) -> object:
    wanted = Export("incident", reference)
    to = folder / "a.pdf"
    return exports.export(session.vault, session.library, wanted, to=to, at=NOW)


def printed(session: Session, reference: str) -> object:
    wanted = Export("incident", reference)
    drawing = exports.prepare(session.vault, session.library, wanted, at=NOW)
    return exports.note_printed(session.vault, drawing, exports.drawn(drawing), at=NOW)


# How each verb is called that a head teacher may call for a concern about a colleague alone: with
# an incident (its reference, and its kinds for those that begin one), and a folder.
Call = Callable[[Session, str, list[str], Path], object]
CALLS: Final[dict[str, Call]] = {
    "casework.add_action": lambda s, r, _k, _f: casework.add_action(s, r, "Locked away.", ""),
    "casework.answer": lambda s, r, _k, _f: casework.answer(s, r, {"coerced": "yes"}, {}),
    "casework.decide": lambda s, r, _k, _f: casework.decide(s, r, REFER),
    "casework.decide_after_review": lambda s, r, _k, _f: casework.decide_after_review(
        s, r, REFER, {}
    ),
    "casework.mark_done": lambda s, r, _k, _f: casework.mark_done(s, r, "refer"),
    "casework.note_call": lambda s, r, _k, _f: casework.note_call(s, r, {"agency": "police"}),
    "casework.sign_off": lambda s, r, _k, _f: casework.sign_off(s, r, SIGNED),
    "checklists.tick": lambda s, r, _k, _f: checklists.tick(s, r, ITEM),
    "drafts.begin": lambda s, _r, k, _f: drafts.begin(
        s, Way.TIME, about_staff=k == COLLEAGUE["kinds"]
    ),
    "drafts.finish": lambda s, _r, k, _f: drafts.finish(s, draft_about(s, k)),
    "drafts.start": lambda s, _r, k, _f: drafts.start(
        s, Way.TIME, about_staff=k == COLLEAGUE["kinds"]
    ),
    "exports.export": lambda s, r, _k, f: exported(s, r, f),
    "exports.note_printed": lambda s, r, _k, _f: printed(s, r),
    "incidents.record": lambda s, _r, k, _f: record(
        s, kinds=k, **({"sealed_to": ["head"]} if k == COLLEAGUE["kinds"] else {})
    ),
    "incidents.record_json": lambda s, _r, k, _f: recorded_json(s, k),
}
OWN: Final = sorted(name for name, cells in EXPECTED.items() if cells[Role.HEAD] == "own")


def test_every_verb_that_asks_what_it_is_about_can_be_called_here() -> None:
    missing = sorted(set(OWN) - CALLS.keys())
    assert not missing, f"say in CALLS of {Path(__file__).name} how to call: {', '.join(missing)}"


def called(name: str, session: Session, *, about_colleague: bool, folder: Path) -> object:
    """Call a verb for real, on an incident of the asked kind that the lead recorded."""
    kinds = COLLEAGUE["kinds"] if about_colleague else ["nudes-shared"]
    reference = next(
        row.reference
        for row in session.vault.rows(session.vault.numbers())
        if (list(row.kinds) == COLLEAGUE["kinds"]) is about_colleague
    )
    return CALLS[name](session, reference, kinds, folder)


@pytest.fixture(scope="module")
def busy(staff: Staff) -> Staff:
    """Give the vault with an incident of each sort: ordinary, and about a colleague."""
    with staff.session(Role.DSL) as lead:
        record(lead)
        record(lead, **COLLEAGUE)
    return staff


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("role", COLUMNS)
def test_a_head_teacher_acts_on_concerns_about_colleagues_and_on_nothing_else(
    busy: Staff, name: str, role: Role, tmp_path: Path
) -> None:
    with busy.session(role) as session:
        nothing_to_sign = name == "casework.sign_off"
        with pytest.raises(BadInputError) if nothing_to_sign else nullcontext():
            called(name, session, about_colleague=True, folder=tmp_path)
        before = session.vault.head()
        if role is not Role.HEAD:
            return
        with pytest.raises(RoleRefusedError) as raised:
            called(name, session, about_colleague=False, folder=tmp_path)
        assert (raised.value.verb, raised.value.office) == (name, Role.HEAD)
        assert session.vault.head() == before


def test_a_verb_without_the_decorator_would_be_found() -> None:
    def bare(session: Session, reference: str) -> str:
        return f"{session}{reference}"

    def pure(reference: str, session: Session) -> str:
        return f"{session}{reference}"

    assert is_verb(bare)
    assert not is_verb(pure)


def test_the_page_about_roles_prints_the_matrix_as_it_is() -> None:
    is_so = PAGE.read_text(encoding="utf-8") == as_it_should_be()
    assert is_so, "docs/roles.md is behind roles.toml; run: python -m tests.roles_page"
