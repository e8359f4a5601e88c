"""A local procedure adds to the one it extends, and can take nothing away."""

from pathlib import Path

import pytest

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess, verdict
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Procedure, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.library import Library
from desktop_app.procedures.loader import load_procedure
from desktop_app.runtime import paths
from tests.procedures.desk import SATURDAY
from tests.procedures.westmarsh import HEAD, LIBRARY, faults, local, rule

IMAGE_RULE = """
[[rule]]
id = "every-image"
agencies = ["police"]
strength = "must"
when = { kind = ["nudes-shared", "bullying"] }
when_switched_off = { any = [{ kind = ["bullying"] }, { all = [
    { kind = ["nudes-shared"] }, { not_no = "adult-involved" } ] }] }
switch = "Images shared by children in which no adult is involved."
text = "Westmarsh asks for every image."
source = "westmarsh-one"
"""


def loaded(folder: Path) -> Procedure:
    return load_procedure(folder, LIBRARY.catalogue, LIBRARY.base)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return LIBRARY.catalogue


def test_a_procedure_of_one_file_is_the_one_it_extends(tmp_path: Path) -> None:
    found, base = loaded(local(tmp_path)), LIBRARY.get("ukcis-2024", "1")
    assert found.extends == "ukcis-2024@1"
    assert found.base is base
    assert (found.criteria, found.referral, found.duties) == (
        base.criteria,
        base.referral,
        base.duties,
    )
    assert found.digest != base.digest


@pytest.mark.parametrize(
    ("when", "because"),
    [
        ('{ kind_beyond = ["bullying"] }', ("kind:harmful-sites",)),
        (
            '{ all = [{ kind = ["bullying"] }, { kind = ["harmful-sites"] }] }',
            ("kind:bullying", "kind:harmful-sites"),
        ),
    ],
)
def test_the_kinds_that_bring_a_rule_are_its_reasons(
    tmp_path: Path, catalogue: Catalogue, when: str, because: tuple[str, ...]
) -> None:
    found = loaded(local(tmp_path, referral=rule("own", when)))
    all_no = dict.fromkeys(catalogue.bit, Answer.NO)
    facts = Facts(("bullying", "harmful-sites"), all_no, SATURDAY)
    assert assess(found, catalogue, facts).refer_to[0].because == because


def test_a_rule_of_its_own_adds_to_the_base(tmp_path: Path, catalogue: Catalogue) -> None:
    found = loaded(local(tmp_path, referral=IMAGE_RULE))
    all_no = dict.fromkeys(catalogue.bit, Answer.NO)
    facts = Facts(("nudes-shared",), all_no, SATURDAY)
    assert verdict(found, catalogue, facts).refer_to == {"police": Strength.MUST}
    off = found.switched_off({"every-image", "criteria"})
    assert off.switched == ("every-image",)
    assert verdict(off, catalogue, facts).refer_to == {}
    unknown = Facts(("nudes-shared",), all_no | {"adult-involved": Answer.NOT_KNOWN}, SATURDAY)
    assert verdict(off, catalogue, unknown).refer_to == {"police": Strength.MUST}
    assert assess(off, catalogue, unknown).switched_off == ("every-image",)


def test_words_and_clocks_of_the_same_id_are_sharpened(tmp_path: Path) -> None:
    duties = """
[[duty]]
id = "viewing-record"
owner = "school"
when = { kind = ["bullying"] }
text = "Write it down on Westmarsh's own sheet."
source = "westmarsh-one"
today = "The sheet is on the partnership's site."
today_source = "westmarsh-one"
"""
    family = "[text]\nask-first = 'In Westmarsh: ask the hub.'\n"
    topic = """
[[topic]]
id = "viewing"
[[topic.point]]
id = "westmarsh"
text = "Westmarsh asks for two signatures."
source = "westmarsh-one"
"""
    found = loaded(local(tmp_path, duties=duties, family=family, guidance=topic))
    base = LIBRARY.get("ukcis-2024", "1")
    duty = next(each for each in found.duties if each.id == "viewing-record")
    assert duty.text.startswith("Write it down on Westmarsh")
    assert duty.today is not None
    assert duty.clock == next(each for each in base.duties if each.id == duty.id).clock
    assert [each.id for each in found.duties] == [each.id for each in base.duties]
    assert found.family_texts["ask-first"].startswith("In Westmarsh: ask the hub.\nAsk before")
    viewing = next(each for each in found.topics if each.id == "viewing")
    assert viewing.points[0].id == "westmarsh"
    assert len(viewing.points) > 1


