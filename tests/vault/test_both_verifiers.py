"""Both verifiers on one log after another, each with a single thing changed: they must agree.

The log left a real vault: several users, somebody who left, a sealed incident, a countersignature,
and the paper key used and renewed. It is changed as a file, and also as by somebody who holds every
key there is, who can make all hashes and signatures fit again: the rules alone are in the way then.
"""

import copy
import json
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.domain.events.keeping import LogCountersigned
from desktop_app.services.checking_now import Anchored, anchored_in
from desktop_app.vault import canon, envelope, keyfile, people_keys, recovering, signers
from desktop_app.vault.envelope import Stored
from desktop_app.vault.head import Head
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault, unlock
from desktop_app.vault.verification import Finding, verify_log
from tests.log_builders import stand_alone
from tests.vault_builders import AT, PASSWORD, THEIRS, answers, fill, fresh_id, let_in

NEW: Final = "five other plain words here"
CASES: Final = 200
VERIFIER: Final = stand_alone()
FAULTY: Final = (KeyError, ValueError, TypeError, AttributeError, IndexError)
Said = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A log as it left its vault, every key that ever signed in it by short name, and the paper's."""

    exported: Said
    keys: dict[str, Ed25519PrivateKey]
    paper: Ed25519PrivateKey


@dataclass
class Entry:
    """An entry, taken apart to be changed. `spell` has the last word on how its envelope reads."""

    said: Said
    content: str
    salt: bytes
    signed: bool
    spell: Callable[[str], str] = field(default=str)


# --- the log ---


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = tmp_path_factory.mktemp("both") / "school.sgv"
    vault, rows = create_vault(path, password=PASSWORD, at=AT, name="Canary", cost=FLOOR)
    with closing(vault):
        for sign_in, office in (("HT", "head"), ("DP", "deputy"), ("LV", "dsl")):
            let_in(vault, sign_in, office)
        fill(vault, incidents=1)
    people = [unlock(path, password=PASSWORD, sign_in="DSL").keys]
    people += [unlock(path, password=THEIRS, sign_in=who).keys for who in ("HT", "DP", "LV")]
    with closing(open_vault(path, password=THEIRS, sign_in="HT")) as vault:
        head = vault.head()
        vault.append([LogCountersigned(head.position, head.hash)], incident=None, at=AT)
    with closing(open_vault(path, password=PASSWORD, sign_in="DSL")) as vault:
        leaver = next(each for each in vault.users() if each.sign_in == "LV")
        people_keys.remove_user(vault, leaver.id, reason="left", at=AT)
    recovered = recovering.unlock_with_recovery(path, rows.paper)
    vault, _ = recovering.recover(path, recovered, sign_in="DP", password=NEW, at=AT, cost=FLOOR)
    with closing(vault):
        vault.append(answers(("coerced", "no")), incident=fresh_id(), at=AT)
    people.append(unlock(path, password=NEW, sign_in="DP").keys)
    with closing(open_vault(path, password=PASSWORD, sign_in="DSL")) as vault:
        vault.append(answers(("coerced", "yes")), incident=fresh_id(), at=AT)
        exported = json.loads(vault.export_log(with_content=True, at=AT))
    keys = {envelope.key_id(each.signing_public): each.signing for each in people}
    return Made(exported, keys, keyfile.recovery_signing(recovered.printed_key))


# --- what each of the two says ---


def stored(row: Said) -> Stored:
    """Read one entry of the file as `docs/formats.md` has it."""
    if row.keys() != {"n", "event", "hash", "sig", "salt", "content"} or type(row["n"]) is not int:
        raise ValueError
    body = row["event"].encode()
    said = envelope.read(body)
    sig, salt = (None if row[name] is None else canon.hexed(row[name]) for name in ("sig", "salt"))
    content = None if row["content"] is None else row["content"].encode()
    if (salt is None) != (content is None):
        raise ValueError
    ident = said.id if said else ""
    return Stored(row["n"], ident, body, canon.hexed(row["hash"]), sig, salt, content)


