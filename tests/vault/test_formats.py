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
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.vault_builders import PASSWORD, School

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
    kdf = slot["kdf"]
    kek = Argon2id(
        salt=bytes.fromhex(kdf["salt"]),
        length=32,
        iterations=kdf["t"],
        lanes=kdf["p"],
        memory_cost=kdf["m"],
    ).derive(unicodedata.normalize("NFKC", PASSWORD).encode())
    public = {name: value for name, value in slot.items() if name not in {"nonce", "box"}}
    bound = {"format": "safeguarding-desk-keys", "v": 1, "vault": content["vault"], "slot": public}
    secret = ChaCha20Poly1305(kek).decrypt(
        bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["box"]), rfc8785.dumps(bound)
    )
    own = X25519PrivateKey.from_private_bytes(secret[:32])
    (sealed,) = [each for each in content["vk"] if each["to"] == slot["id"]]
    info = rfc8785.dumps(bound | {"epoch": sealed["epoch"]})
    return content, SUITE.decrypt(bytes.fromhex(sealed["box"]), own, info), own


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