WEAKENING = {
    "a rule that holds for less": (
        "referral",
        IMAGE_RULE.replace('"every-image"', '"upskirting"').split("when_switched_off")[0]
        + 'text = "x"\nsource = "westmarsh-one"\n',
        "referral.toml: rule[1].when",
        "takes-away",
    ),
    "a rule that is less firm": (
        "referral",
        (
            '[[rule]]\nid = "upskirting"\nagencies = ["police"]\nstrength = "and-or"\n'
            'text = "x"\nsource = "westmarsh-one"\n'
        ),
        "referral.toml: rule[1].strength",
        "weaker-than-base",
    ),
    "a rule that names others": (
        "referral",
        (
            '[[rule]]\nid = "upskirting"\nagencies = ["prevent"]\nstrength = "must"\n'
            'text = "x"\nsource = "westmarsh-one"\n'
        ),
        "referral.toml: rule[1].agencies",
        "takes-away",
    ),
    "a criterion that is met less often": (
        "criteria",
        (
            '[[criterion]]\nid = "coercion-or-capacity"\ntitle = "x"\nmeaning = "x"\n'
            'when = { any = ["blackmailed", "coerced", "groomed"] }\nsource = "westmarsh-one"\n'
        ),
        "criteria.toml: criterion[1].when",
        "takes-away",
    ),
    "a duty that falls due later": (
        "duties",
        (
            '[[duty]]\nid = "refer"\nowner = "school"\ndue = { working_days = 1 }\n'
            'text = "x"\nsource = "westmarsh-one"\n'
        ),
        "duties.toml: duty[1].due",
        "later-than-base",
    ),
    "a duty that is given to someone else": (
        "duties",
        ('[[duty]]\nid = "refer"\nowner = "police"\ntext = "x"\nsource = "westmarsh-one"\n'),
        "duties.toml: duty[1].owner",
        "takes-away",
    ),
    "a criterion that applies to fewer kinds": (
        "criteria",
        (
            '[[criterion]]\nid = "adult"\ntitle = "x"\nmeaning = "x"\nsource = "westmarsh-one"\n'
            'applies = { kind = ["nudes-shared"] }\n'
        ),
        "criteria.toml: criterion[1].applies",
        "takes-away",
    ),
    "a switch that leaves less than the base": (
        "referral",
        (
            '[[rule]]\nid = "upskirting"\nagencies = ["police"]\nstrength = "must"\n'
            'when_switched_off = { all = [{ kind = ["upskirting"] }, "severe"] }\nswitch = "x"\n'
            'text = "x"\nsource = "westmarsh-one"\n'
        ),
        "referral.toml: rule[1].when_switched_off",
        "takes-away",
    ),
    "a switch for more than the rule": (
        "referral",
        IMAGE_RULE.replace('{ kind = ["bullying"] }, {', '{ kind = ["extremism"] }, {'),
        "referral.toml: rule[1].when",
        "takes-away",
    ),
}


@pytest.mark.parametrize("slip", WEAKENING.values(), ids=WEAKENING)
def test_nothing_of_the_base_can_be_taken_away(
    tmp_path: Path, slip: tuple[str, str, str, str]
) -> None:
    file, text, where, problem = slip
    assert (where, problem) in faults(local(tmp_path, **{file: text}))


