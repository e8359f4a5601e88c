"""`docs/formats.md` followed to the letter, with nothing of ours: from a password to a record."""

import base64
import hashlib
import hmac
import json
import unicodedata
from typing import Any

import rfc8785
import sqlcipher3.dbapi2 as driver
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.domain.events.vaults import RecoveryUsed, VaultCreated
from desktop_app.vault import joining, recovering, rekeying
from desktop_app.vault.vault import FLOOR, RecoveryKeys, unlock
from tests.vault_builders import AT, PASSWORD, School, raw

NEW = "five other plain words here"
Content = dict[str, Any]  # an object of JSON

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def derived(key: bytes, label: str) -> bytes:
    info = b"SG-HKDF-v1\0" + label.encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(key)


def unpadded(data: bytes) -> bytes:
    length = int.from_bytes(data[:4], "big")
    assert not any(data[4 + length :])
    return data[4 : 4 + length]


def opened_by_hand(school: School) -> tuple[Any, bytes, X25519PrivateKey]:
    """Give the key file's content, the vault key and the user's own key."""
    content = json.loads(school.path.with_suffix(".keys").read_bytes())
    slot = content["slots"][0]
    bound, secret = secret_of(slot, content["vault"], PASSWORD)
    own = X25519PrivateKey.from_private_bytes(secret[:32])
    return content, vault_key_of(content, slot, own, bound), own


def vault_key_of(
    content: Content, slot: Content, private: X25519PrivateKey, bound: Content
) -> bytes:
    """Give what the slot's box holds."""
    (sealed,) = [each for each in content["vk"] if each["to"] == slot["id"]]
    info = rfc8785.dumps(bound | {"epoch": sealed["epoch"]})
    return SUITE.decrypt(bytes.fromhex(sealed["box"]), private, info)


def secret_of(slot: Content, vault: str, password: str) -> tuple[Content, bytes]:
    """Give what a slot's boxes are bound to, and what the password opens."""
    kdf = slot["kdf"]
    kek = Argon2id(
        salt=bytes.fromhex(kdf["salt"]),
        length=32,
        iterations=kdf["t"],
        lanes=kdf["p"],
        memory_cost=kdf["m"],
    ).derive(unicodedata.normalize("NFKC", password).encode())
    public = {name: value for name, value in slot.items() if name not in {"nonce", "box"}}
    bound: Content = {"format": "safeguarding-desk-keys", "v": 1, "vault": vault, "slot": public}
    secret = ChaCha20Poly1305(kek).decrypt(
        bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["box"]), rfc8785.dumps(bound)
    )
    return bound, secret


def test_the_key_file_is_as_it_is_described(school: School) -> None:
    content, vault_key, _ = opened_by_hand(school)
    mac = content.pop("mac")
    signed = rfc8785.dumps(content)
    digest = content.pop("digest")
    assert hashlib.sha256(rfc8785.dumps(content)).hexdigest() == digest
    assert hmac.digest(derived(vault_key, "keys-mac"), signed, "sha256").hex() == mac
    assert set(content) == {"format", "v", "vault", "gen", "slots", "vk", "outside"}


def test_every_record_is_found_by_the_description_alone(school: School) -> None:
    content, vault_key, own = opened_by_hand(school)
    vault = content["vault"]
    first = school.path.read_bytes()[:16]
    assert first == hashlib.sha256(b"SG-VAULT-v1\0" + vault.encode()).digest()[:16]
    tool = driver.connect(str(school.path))
    tool.execute(f"PRAGMA key = \"x'{derived(vault_key, 'sqlcipher').hex()}{first.hex()}'\"")
    rows = tool.execute(
        "SELECT event.id, event.body, hash, sig, salt, payload.body FROM event"
        " JOIN payload ON payload.event_id = event.id ORDER BY position"
    ).fetchall()
    drafts = tool.execute("SELECT id, author, box FROM draft").fetchall()
    tool.close()

    introduced = json.loads(rows[1][5])
    signing = Ed25519PublicKey.from_public_bytes(bytes.fromhex(introduced["signing_public"]))
    narratives, seals = set(), {}
    for ident, body, digest, sig, salt, payload in rows:
        said = json.loads(body)
        assert hashlib.sha256(b"SG-EVENT-v1\0" + body).digest() == digest
        assert hashlib.sha256(b"SG-PAYLOAD-v1\0" + salt + payload).hexdigest() == said["ph"]
        if sig is not None:
            signing.verify(sig, b"SG-SIG-v1\0" + digest)
        happened = json.loads(payload)
        if said["type"] == "sealed":
            seal = happened["seal"]
            for each in happened.get("keys", ()):
                if each["to"] == introduced["user"]:
                    info = {"format": "safeguarding-desk-seal", "v": 1, "vault": vault}
                    info |= {"seal": seal, "to": each["to"]}
                    box = base64.b64decode(each["box"], validate=True)
                    seals[seal] = SUITE.decrypt(box, own, rfc8785.dumps(info))
            inner = ChaCha20Poly1305(seals[seal]).decrypt(
                base64.b64decode(happened["nonce"], validate=True),
                base64.b64decode(happened["box"], validate=True),
                rfc8785.dumps({"event": ident, "vault": vault, "seal": seal}),
            )
            happened = json.loads(unpadded(inner))["payload"]
        narratives.add(happened.get("narrative", ""))
    assert "Zanzibar narrative" in narratives
    assert "Account number 1: a message in the evening." in narratives

    ((draft, author, box),) = drafts
    bound = {"format": "safeguarding-desk-draft", "v": 1, "vault": vault}
    info_bytes = rfc8785.dumps(bound | {"draft": draft, "author": author})
    plain = unpadded(SUITE.decrypt(box, own, info_bytes))
    assert json.loads(plain) == {"narrative": "draftcanary"}


