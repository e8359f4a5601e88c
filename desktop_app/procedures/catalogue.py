"""The catalogue of questions and kinds: `questions.toml` in, `domain.questions.Catalogue` out."""

from pathlib import Path

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import ALWAYS, Condition
from desktop_app.domain.errors import ProcedureFaultyError
from desktop_app.domain.kinds import Kind
from desktop_app.domain.questions import AnswerForm, Catalogue, Question
from desktop_app.procedures.conditions import ANSWERS, Reader, Words
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.table import Table, note_repeats, take_word
from desktop_app.procedures.toml_file import parse_toml

_MOST_EFFORT = 2


def load_catalogue(path: Path) -> Catalogue:
    """Read the catalogue; raise `ProcedureFaultyError` with every fault in it at once."""
    faults = Faults()
    catalogue = read_catalogue(path.read_bytes(), path.name, faults)
    if catalogue is None:
        raise ProcedureFaultyError(faults.found(), source=path.name)
    return catalogue


def read_catalogue(raw: bytes, name: str, faults: Faults) -> Catalogue | None:
    """Give the catalogue that the bytes say, or none after noting every fault."""
    data = parse_toml(raw, name, faults)
    if data is None:
        return None
    file = Table(data, name, faults)
    matters = [_matter(each) for each in file.tables("matter")]
    kinds = tuple(_kind(each) for each in file.tables("kind"))
    tables = file.tables("question")
    file.close()
    ids = [each.name("id") for each in tables]
    words = Words(
        questions=frozenset(ids) - {""},
        kinds=frozenset(each.id for each in kinds),
        about_imagery=frozenset(each.id for each in kinds if each.about_imagery),
    )
    reader = Reader(words, ANSWERS, faults)
    questions = tuple(_question(*each, reader) for each in zip(ids, tables, strict=True))
    known_matters = [each for each, _ in matters]
    note_repeats(f"{name}: matter", known_matters, faults)
    note_repeats(f"{name}: kind", [each.id for each in kinds], faults)
    note_repeats(f"{name}: question", ids, faults)
    _note_unknown(name, kinds, questions, frozenset(known_matters), faults)
    return None if len(faults) else Catalogue(questions, kinds, dict(matters))


def _matter(table: Table) -> tuple[str, str]:
    matter = (table.name("id"), table.text("title"))
    table.close()
    return matter


def _kind(table: Table) -> Kind:
    kind = Kind(
        id=table.name("id"),
        title=table.text("title"),
        meaning=table.text("meaning"),
        implies=table.names("implies", optional=True),
        about_imagery=table.flag("about_imagery"),
        sealed=table.flag("sealed"),
    )
    table.close()
    return kind


def _question(name: str, table: Table, reader: Reader) -> Question:
    form = AnswerForm.YES_NO
    if table.has("form"):
        form = take_word(table, "form", AnswerForm) or form
    question = Question(
        id=name,
        asks=table.text("asks"),
        help=table.text("help"),
        matter=table.name("matter"),
        applies=_applies(table, reader),
        form=form,
        choices=table.names("choices", optional=form is AnswerForm.YES_NO),
        implied_by=table.names("implied_by", optional=True),
        aggravates_when=_aggravates_when(table),
        effort=table.number("effort", low=0, high=_MOST_EFFORT, default=_MOST_EFFORT),
    )
    table.close()
    return question


def _applies(table: Table, reader: Reader) -> Condition:
    """Give when the question is asked: always, where the key is left out."""
    given = table.take("applies", optional=True)
    return ALWAYS if given is None else reader.read(given) or ALWAYS


def _aggravates_when(table: Table) -> Answer | None:
    if not table.has("aggravates_when"):
        return None
    answer = take_word(table, "aggravates_when", Answer)
    if answer is Answer.NOT_KNOWN:
        table.faults.add(table.place("aggravates_when"), "unknown-word", answer, "yes, no")
        return None
    return answer


def _note_unknown(
    name: str,
    kinds: tuple[Kind, ...],
    questions: tuple[Question, ...],
    matters: frozenset[str],
    faults: Faults,
) -> None:
    """Note every matter and question that is named but does not stand in the catalogue."""
    known = {each.id for each in questions}
    for place, kind in enumerate(kinds, start=1):
        for each in kind.implies:
            if each not in known:
                faults.add(f"{name}: kind[{place}].implies", "unknown-question", each)
    for place, question in enumerate(questions, start=1):
        where = f"{name}: question[{place}]"
        if question.matter not in matters:
            faults.add(f"{where}.matter", "unknown-matter", question.matter)
        for each in question.implied_by:
            if each not in known:
                faults.add(f"{where}.implied_by", "unknown-question", each)