def test_only_a_procedure_that_is_there_can_be_extended(tmp_path: Path) -> None:
    folder = local(tmp_path)
    file = folder / "procedure.toml"
    file.write_text(HEAD.replace("@1", "@99"), encoding="utf-8")
    assert faults(folder) == [("procedure.toml: extends", "unknown-base")]
    file.write_text(HEAD.replace('"ukcis-2024@1"', "7"), encoding="utf-8")
    assert ("procedure.toml: extends", "not-a-base") in faults(folder)


def test_a_school_adds_its_own_and_a_bad_one_keeps_nobody_from_the_rest(tmp_path: Path) -> None:
    local(tmp_path, referral=IMAGE_RULE)
    bad = tmp_path / "broken" / "1"
    bad.mkdir(parents=True)
    (bad / "procedure.toml").write_text("id = 1", encoding="utf-8")
    taken = tmp_path / "ukcis-2024" / "7"
    taken.mkdir(parents=True)
    (taken / "procedure.toml").write_text(
        HEAD.replace('"westmarsh"', '"ukcis-2024"', 1).replace('"1"', '"7"', 1), encoding="utf-8"
    )
    library = Library(paths.resources_folder(), tmp_path)
    assert library.get("westmarsh").extends == "ukcis-2024@1"
    assert library.is_own("westmarsh")
    assert not library.is_own("ukcis-2024")
    assert "7" not in library.versions["ukcis-2024"]
    assert [folder.parent.name for folder, _ in library.own_faults] == ["broken", "ukcis-2024"]


def test_what_extends_itself_is_told_and_not_followed_for_ever(tmp_path: Path) -> None:
    folder = local(tmp_path)
    text = HEAD.replace("ukcis-2024@1", "westmarsh@1")
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    library = Library(paths.resources_folder(), tmp_path)
    assert [each.problem for _, found in library.own_faults for each in found] == ["unknown-base"]


def test_a_source_of_the_base_cannot_be_given_another_meaning(tmp_path: Path) -> None:
    head = '[[source]]\nid = "children-act"\ndocument = "Westmarsh"\nsection = "2"\n'
    assert faults(local(tmp_path, head=head)) == [("procedure.toml: source", "source-of-base")]


def test_the_nation_of_the_base_cannot_be_changed(tmp_path: Path) -> None:
    folder = local(tmp_path)
    text = HEAD.replace('nation = "england"', 'nation = "wales"')
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    assert faults(folder) == [("procedure.toml: nation", "other-nation")]


def test_the_pair_of_the_base_cannot_be_given_anew(tmp_path: Path) -> None:
    folder = local(tmp_path)
    text = HEAD.replace("[[source]]", 'pair = ["police", "lado"]\n[[source]]', 1)
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    assert faults(folder) == [("procedure.toml", "unknown-key")]


@pytest.mark.parametrize("key", ["title", "area", "publisher"])
def test_what_stands_in_a_list_is_one_line(tmp_path: Path, key: str) -> None:
    folder = local(tmp_path)
    text = HEAD.replace(f'{key} = "Westmarsh"', f'{key} = "West\\nmarsh"')
    (folder / "procedure.toml").write_text(text, encoding="utf-8")
    assert faults(folder) == [(f"procedure.toml: {key}", "not-one-line")]


def test_only_rules_that_there_are_can_be_named(tmp_path: Path) -> None:
    advice = (
        '[[advice]]\nid = "own"\nwhen = {{ only_rules = ["{0}"] }}\ntext = "x"\n'
        'source = "westmarsh-one"\n'
    )
    assert faults(local(tmp_path, advice=advice.format("every-picture"))) == [
        ("advice.toml: advice[1].when", "unknown-rule")
    ]
    assert faults(local(tmp_path, advice=advice.format("significant-harm"))) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('role = "front-door"\nhours = "Mon-Fri nine to five"', "not-hours"),
        ('role = "somebody"', "unknown-word"),
    ],
)
def test_a_contact_has_a_role_and_hours_that_can_be_read(
    tmp_path: Path, line: str, fault: str
) -> None:
    contact = f'[[contact]]\n{line}\nname = "Hub"\nsource = "westmarsh-one"\n'
    assert [problem for _, problem in faults(local(tmp_path, contacts=contact))] == [fault]