def paper_bytes(rows: tuple[str, ...]) -> bytes:
    """Read a recovery key off paper: 52 characters of 5 bits, a check character a row left out."""
    letters = "".join(row.replace(" ", "")[:-1] for row in rows)
    bits = "".join(f"{'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.index(each):05b}" for each in letters)
    return int(bits[:256], 2).to_bytes(32, "big")


def test_the_paper_key_opens_the_vault_and_bears_witness_as_described(
    school: School, paper: RecoveryKeys
) -> None:
    content, vault_key, _ = opened_by_hand(school)
    key = paper_bytes(paper.paper)
    (slot,) = [each for each in content["slots"] if each["kind"] == "recovery"]
    bound = {"format": "safeguarding-desk-keys", "v": 1, "vault": content["vault"], "slot": slot}
    private = X25519PrivateKey.from_private_bytes(derived(key, "recovery"))
    assert vault_key_of(content, slot, private, bound) == vault_key

    found = recovering.unlock_with_recovery(school.path, paper.paper)
    vault, _ = recovering.recover(
        school.path, found, sign_in="DSL", password=NEW, at=AT, cost=FLOOR
    )
    entries = {entry.position: entry.event for entry in vault.of_vault()}
    vault.close()
    place = next(n for n, event in entries.items() if isinstance(event, RecoveryUsed))
    used, first = entries[place], entries[1]
    assert isinstance(used, RecoveryUsed)
    assert isinstance(first, VaultCreated)
    signing = Ed25519PrivateKey.from_private_bytes(derived(key, "recovery-signing"))
    assert signing.public_key().public_bytes_raw().hex() == first.recovery_signing_public
    tool = raw(school.path, unlock(school.path, password=NEW))
    (parent,) = tool.execute("SELECT hash FROM event WHERE position = ?", (place - 1,)).fetchone()
    tool.close()
    said = b"SG-RECOVERY-v1\0" + content["vault"].encode() + b"\0" + parent
    signing.public_key().verify(
        bytes.fromhex(used.witness), said + bytes.fromhex(used.signing_public)
    )


def test_a_prepared_user_and_the_code_of_the_file_are_as_described(school: School) -> None:
    prepared = joining.prepare_user(
        school.unlock().keyfile, sign_in="DD", name="", role="", office="deputy", password=NEW
    )
    content = json.loads(prepared)
    assert rfc8785.dumps(content) == prepared
    _, secret = secret_of(content["slot"], content["vault"], NEW)
    public = X25519PrivateKey.from_private_bytes(secret[:32]).public_key()
    assert public.public_bytes_raw().hex() == content["slot"]["x25519_pub"]
    bits = "".join(f"{each:08b}" for each in hashlib.sha256(prepared).digest())
    letters = ["0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[n : n + 5], 2)] for n in range(0, 75, 5)]
    assert joining.code(prepared).replace("-", "")[:15] == "".join(letters)


def test_the_vault_holds_the_newest_key_file_as_described(school: School) -> None:
    vault = school.open()
    rekeying.rekey(vault, at=AT, reason="asked")
    vault.close()
    content, vault_key, _ = opened_by_hand(school)
    assert {each["epoch"] for each in content["vk"]} == {2}
    assert content["gen"] == 3
    first = school.path.read_bytes()[:16]
    tool = driver.connect(str(school.path))
    tool.execute(f"PRAGMA key = \"x'{derived(vault_key, 'sqlcipher').hex()}{first.hex()}'\"")
    kept = dict(tool.execute("SELECT name, value FROM meta WHERE name LIKE 'keys%'"))
    tool.close()
    assert kept == {"keys": school.path.with_suffix(".keys").read_text(encoding="utf-8")}
