"""Conditions as a procedure writes them in TOML, turned into `domain.conditions`.

A text is a question that must be answered yes. Anything else is a table with one form:

    "adult-involved"                                  the answer is yes
    { not_no = "suspect-close" }                      yes, or not known
    { criterion = "adult" }                           the criterion is met
    { criterion_not_ruled_out = "adult" }             met, or not known
    { outcome_at_least = "hold" }                     this outcome or a stronger one
    { kind = ["upskirting"] }                         the incident has one of these kinds
    { kind_beyond = ["bullying"] }                    it has a kind that is none of these
    { only_kinds = ["bullying"] }                     every kind is one of these
    { about_imagery = true }                          it has a kind that is about imagery
    { nation = "wales" }                              the procedure belongs to this nation
    { any = [...] }   { all = [...] }                 of the conditions listed

and, in the plain part of the language, which rules may not use:

    { answer = "adult-involved", is = ["no"] }        the answer is one of these
    { criterion_is = "adult", status = ["not-met"] }  the status is one of these
    { agency = "lado" }                               a rule that holds names this agency
    { tell_family = "ask-first" }                     this is what is said about the family
    { outcome = "hold" }                              this outcome and no other
    { aggravated = true }                             an aggravating feature is known
    { open_case = true }                              a child has a social worker
    { other_setting = true }                          someone goes to another school
    { other_area = true }                             people live in different councils' areas
    { only_rules = ["every-image"] }                  no other referral rule holds than these
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop_app.domain import conditions as c
from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import Condition
from desktop_app.domain.procedure import Outcome, TellFamily
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.table import Given

NATIONS = ("england", "wales")

KINDS_ONLY = frozenset(
    {"kind", "kind_beyond", "only_kinds", "about_imagery", "nation", "any", "all"}
)
ANSWERS = KINDS_ONLY | {"question", "not_no"}
RULES = ANSWERS | {"criterion", "criterion_not_ruled_out"}
FAMILY = RULES | {"outcome_at_least"}
PLAIN = frozenset(
    {
        "answer",
        "criterion_is",
        "agency",
        "tell_family",
        "outcome",
        "aggravated",
        "open_case",
        "other_setting",
        "other_area",
        "only_rules",
    }
)
EVERYTHING = FAMILY | PLAIN

_Word = TypeVar("_Word", bound=StrEnum)

Known = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Words:
    """The ids that a condition may name; none where the file that lists them could not be read."""

    questions: frozenset[str]
    kinds: frozenset[str]
    about_imagery: frozenset[str]
    criteria: Known = frozenset()
    agencies: Known = frozenset()
    rules: Known = frozenset()


def knows(known: Known, name: str) -> bool:
    """Say whether an id stands in the list; where there is no list, nothing is held against it."""
    return known is None or name in known


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one condition: `words` it may name, `forms` it may take, `faults` to note in."""

    words: Words
    forms: frozenset[str]
    faults: Faults

    def read(self, given: Given) -> Condition | None:
        """Give the condition, or none after noting what is wrong with it."""
        value = given.value
        if isinstance(value, str):
            return self._take("question", {"question": value}, given.where)
        if not isinstance(value, dict):
            self.faults.add(given.where, "not-a-condition")
            return None
        forms = [key for key in value if key in _FORMS and key != "question"]
        if len(forms) != 1:
            problem = "two-conditions" if forms else "not-a-condition"
            self.faults.add(given.where, problem, *(forms or map(str, value)))
            return None
        return self._take(forms[0], value, given.where)

    def _take(self, form: str, value: Mapping[str, object], where: str) -> Condition | None:
        if form not in self.forms:
            self.faults.add(where, "not-rising" if form in PLAIN else "not-here", form)
            return None
        allowed = {form, _SECOND_KEY.get(form, form)}
        for key in value.keys() - allowed:
            self.faults.add(where, "unknown-key", key)
        for key in allowed - value.keys():
            self.faults.add(where, "missing-key", key)
        return _FORMS[form](self, value, where)

    def name(self, value: object, known: Known, problem: str, where: str) -> str | None:
        """Give an id that is known, or none after noting `problem`."""
        if isinstance(value, str) and knows(known, value):
            return value
        about = [", ".join(sorted(known or ()))] if problem == "unknown-word" else []
        self.faults.add(where, problem, str(value), *about)
        return None

    def names(self, value: object, known: Known, problem: str, where: str) -> frozenset[str] | None:
        """Give a list of known ids as a set, or none after noting what is wrong."""
        if not isinstance(value, list):
            self.faults.add(where, "not-a-list")
            return None
        if not value:
            self.faults.add(where, "empty-list")
            return None
        found = [self.name(each, known, problem, where) for each in value]
        return None if None in found else frozenset(each for each in found if each is not None)

    def parts(self, value: object, where: str) -> tuple[Condition, ...] | None:
        """Give the conditions of an any or all, or none if one of them cannot be read."""
        if not isinstance(value, list):
            self.faults.add(where, "not-a-list")
            return None
        if not value:
            self.faults.add(where, "empty-list")
            return None
        parts = [
            self.read(Given(each, f"{where}[{place}]")) for place, each in enumerate(value, start=1)
        ]
        read = tuple(part for part in parts if part is not None)
        return read if len(read) == len(parts) else None


