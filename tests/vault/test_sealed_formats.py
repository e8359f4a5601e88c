"""`docs/formats.md`, "Sealed event", followed to the letter: a reader named late reads it all."""

import base64
import json
from typing import Any, Final

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tests.vault_builders import AT, School, add_user, open_as, raw, recorded, save

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
Row = tuple[str, dict[str, Any]]  # an event's id, and what its payload shows to everyone


def unpadded(plain: bytes) -> dict[str, Any]:
    length = int.from_bytes(plain[:4], "big")
    found: dict[str, Any] = json.loads(plain[4 : 4 + length])
    return found


def opened(row: Row, key: bytes, vault: str) -> dict[str, Any] | None:
    event, shown = row
    aad = rfc8785.dumps({"event": event, "vault": vault, "seal": shown["seal"]})
    box, nonce = (base64.b64decode(shown[name], validate=True) for name in ("box", "nonce"))
    try:
        return unpadded(ChaCha20Poly1305(key).decrypt(nonce, box, aad))
    except InvalidTag:
        return None


def keys_of(rows: list[Row], user: str, private: X25519PrivateKey, vault: str) -> dict[str, bytes]:
    """Give every seal's key that a user was sealed, if it opens the seal's first event."""
    found: dict[str, bytes] = {}
    for _, shown in rows:
        seal = shown["seal"]
        for each in shown.get("keys", ()):
            if each["to"] == user:
                bound = {"format": "safeguarding-desk-seal", "vault": vault, "to": user}
                info = rfc8785.dumps({**bound, "v": 1, "seal": str(seal)})
                key = SUITE.decrypt(base64.b64decode(each["box"]), private, info)
                first = next(row for row in rows if row[1]["seal"] == seal)
                if opened(first, key, vault) is not None:
                    found[seal] = key
    return found


def test_a_reader_named_under_the_second_seal_reads_what_stands_under_the_first(
    school: School,
) -> None:
    own = school.unlock().keys
    vault = school.open()
    first_user, vault_id = vault.user.id, vault.id
    heads, deputys = (add_user(vault, name, role=name) for name in ("head", "deputy"))
    head, deputy = (vault.user_by_sign_in(name).id for name in ("head", "deputy"))
    vault.close()
    vault = open_as(school, head, heads, sign_in="head")
    incident = save(
        vault, [recorded("2026-HIDDEN", "What came first.")], seal=vault.start_seal([head])
    ).id
    vault.name_reader(incident, deputy, at=AT)
    vault.take_reader_off(incident, deputy, at=AT)
    vault.append([recorded("2026-HIDDEN", "What came after.")], incident=incident, at=AT)
    vault.name_reader(incident, first_user, at=AT)
    vault.close()

    tool = raw(school.path, school.unlock())
    found = tool.execute(
        "SELECT event_id, payload.body FROM event JOIN payload ON event_id = id ORDER BY position"
    ).fetchall()
    tool.close()
    rows = [(event, json.loads(body)) for event, body in found if b'"seal":' in body]
    told = read_as(rows, keys_of(rows, first_user, own.sealing, vault_id), vault_id, incident)
    assert [each["type"] for each in told] == [
        "incident.recorded",
        "incident.reader-named",
        "incident.reader-taken-off",
        "incident.resealed",
        "incident.recorded",
        "incident.reader-named",
    ]
    assert told[3]["payload"] == {"readers": [head]}
    narratives = [each["payload"].get("narrative") for each in told]
    assert narratives[0] == "What came first."
    assert narratives[4] == "What came after."
    old = read_as(rows, keys_of(rows, deputy, deputys.sealing, vault_id), vault_id, incident)
    assert [each["type"] for each in old][-1] == "incident.reader-taken-off"


def read_as(
    rows: list[Row], keys: dict[str, bytes], vault: str, incident: str
) -> list[dict[str, Any]]:
    """Give what an incident's events say to the holder of these keys, in order."""
    keys = dict(keys)
    for row in reversed(rows):
        said = opened(row, keys[row[1]["seal"]], vault) if row[1]["seal"] in keys else None
        if said is not None and "former" in said:
            keys[said["former"]["seal"]] = base64.b64decode(said["former"]["key"], validate=True)
    told = [opened(row, keys[row[1]["seal"]], vault) for row in rows if row[1]["seal"] in keys]
    return [said for said in told if said is not None and said["case"] == incident]
