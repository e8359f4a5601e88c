"""Practice incidents drawn from the data: names, days and times filled in from a seed."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import verdict
from desktop_app.domain.decision import Decision
from desktop_app.domain.facts import Facts
from desktop_app.domain.flow import applicable
from desktop_app.domain.procedure import Outcome, Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.vaults import FIRST_USER

_YEAR = 365.25
_INSTEAD = {"childrens-social-care": "social-services", "lado": "designated-officer"}
_ASKED_INSTEAD = {"significant-harm": "child-at-risk"}
_CALLED = {
    "england": {
        "lead": "safeguarding lead",
        "front_door": "Children's social care where the pupil lives, {town}: front door, "
        "out of hours team after 17:00",
    },
    "wales": {
        "lead": "safeguarding person",
        "front_door": "Social services of the authority where it happened, {town}: "
        "emergency duty team after 17:00",
    },
}


@dataclass(frozen=True, slots=True)
class Names:
    """Invented names and places."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    schools: tuple[str, ...]
    towns: tuple[str, ...]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """What every practice incident is drawn from; `cast` are the school's own people."""

    catalogue: Catalogue
    procedure: Procedure
    names: Names
    draw: random.Random
    cast: Mapping[str, str]
    common: Mapping[str, str]


def practice_cases(
    library: Library, procedure: str, *, number: int, seed: int, now: datetime
) -> Iterator[dict[str, Any]]:
    """Give `number` invented incidents, each an object of contract section 4.

    `procedure` is the id of the one whose questions are answered; raises ProcedureUnknownError
    for one that the library lacks. The same seed gives the same incidents; the first fourteen reach every kind and outcome. Times
    lie in the days before `now`. Those that must be sealed name the first user as their reader.
    """
    resources = resources_folder()
    templates = tomllib.loads((resources / "practice.toml").read_text(encoding="utf-8"))
    people = tomllib.loads((resources / "people.toml").read_text(encoding="utf-8"))
    names = Names(**{name: tuple(words) for name, words in people.items()})
    draw = random.Random(seed)  # noqa: S311  # it draws invented names, not secrets
    stage = Stage(
        library.catalogue,
        library.get(procedure),
        names,
        draw,
        _school_cast(draw, names),
        templates["common"],
    )
    last_home_time = _last_home_time(now)
    for place in range(number):
        weeks_back, which = divmod(place, len(templates["incident"]))
        template = templates["incident"][which]
        aware = last_home_time - timedelta(days=template["days_ago"] + 7 * weeks_back)
        yield _case(template, stage, aware)


def _last_home_time(now: datetime) -> datetime:
    """Give the last time before `now` at which a school day ends: when most is reported."""
    today = now.replace(hour=15, minute=35, second=0, microsecond=0)
    return today if today < now - timedelta(hours=2) else today - timedelta(days=1)


def _school_cast(draw: random.Random, names: Names) -> dict[str, str]:
    cast = {role: _name(draw, names) for role in ("dsl", "deputy", "head", "colleague")}
    return cast | {"school": draw.choice(names.schools)}


def _name(draw: random.Random, names: Names) -> str:
    return f"{draw.choice(names.first)} {draw.choice(names.last)}"


