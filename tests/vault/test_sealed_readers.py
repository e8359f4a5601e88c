"""One more reader of a sealed incident, or one fewer: by keys, whoever holds the vault."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest

from desktop_app.domain.errors import (
    EntryUnreadableError,
    SealUnknownError,
    UserUnknownError,
    VaultAlteredError,
)
from desktop_app.domain.events.codec import encode
from desktop_app.domain.events.reading import ReaderNamed, ReaderTakenOff, Resealed
from desktop_app.domain.events.vaults import UserRemoved, UserRenewed
from desktop_app.domain.state.incident import fold
from desktop_app.domain.trust_errors import LastReaderError, NotAReaderError
from desktop_app.vault import keyslots, seal_boxes
from desktop_app.vault.canon import canonical
from desktop_app.vault.envelope import Said, utc
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.keyslots import UserKeys
from desktop_app.vault.seals import Seal, Seals
from desktop_app.vault.vault import FLOOR, Vault, open_vault, renew_user
from tests.vault_builders import (
    AT,
    School,
    add_user,
    answers,
    fresh_id,
    open_as,
    person,
    raw,
    recorded,
    save,
)
from tests.vault_scan import everything, opened_boxes

NARRATIVE: Final = "Xylophone mornings were mentioned to the caretaker."
LATER: Final = "Marmalade was spoken of again."
NAME: Final = "Wolfgang Umbrellastand"
NEW_PASSWORD: Final = "five other plain words here"
REFERENCE: Final = "2026-HIDDEN"


@dataclass(frozen=True)
class Concern:
    """A vault with three users, and a concern that the head alone reads."""

    school: School
    users: dict[str, tuple[str, UserKeys]]
    id: str

    def id_of(self, sign_in: str) -> str:
        return self.users[sign_in][0]

    def open(self, sign_in: str) -> Vault:
        user, keys = self.users[sign_in]
        return open_as(self.school, user, keys, sign_in=sign_in)

    def readable(self, sign_in: str) -> bytes:
        """Give all that a user can read with the vault key, their own keys and a tool."""
        tool = raw(self.school.path, self.school.unlock())
        (vault,) = tool.execute("SELECT value FROM meta WHERE name = 'vault'").fetchone()
        ids = [each for each, _ in self.users.values()]
        keys = self.users[sign_in][1]
        text = everything(tool) + opened_boxes(tool, vault, users=ids, keys=keys)
        tool.close()
        return text


@pytest.fixture
def concern(school: School) -> Concern:
    keys = school.unlock().keys
    vault = school.open()
    users = {"DSL": (vault.user.id, keys)}
    for sign_in, role in (("HT", "head"), ("DD", "deputy")):
        keys = add_user(vault, sign_in, role=role)
        users[sign_in] = (vault.user_by_sign_in(sign_in).id, keys)
    vault.close()
    head = open_as(school, *users["HT"], sign_in="HT")
    seal = head.start_seal([users["HT"][0]])
    state = save(head, [recorded(REFERENCE, NARRATIVE), person(NAME)], seal=seal)
    head.close()
    return Concern(school, users, state.id)


@pytest.fixture
def head(concern: Concern) -> Iterator[Vault]:
    vault = concern.open("HT")
    yield vault
    vault.close()


def name(concern: Concern, sign_in: str, *, by: str = "HT") -> None:
    vault = concern.open(by)
    vault.name_reader(concern.id, concern.id_of(sign_in), at=AT)
    vault.close()


def take_off(concern: Concern, sign_in: str, *, by: str = "HT") -> None:
    vault = concern.open(by)
    vault.take_reader_off(concern.id, concern.id_of(sign_in), at=AT)
    vault.close()


def add_words(concern: Concern, sign_in: str = "HT") -> None:
    vault = concern.open(sign_in)
    vault.append([recorded(REFERENCE, LATER)], incident=concern.id, at=AT)
    vault.close()


def test_one_more_reader_reads_and_searches_all_of_it_and_nobody_else_does(
    concern: Concern,
) -> None:
    name(concern, "DD")
    add_words(concern)
    vault = concern.open("DD")
    state = fold(vault.of_incident(concern.id))
    assert state.narrative == LATER
    assert state.people[0].name == NAME
    assert [type(e.event) for e in vault.of_incident(concern.id)].count(ReaderNamed) == 1
    assert [row.reference for row in vault.search("marmal")] == [REFERENCE]
    assert vault.verify().ok
    vault.append(answers(("coerced", "no")), incident=concern.id, at=AT)
    vault.close()
    vault = concern.open("DSL")
    assert vault.of_incident(concern.id) == ()
    assert vault.search("xylophone") == ()
    assert vault.verify().ok
    vault.close()


def test_who_was_never_named_finds_no_word_with_the_vault_key_and_a_tool(concern: Concern) -> None:
    for step in (name, take_off):
        step(concern, "DD")
        add_words(concern)
        text = concern.readable("DSL")
        for word in ("Xylophone", "xylophone", "Marmalade", "marmalade", "Umbrella", "umbrella"):
            assert word.encode() not in text
        for hidden in (REFERENCE, concern.id, "colleague-concern", "incident.reader", "resealed"):
            assert hidden.encode() not in text
    assert b"Xylophone" in concern.readable("HT")
    assert b"Marmalade" in concern.readable("HT")


def test_the_scan_would_find_a_word_that_stood_anywhere_in_the_open(concern: Concern) -> None:
    assert b"Xylophone" not in concern.readable("DSL")
    vault = concern.open("DSL")
    save(vault, [recorded("2026-OPENED", NARRATIVE)])
    vault.close()
    assert b"Xylophone" in concern.readable("DSL")


def test_who_was_taken_off_reads_nothing_that_was_added_and_could_have_kept_the_rest(
    concern: Concern,
) -> None:
    name(concern, "DD")
    take_off(concern, "DD")
    add_words(concern)
    text = concern.readable("DD")
    assert b"Xylophone" in text
    assert b"Marmalade" not in text
    vault = concern.open("DD")
    assert vault.find_incident(REFERENCE) is None
    assert vault.of_incident(concern.id) == ()
    assert vault.sealed_incidents() == ()
    assert vault.search("xylophone") == ()
    assert concern.id not in {each.incident for each in vault.since()}
    with pytest.raises(NotAReaderError):
        vault.readers_of(concern.id)
    with pytest.raises(SealUnknownError):
        vault.append(answers(("coerced", "no")), incident=concern.id, at=AT)
    assert vault.verify().ok
    vault.close()


def test_an_incident_spans_its_seals_for_those_who_read_on(concern: Concern) -> None:
    name(concern, "DD")
    take_off(concern, "HT", by="DD")
    add_words(concern, "DD")
    name(concern, "DSL", by="DD")
    add_words(concern, "DSL")
    for sign_in in ("DD", "DSL"):
        vault = concern.open(sign_in)
        entries = vault.of_incident(concern.id)
        assert [each.position for each in entries] == sorted(each.position for each in entries)
        kinds = [type(each.event) for each in entries]
        assert kinds.count(ReaderNamed) == 2
        assert (kinds.count(ReaderTakenOff), kinds.count(Resealed)) == (1, 1)
        assert fold(entries).narrative == LATER
        vault.close()
    assert b"Marmalade" not in concern.readable("HT")


def test_who_is_named_again_reads_what_was_added_in_between(concern: Concern) -> None:
    name(concern, "DD")
    take_off(concern, "DD")
    add_words(concern)
    name(concern, "DD")
    vault = concern.open("DD")
    assert fold(vault.of_incident(concern.id)).narrative == LATER
    assert [each.user.sign_in for each in vault.readers_of(concern.id)] == ["HT", "DD"]
    vault.close()


def test_naming_and_taking_off_are_of_those_who_hold_the_key(concern: Concern) -> None:
    vault = concern.open("DSL")
    before = vault.head()
    own = concern.id_of("DSL")
    with pytest.raises(NotAReaderError):
        vault.name_reader(concern.id, own, at=AT)
    with pytest.raises(NotAReaderError):
        vault.take_reader_off(concern.id, concern.id_of("HT"), at=AT)
    assert vault.head() == before
    vault.close()


def test_the_last_reader_stays_and_only_a_reader_can_be_taken_off(
    concern: Concern, head: Vault
) -> None:
    with pytest.raises(LastReaderError):
        head.take_reader_off(concern.id, concern.id_of("HT"), at=AT)
    with pytest.raises(NotAReaderError):
        head.take_reader_off(concern.id, concern.id_of("DD"), at=AT)
    with pytest.raises(UserUnknownError):
        head.name_reader(concern.id, "01a20000-0000-7000-8000-000000000000", at=AT)
    head.name_reader(concern.id, concern.id_of("DD"), at=AT)
    head.append([UserRemoved(concern.id_of("DD"))], incident=None, at=AT)
    with pytest.raises(LastReaderError):
        head.take_reader_off(concern.id, concern.id_of("HT"), at=AT)
    assert [each.has_left for each in head.readers_of(concern.id)] == [False, True]
    head.take_reader_off(concern.id, concern.id_of("DD"), at=AT)
    assert [each.user.sign_in for each in head.readers_of(concern.id)] == ["HT"]


def test_whoever_has_left_is_taken_off_with_the_next_one(concern: Concern, head: Vault) -> None:
    for sign_in in ("DD", "DSL"):
        head.name_reader(concern.id, concern.id_of(sign_in), at=AT)
    head.append([UserRemoved(concern.id_of("DD"))], incident=None, at=AT)
    head.take_reader_off(concern.id, concern.id_of("DSL"), at=AT)
    off = [
        e.event.user for e in head.of_incident(concern.id) if isinstance(e.event, ReaderTakenOff)
    ]
    assert set(off) == {concern.id_of("DSL"), concern.id_of("DD")}


def test_naming_a_reader_twice_adds_nothing_until_their_keys_were_renewed(
    concern: Concern, head: Vault
) -> None:
    deputy = concern.id_of("DD")
    assert len(head.name_reader(concern.id, deputy, at=AT)) == 1
    assert head.name_reader(concern.id, deputy, at=AT) == ()
    keys = keyslots.new_keys()
    renewed = UserRenewed(deputy, keys.sealing_public.hex(), keys.signing_public.hex())
    head.append([renewed], incident=None, at=AT)
    assert [each.lost for each in head.readers_of(concern.id)] == [False, True]


def test_who_has_new_keys_reads_it_once_they_are_named_again(concern: Concern) -> None:
    name(concern, "DD")
    vault = concern.open("HT")
    renew_user(vault, concern.id_of("DD"), password=NEW_PASSWORD, at=AT, cost=FLOOR)
    vault.close()
    vault = open_vault(concern.school.path, password=NEW_PASSWORD, sign_in="DD")
    assert vault.of_incident(concern.id) == ()
    vault.close()
    vault = concern.open("HT")
    assert [each.lost for each in vault.readers_of(concern.id)] == [False, True]
    assert len(vault.name_reader(concern.id, concern.id_of("DD"), at=AT)) == 1
    vault.close()
    vault = open_vault(concern.school.path, password=NEW_PASSWORD, sign_in="DD")
    assert fold(vault.of_incident(concern.id)).narrative == NARRATIVE
    assert not any(each.lost for each in vault.readers_of(concern.id))
    vault.close()


def test_an_open_incident_has_no_readers_of_its_own(concern: Concern, head: Vault) -> None:
    assert head.readers_of(concern.school.open_id) == ()


def test_taking_off_that_fails_half_way_leaves_the_seal_as_it_was(
    concern: Concern, head: Vault
) -> None:
    head.name_reader(concern.id, concern.id_of("DD"), at=AT)
    before = head.head()

    def fail() -> None:
        with head.transaction():
            head.take_reader_off(concern.id, concern.id_of("DD"), at=AT)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert head.head() == before
    assert [each.user.sign_in for each in head.readers_of(concern.id)] == ["HT", "DD"]
    head.append([recorded(REFERENCE, LATER)], incident=concern.id, at=AT)
    head.take_reader_off(concern.id, concern.id_of("DD"), at=AT)
    assert fold(head.of_incident(concern.id)).narrative == LATER


def seals_of(vault: Vault) -> Seals:
    """Give what a hostile program would work with."""
    list(vault.since())
    found = vars(vault)["_seals"]
    assert isinstance(found, Seals)
    return found


def seal_now(concern: Concern) -> str:
    vault = concern.open("HT")
    found = seals_of(vault).of_incident(concern.id)
    vault.close()
    assert found is not None
    return found


def test_what_one_writes_who_was_taken_off_is_found_and_not_part_of_the_record(
    concern: Concern,
) -> None:
    name(concern, "DD")
    old = seal_now(concern)
    take_off(concern, "DD")
    hostile = concern.open("DD")
    seals_of(hostile)
    hostile.append([recorded(REFERENCE, "Nothing happened.")], incident=concern.id, at=AT, seal=old)
    place = hostile.head().position
    hostile.close()
    vault = concern.open("HT")
    assert fold(vault.of_incident(concern.id)).narrative == NARRATIVE
    assert place not in {each.position for each in vault.since()}
    assert {(f.what, f.position) for f in vault.verify().findings} == {("sealed", place)}
    vault.close()


def test_nobody_but_a_reader_can_start_the_next_seal(concern: Concern) -> None:
    name(concern, "DD")
    old = seal_now(concern)
    take_off(concern, "DD")
    add_words(concern)
    hostile = concern.open("DD")
    head = concern.users["HT"]
    to = {head[0]: head[1].sealing_public}
    seals = seals_of(hostile)
    first = hostile.head().position
    for seal in (seals.start(to, after=old), seals.start(to)):
        hostile.append(
            [recorded(REFERENCE, "Nothing happened.")], incident=concern.id, at=AT, seal=seal
        )
    hostile.close()
    vault = concern.open("HT")
    assert fold(vault.of_incident(concern.id)).narrative == LATER
    found = {(f.what, f.position) for f in vault.verify().findings}
    assert found == {("sealed", first + 1), ("sealed", first + 2)}
    vault.append(answers(("coerced", "no")), incident=concern.id, at=AT)
    assert vault.of_incident(concern.id)[-1].position == vault.head().position
    vault.close()


def test_a_key_box_that_opens_nothing_shuts_nobody_out(concern: Concern) -> None:
    seal, deputy = seal_now(concern), concern.users["DD"]
    to = {deputy[0]: deputy[1].sealing_public}
    hostile = concern.open("DSL")
    false = seal_boxes.start(concern.school.open_id, to={})
    forged = Seal(seal, false.key, seal_boxes.boxes(Seal(seal, false.key), vault=hostile.id, to=to))
    said = Said("action.taken", canonical({"what": "x"}), concern.id, None)
    event = fresh_id()
    with hostile.transaction():
        row = seal_boxes.close(said, seal=forged, vault=hostile.id, event_id=event)
        vars(hostile)["_log"].add(row, at="2026-11-20T17:40:00.000Z", event_id=event)
    place = hostile.head().position
    hostile.close()
    name(concern, "DD")
    for sign_in in ("DD", "HT"):
        vault = concern.open(sign_in)
        assert fold(vault.of_incident(concern.id)).narrative == NARRATIVE
        assert [each.user.sign_in for each in vault.readers_of(concern.id)] == ["HT", "DD"]
        assert {(f.what, f.position) for f in vault.verify().findings} == {("sealed", place)}
        vault.close()


def tampered(school: School, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change what the guards keep, as somebody with the vault key and a database tool can."""
    tool = raw(school.path, school.unlock())
    guards = tool.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        tool.execute(f'DROP TRIGGER "{name}"')
    for statement, values in statements:
        tool.execute(statement, values)
    for _, guard in guards:
        tool.execute(guard)
    tool.close()