def holds_for_us(text: str, lines: str) -> bool:
    exported = json.loads(text)
    try:
        rows = [stored(row) for row in exported["entries"]]
        head, shown = exported["head"], exported["with_content"]
        newest = {"entry": len(rows), "hash": rows[-1].hash.hex(), "line": head["line"]}
        hashes = {row.position: row.hash.hex() for row in rows}
        desk = SimpleNamespace(
            id=exported["vault"], hash_at=hashes.get, user=SimpleNamespace(office="dsl")
        )
        read = anchored_in(cast("Vault", desk), head["line"])
        named = head == newest and [(each.entry, each.says) for each in read] == [
            (len(rows), Anchored.HOLDS)
        ]
        anchors = anchored_in(cast("Vault", desk), lines)
        if (exported["format"], exported["v"]) != ("safeguarding-desk-log", 1):
            return False
    except FAULTY:
        return False
    left_out = {
        Finding("content-missing", row.position)
        for row in rows
        if shown is False and row.position > 1 and row.payload is None and not of_people(row)
    }
    found = set(verify_log(rows, vault=exported["vault"])) - left_out
    return named and not found and all(each.says is Anchored.HOLDS for each in anchors)


def of_people(row: Stored) -> bool:
    said = envelope.read(row.body)
    return said is not None and said.type in signers.KINDS