def _case(template: Mapping[str, Any], stage: Stage, aware: datetime) -> dict[str, Any]:
    words = dict(stage.cast)
    words["town"] = stage.draw.choice(stage.names.towns)
    words["street"] = stage.draw.choice(stage.names.streets)
    words |= _fill(_CALLED[stage.procedure.nation], words)
    for person in template["people"]:
        words[person["key"]] = person.get("unnamed") or _name(stage.draw, stage.names)
    filled = _fill(template, words)
    case: dict[str, Any] = {
        "kinds": filled["kinds"],
        "aware_at": _minutes(aware),
        "occurred_at": aware.date().isoformat(),
        "answers": _answers(filled, stage, aware.date()),
        "details": _fill(stage.common, words) | filled.get("details", {}),
        "people": [
            _person(each, draw=stage.draw, words=words, on=aware.date())
            for each in filled["people"]
        ],
    }
    for name in ("narrative", "came_to_light", "reported_by", "platforms", "how"):
        if name in filled:
            case[name] = filled[name]
    for name in ("contacts", "actions", "seen_by_staff"):
        case[name] = [
            {"at": _minutes(aware + timedelta(minutes=20)), **_local(each, stage)}
            for each in filled.get(name, [])
        ]
    if filled.get("sealed"):
        case["sealed_to"] = [FIRST_USER]
    if "decision" in filled and _is_open(filled["decision"]["decision"], case, stage):
        case["decision"] = _decision(filled["decision"], aware)
        case["sign_off"] = {"at": _minutes(aware + timedelta(minutes=80)), **filled["sign_off"]}
    elif "decision" in filled:  # it is to be referred: nobody was told, and nothing settled yet
        case["details"].pop("parents_told", None)
        case["actions"] = []
    return case


def _local(row: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    """Give a row with the agency that the nation has in place of England's."""
    agency = row.get("agency", "")
    known = {each.id for each in stage.procedure.agencies}
    if agency in known or agency not in _INSTEAD:
        return dict(row)
    return {**row, "agency": _INSTEAD[agency]}


def _person(
    template: Mapping[str, Any], *, draw: random.Random, words: Mapping[str, str], on: date
) -> dict[str, Any]:
    person: dict[str, Any] = {"role": template["role"], "name": words[template["key"]]}
    for name in ("year_group", "status", "social_worker", "details"):
        if name in template:
            person[name] = template[name]
    if "age" in template:
        days = template["age"] * _YEAR + 20 + draw.randrange(300)
        person["born"] = (on - timedelta(days=int(days))).isoformat()
    if "year_group" in template:
        person["school"] = words["school"]
    if template.get("lives"):
        person["lives_in"] = words["town"]
    return person


def _answers(template: Mapping[str, Any], stage: Stage, day: date) -> dict[str, str]:
    """Give the template's answers and, where it answers all, one to each question that applies."""
    wales = stage.procedure.nation == "wales"
    given: dict[str, str] = {
        (_ASKED_INSTEAD.get(name, name) if wales else name): answer
        for name, answer in template["answers"].items()
    }
    everything = template.get("answers_all")
    if not everything:
        return given
    answers = dict.fromkeys(stage.catalogue.bit, everything) | given
    facts = Facts(
        tuple(template["kinds"]), {name: Answer(each) for name, each in answers.items()}, day
    )
    asked = applicable(stage.procedure, stage.catalogue, facts)
    return {name: each for name, each in answers.items() if name in given or name in asked}


def _is_open(decision: str, case: Mapping[str, Any], stage: Stage) -> bool:
    """Say whether a decision can be taken: a local procedure may require what this one spares."""
    answers = {name: Answer(each) for name, each in case["answers"].items()}
    facts = Facts(tuple(case["kinds"]), answers, date.fromisoformat(case["occurred_at"]))
    outcome = verdict(stage.procedure, stage.catalogue, facts).outcome
    return decision == Decision.REFER or outcome is not Outcome.REFER_TODAY


def _decision(template: Mapping[str, Any], aware: datetime) -> dict[str, Any]:
    decision = {name: value for name, value in template.items() if name != "review_in_days"}
    decision["at"] = _minutes(aware + timedelta(minutes=70))
    review = aware.date() + timedelta(days=template["review_in_days"])
    decision["review_on"] = review.isoformat()
    if "consulted" in decision:
        decision["consulted"] = decision["consulted"] | {
            "at": _minutes(aware + timedelta(minutes=50))
        }
    return decision


def _fill(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401  # any value TOML can hold
    if isinstance(value, str):
        for key, word in words.items():
            value = value.replace("{" + key + "}", word)
        return value
    if isinstance(value, Mapping):
        return {name: _fill(each, words) for name, each in value.items()}
    if isinstance(value, list):
        return [_fill(each, words) for each in value]
    return value


def _minutes(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