def test_whoever_writes_themselves_among_the_readers_is_given_no_later_key(
    concern: Concern,
) -> None:
    vault = concern.open("HT")
    vault.name_reader(concern.id, concern.id_of("DSL"), at=AT)
    vault.close()
    tool = raw(concern.school.path, concern.school.unlock())
    ident, body = tool.execute(
        "SELECT p.event_id, p.body FROM payload p JOIN event e ON e.id = p.event_id"
        " JOIN user u ON e.body LIKE '%' || u.id || '%' WHERE u.sign_in = 'HT'"
        " AND p.body LIKE '%\"keys\":[%' ORDER BY e.position LIMIT 1"
    ).fetchone()
    tool.close()
    shown = json.loads(body)
    shown["keys"].append({"to": concern.id_of("DD"), "box": shown["keys"][0]["box"]})
    change = ("UPDATE payload SET body = ? WHERE event_id = ?", (canonical(shown), ident))
    tampered(concern.school, change)
    vault = concern.open("HT")
    before = vault.head()
    with pytest.raises(EntryUnreadableError):
        vault.take_reader_off(concern.id, concern.id_of("DSL"), at=AT)
    assert vault.head() == before
    vault.close()


def test_a_name_that_leads_to_somebody_else_is_sealed_to_nobody(concern: Concern) -> None:
    rename = "UPDATE user SET sign_in = ? WHERE sign_in = ?"
    tampered(concern.school, *((rename, each) for each in (("-", "DD"), ("DD", "HT"), ("HT", "-"))))
    vault = concern.open("DSL")
    meant = vault.user_by_sign_in("HT").id
    assert meant == concern.id_of("DD")
    with pytest.raises(VaultAlteredError):
        vault.start_seal([meant])
    vault.close()