_Form = Callable[[Reader, Mapping[str, object], str], Condition | None]


def _one(
    form: str,
    make: Callable[[str], Condition],
    known: Callable[[Words], Known],
    problem: str,
) -> _Form:
    def read(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
        name = reader.name(value[form], known(reader.words), problem, where)
        return None if name is None else make(name)

    return read


def _kinds(form: str, make: Callable[[frozenset[str]], Condition]) -> _Form:
    def read(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
        names = reader.names(value[form], reader.words.kinds, "unknown-kind", where)
        return None if names is None else make(names)

    return read


def _group(form: str, make: Callable[[tuple[Condition, ...]], Condition]) -> _Form:
    def read(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
        parts = reader.parts(value[form], f"{where}.{form}")
        return None if parts is None else make(parts)

    return read


def _rules(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
    names = reader.names(value["only_rules"], reader.words.rules, "unknown-rule", where)
    return None if names is None else c.OnlyRules(names)


def _true(form: str, make: Callable[[Words], Condition]) -> _Form:
    def read(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
        if value[form] is True:
            return make(reader.words)
        reader.faults.add(where, "only-true", form)
        return None

    return read


def _answer(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
    name = reader.name(value["answer"], reader.words.questions, "unknown-question", where)
    if "is" not in value:
        return None
    among = reader.names(value["is"], _values(Answer), "unknown-word", where)
    if name is None or among is None:
        return None
    return c.AnswerIs(name, frozenset(Answer(each) for each in among))


def _criterion_is(reader: Reader, value: Mapping[str, object], where: str) -> Condition | None:
    name = reader.name(value["criterion_is"], reader.words.criteria, "unknown-criterion", where)
    if "status" not in value:
        return None
    among = reader.names(value["status"], _values(Status), "unknown-word", where)
    if name is None or among is None:
        return None
    return c.CriterionIs(name, frozenset(Status(each) for each in among))


def _values(words: type[_Word]) -> frozenset[str]:
    return frozenset(each.value for each in words)


def _questions(words: Words) -> frozenset[str]:
    return words.questions


def _criteria(words: Words) -> Known:
    return words.criteria


def _agencies(words: Words) -> Known:
    return words.agencies


def _outcomes(_: Words) -> frozenset[str]:
    return _values(Outcome)


def _levels(_: Words) -> frozenset[str]:
    return _values(TellFamily)


def _nations(_: Words) -> frozenset[str]:
    return frozenset(NATIONS)


_SECOND_KEY = {"answer": "is", "criterion_is": "status"}

_FORMS: dict[str, _Form] = {
    "question": _one("question", c.Yes, _questions, "unknown-question"),
    "not_no": _one("not_no", c.NotNo, _questions, "unknown-question"),
    "criterion": _one("criterion", c.CriterionMet, _criteria, "unknown-criterion"),
    "criterion_not_ruled_out": _one(
        "criterion_not_ruled_out", c.CriterionNotRuledOut, _criteria, "unknown-criterion"
    ),
    "outcome_at_least": _one("outcome_at_least", c.OutcomeAtLeast, _outcomes, "unknown-word"),
    "kind": _kinds("kind", c.AnyKind),
    "kind_beyond": _kinds("kind_beyond", c.KindBeyond),
    "only_kinds": _kinds("only_kinds", c.OnlyKinds),
    "about_imagery": _true("about_imagery", lambda words: c.AnyKind(words.about_imagery)),
    "nation": _one("nation", c.NationIs, _nations, "unknown-word"),
    "any": _group("any", c.AnyOf),
    "all": _group("all", c.AllOf),
    "answer": _answer,
    "criterion_is": _criterion_is,
    "agency": _one("agency", c.AgencyNamed, _agencies, "unknown-agency"),
    "tell_family": _one("tell_family", c.TellFamilyIs, _levels, "unknown-word"),
    "outcome": _one("outcome", c.OutcomeIs, _outcomes, "unknown-word"),
    "aggravated": _true("aggravated", lambda _: c.Aggravated()),
    "open_case": _true("open_case", lambda _: c.OpenCase()),
    "other_setting": _true("other_setting", lambda _: c.OtherSetting()),
    "other_area": _true("other_area", lambda _: c.OtherArea()),
    "only_rules": _rules,
}