def holds_for_others(text: str, lines: str, folder: Path) -> bool:
    (folder / "log.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    (folder / "anchors.txt").write_text(lines, encoding="utf-8")
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return bool(VERIFIER.main([str(folder / "log.json"), str(folder / "anchors.txt")]) == 0)


# --- one thing changed in the file ---


def spelt(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


ODD: Final[tuple[Any, ...]] = (
    None,
    "",
    True,
    False,
    0,
    1,
    7,
    1.0,
    [],
    ["x"],
    {"a": "b"},
    "dsl",
    "head",
    "deputy",
    "é",
    'a"b',
    "00" * 32,
    "x" * 300,
)


def odd(chance: Random, value: object) -> object:
    """Give something else in the place of a value, often much like it."""
    likes: list[object] = [chance.choice(ODD)]
    if isinstance(value, str) and value:
        likes += [value.upper(), value[:-2], value + "00", value + " ", value[::-1], value * 2]
    if isinstance(value, int):
        likes += [value + 1, value - 1, float(value), str(value)]
    return chance.choice(likes)


def change_member(chance: Random, within: Said) -> None:
    """Drop, add, rename or alter one member."""
    name = chance.choice(list(within))
    match chance.randrange(5):
        case 0:
            del within[name]
        case 1:
            within[chance.choice(("vault", "office", "practice", "user", "extra", "é"))] = (
                chance.choice(ODD)
            )
        case 2:
            other = chance.choice(list(within))
            within[name], within[other] = within[other], within[name]
        case _:
            within[name] = odd(chance, within[name])


def change_order(chance: Random, entries: list[Any]) -> None:
    """Drop, duplicate or move one entry."""
    place = chance.randrange(len(entries))
    match chance.randrange(3):
        case 0:
            del entries[place]
        case 1:
            entries.insert(chance.randrange(len(entries)), copy.deepcopy(entries[place]))
        case _:
            entries.insert(chance.randrange(len(entries)), entries.pop(place))


def changed_file(chance: Random, made: Made) -> str:
    exported = copy.deepcopy(made.exported)
    for row in exported["entries"] if chance.random() < 0.5 else []:
        if json.loads(row["event"])["type"] not in signers.KINDS:
            row |= {"salt": None, "content": None}
            exported["with_content"] = False
    match chance.randrange(6):
        case 0:
            change_member(chance, exported)
        case 1:
            change_member(chance, exported["head"])
        case 2:
            change_order(chance, exported["entries"])
        case 3:
            row = chance.choice(exported["entries"])
            row |= {"salt": None, "content": None}
        case _:
            change_member(chance, chance.choice(exported["entries"]))
    return json.dumps(exported)


# --- one thing changed by somebody with all keys ---


def taken_apart(made: Made) -> list[Entry]:
    return [
        Entry(
            json.loads(row["event"]),
            row["content"],
            bytes.fromhex(row["salt"]),
            row["sig"] is not None,
        )
        for row in made.exported["entries"]
    ]


def misspelt(chance: Random, text: str) -> str:
    """Spell some JSON in another way, or not quite."""
    return chance.choice(
        (
            text.replace(":", ": ", 1),
            text.replace("{", '{"a":1,"a":2,', 1),
            text.replace("{", '{"a":1.5,', 1),
            text.replace("{", '{"a":NaN,', 1),
            text.replace("a", "\\u0061", 1),
            text + " ",
            "[]",
            "",
            text[:-1],
            text.replace('"', "'", 2),
        )
    )


def change_envelope(chance: Random, entry: Entry) -> None:
    after = copy.copy(entry.said)
    if chance.random() < 0.3:
        entry.spell = lambda text: misspelt(chance, text)
        return
    name = chance.choice([*after, "extra"])
    value = odd(chance, after.get(name, ""))
    entry.spell = lambda text: spelt(json.loads(text) | {name: value})
    if chance.random() < 0.2:
        entry.spell = lambda text: spelt({n: v for n, v in json.loads(text).items() if n != name})


def change_author(chance: Random, entry: Entry, entries: list[Entry]) -> None:
    other = chance.choice(entries).said
    entry.said["key"] = other["key"]
    if chance.random() < 0.7:
        entry.said["actor"] = other["actor"]
    if chance.random() < 0.1:
        entry.said |= {"actor": "", "key": ""}


def change_content(chance: Random, entry: Entry, entries: list[Entry]) -> None:
    try:
        said = json.loads(entry.content)
        if chance.random() < 0.3:
            name = chance.choice(list(said))
            said[name] = json.loads(chance.choice(entries).content).get(name, said[name])
        else:
            change_member(chance, said)
        entry.content = spelt(said)
    except (ValueError, AttributeError, IndexError):
        entry.content += "x"


def say_more(chance: Random, made: Made, entries: list[Entry]) -> None:
    """Let somebody say one thing more about people, in a save of their own or in another one."""
    place = chance.randrange(1, len(entries) + 1)
    author, about = chance.choice(entries[:place]).said, chance.choice(entries).said["actor"]
    fresh = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    public = fresh.public_key().public_bytes_raw()
    content: Said = {
        "user": chance.choice((about, author["actor"], fresh_id())),
        "office": chance.choice(("dsl", "head", "deputy")),
        "signing_public": public.hex(),
        "sealing_public": public.hex(),
        "recovery_public": public.hex(),
        "recovery_signing_public": made.paper.public_key().public_bytes_raw().hex(),
        "witness": "00" * 64,
        "vault": made.exported["vault"],
    }
    kind = chance.choice(sorted(signers.KINDS))
    said = author | {"type": kind, "case": None, "pack": None}
    made.keys[envelope.key_id(public)] = fresh
    if kind in {"recovery.used", "user.renewed"} and chance.random() < 0.5:
        said["key"] = envelope.key_id(public)
        for each in entries[place:]:
            if each.said["actor"] == content["user"]:
                each.said["key"] = said["key"]
    entries.insert(place, Entry(said, spelt(content), bytes(16), signed=chance.random() < 0.7))


def changed_by_all(chance: Random, made: Made) -> str:
    """Change one thing, or two, as somebody can who holds everybody's keys and the paper."""
    made = replace(made, keys=dict(made.keys))
    entries = taken_apart(made)
    for _ in range(chance.choice((1, 1, 2))):
        change_one(chance, made, entries)
    return json.dumps(fitted(made, entries))


def change_one(chance: Random, made: Made, entries: list[Entry]) -> None:
    people = [each for each in entries if each.said["type"] in signers.KINDS]
    entry = chance.choice(people if people and chance.random() < 0.7 else entries)
    match chance.randrange(10):
        case 0:
            change_order(chance, entries)
        case 1:
            change_envelope(chance, entry)
        case 2:
            change_author(chance, entry, entries)
        case 3:
            entry.signed = not entry.signed
        case 4:
            entry.said["type"] = chance.choice([*sorted(signers.KINDS), "user.password-changed"])
        case 5:
            entry.content = misspelt(chance, entry.content)
        case 6:
            whole = entry.salt + entry.content.encode()
            cut = chance.choice((15, 17, 20))
            entry.salt, entry.content = whole[:cut], whole[cut:].decode(errors="replace")
        case 7:
            change_content(chance, entry, entries)
        case _:
            say_more(chance, made, entries)


def fitted(made: Made, entries: list[Entry]) -> Said:
    """Make all hashes, links, signatures and the paper's witness fit again."""
    rows: list[Said] = []
    own: dict[object, tuple[int, str]] = {}
    vault = made.exported["vault"]
    for place, each in enumerate(entries, 1):
        parents = [rows[-1]["hash"]] if rows else []
        if each.said["type"] == "recovery.used":
            rewitness(made, each, vault, parents)
        count, before = own.get(each.said["actor"], (0, None))
        content = each.content.encode()
        said = each.said | {
            "parents": parents,
            "aseq": count + 1,
            "aprev": before,
            "ph": envelope.payload_hash(each.salt, content),
        }
        event = each.spell(spelt(said))
        digest = envelope.event_hash(event.encode())
        own[each.said["actor"]] = (count + 1, digest.hex())
        key = made.keys.get(said["key"])
        sig = envelope.signature(key, digest) if key else bytes(64)
        rows.append(
            {
                "n": place,
                "event": event,
                "hash": digest.hex(),
                "sig": sig.hex() if each.signed else None,
                "salt": each.salt.hex(),
                "content": each.content,
            }
        )
    head = Head(len(rows), rows[-1]["hash"], vault)
    about = {"entry": head.position, "hash": head.hash, "line": head.short}
    return made.exported | {"head": about, "entries": rows}


def rewitness(made: Made, entry: Entry, vault: str, parents: list[str]) -> None:
    try:
        said = json.loads(entry.content)
        public = bytes.fromhex(said["signing_public"])
        if len(said["witness"]) == len("00" * 64):
            after = bytes.fromhex("".join(parents))
            message = signers.witnessed(vault, after=after, signing_public=public)
            entry.content = spelt(said | {"witness": made.paper.sign(message).hex()})
    except FAULTY:
        return


# --- lines on paper ---


def changed_line(chance: Random, made: Made) -> str:
    row = chance.choice(made.exported["entries"])
    vault, place = made.exported["vault"], row["n"] + chance.choice((0, 0, 0, 1, 1000))
    line = Head(place, row["hash"], chance.choice((vault, "ab" * 18))).short
    at = chance.randrange(len(line))
    return chance.choice(
        (
            line,
            line.lower(),
            line.replace(" · ", " - "),
            line.replace("-", ""),
            line.replace("-", " "),
            line + " and so on",
            "x" + line,
            line[:at] + chance.choice("0O1IUX -·é") + line[at + 1 :],
            line[:at] + line[at + 1 :],
            line[:at] + chance.choice("0O1IUX -·é") + line[at:],
        )
    )


# --- they agree ---


def test_the_log_as_it_is_holds_for_both(made: Made, tmp_path: Path) -> None:
    lines = "\n".join(
        Head(row["n"], row["hash"], made.exported["vault"]).short
        for row in made.exported["entries"]
    )
    for text in (json.dumps(made.exported), json.dumps(fitted(made, taken_apart(made)))):
        assert holds_for_us(text, "")
        assert holds_for_others(text, "", tmp_path)
    text = json.dumps(made.exported)
    assert holds_for_us(text, lines)
    assert holds_for_others(text, lines, tmp_path)


@pytest.mark.parametrize("change", [changed_file, changed_by_all])
def test_a_log_with_one_thing_changed_holds_for_both_or_for_neither(
    made: Made, tmp_path: Path, change: Callable[[Random, Made], str]
) -> None:
    held = 0
    for number in range(CASES):
        text = change(Random(number), made)  # noqa: S311  # no secret
        ours, theirs = holds_for_us(text, ""), holds_for_others(text, "", tmp_path)
        assert ours == theirs, number
        held += ours
    assert 0 < held < CASES


def test_a_line_holds_for_both_or_for_neither(made: Made, tmp_path: Path) -> None:
    text, held = json.dumps(made.exported), 0
    for number in range(CASES):
        line = changed_line(Random(number), made)  # noqa: S311  # no secret
        ours, theirs = holds_for_us(text, line), holds_for_others(text, line, tmp_path)
        assert ours == theirs, line
        held += ours
    assert 0 < held < CASES


# --- what both must find ---


def neither_holds(made: Made, entries: list[Entry], folder: Path) -> bool:
    text = json.dumps(fitted(made, entries))
    return not holds_for_us(text, "") and not holds_for_others(text, "", folder)


def test_an_entry_by_nobody_that_nobody_signed_is_found(made: Made, tmp_path: Path) -> None:
    entries = taken_apart(made)
    said = entries[-1].said | {"actor": "", "key": ""}
    for place in (len(entries), 4):
        more = [*entries[:place], Entry(said, "{}", bytes(16), signed=False), *entries[place:]]
        assert neither_holds(made, more, tmp_path)


@pytest.mark.parametrize("cut", [0, 15, 17, 40])
def test_a_content_of_which_the_salt_holds_a_part_is_found(
    made: Made, tmp_path: Path, cut: int
) -> None:
    entries = taken_apart(made)
    entry = next(each for each in entries if "message in the evening" in each.content)
    whole = bytes(range(16)) + entry.content.encode()
    entry.salt, entry.content = whole[:cut], whole[cut:].decode()
    assert neither_holds(made, entries, tmp_path)


def test_the_paper_key_gives_its_user_new_keys_and_nobody_else(made: Made, tmp_path: Path) -> None:
    entries = taken_apart(made)
    place = next(n for n, each in enumerate(entries) if each.said["type"] == "user.renewed")
    head = next(each.said["actor"] for each in entries if each.said["type"] == "log.countersigned")
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    content = {"user": head, "signing_public": key, "sealing_public": key}
    more = Entry(dict(entries[place].said), spelt(content), bytes(16), signed=False)
    entries.insert(place + 1, more)
    assert neither_holds(made, entries, tmp_path)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("user.added", "signing_public", "AB" * 32),
        ("user.added", "signing_public", "ab" * 31),
        ("user.added", "sealing_public", "AB" * 32),
        ("user.added", "sealing_public", "ab" * 31),
        ("user.added", "office", ["dsl"]),
        ("user.added", "sign_in", 7),
        ("vault.created", "recovery_public", None),
        ("vault.created", "recovery_signing_public", "AB" * 32),
        ("recovery.used", "recovery_public", "ab" * 32),
        ("recovery.used", "witness", ""),
        ("recovery.renewed", "recovery_public", None),
    ],
)
def test_who_may_sign_is_read_strictly(
    made: Made, tmp_path: Path, kind: str, name: str, value: object
) -> None:
    entries = taken_apart(made)
    entry = [each for each in entries if each.said["type"] == kind][-1]
    said = json.loads(entry.content) | {name: value}
    if value is None:
        del said[name]
    entry.content = spelt(said)
    assert neither_holds(made, entries, tmp_path)


def test_a_member_that_says_nothing_of_keys_changes_nothing(made: Made, tmp_path: Path) -> None:
    entries = taken_apart(made)
    entry = [each for each in entries if each.said["type"] == "user.added"][-1]
    entry.content = spelt(json.loads(entry.content) | {"vault": "of another"})
    text = json.dumps(fitted(made, entries))
    assert holds_for_us(text, "")
    assert holds_for_others(text, "", tmp_path)


@pytest.mark.parametrize(
    "head", [{"entry": 3}, {"hash": "00" * 32}, {"line": "Log"}, {"line": ""}, {"more": 1}]
)
def test_the_newest_entry_that_the_file_names_is_the_last(
    made: Made, tmp_path: Path, head: Said
) -> None:
    text = json.dumps(made.exported | {"head": made.exported["head"] | head})
    assert not holds_for_us(text, "")
    assert not holds_for_others(text, "", tmp_path)