def test_an_open_entry_that_names_a_sealed_incident_opens_nothing_of_it(concern: Concern) -> None:
    name(concern, "DD")
    take_off(concern, "DD")
    # Whoever was taken off knows the incident's id, and can write to the file by other means.
    tool, (user, keys) = raw(concern.school.path, concern.school.unlock()), concern.users["DD"]
    (vault_id,) = tool.execute("SELECT value FROM meta WHERE name = 'vault'").fetchone()
    kind, content = encode(recorded(REFERENCE, "Planted."))
    log = EventLog(tool, vault=vault_id, user=user, keys=keys)
    log.add(Said(kind, canonical(content), concern.id), at=utc(AT), event_id=fresh_id())
    log.flush()
    tool.close()
    tampered(concern.school, ("INSERT INTO entry_of VALUES (?, ?)", (concern.id, 2)))
    add_words(concern)
    assert LATER.encode() not in concern.readable("DD")
    vault = concern.open("HT")
    state = fold(vault.of_incident(concern.id))
    assert (state.sealed, state.narrative) == (True, LATER)
    vault.close()


def test_a_reference_leads_to_the_sealed_incident_and_not_to_an_open_one_made_like_it(
    concern: Concern,
) -> None:
    vault = concern.open("DSL")
    decoy = save(vault, [recorded(REFERENCE, "Planted.")])
    assert vault.find_incident(REFERENCE) == decoy.id
    vault.close()
    vault = concern.open("HT")
    assert vault.find_incident(REFERENCE) == concern.id
    vault.close()
