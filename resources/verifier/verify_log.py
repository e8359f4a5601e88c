"""Check the exported log of a safeguarding vault, without the program that wrote it.

    python verify_log.py LOG.json [ANCHORS.txt]

LOG.json is what `vault export-log` wrote; ANCHORS.txt has lines ("Log 1a2b3c4d · entry 137 · …")
typed off paper. `docs/verifying.md` tells what it proves, `docs/formats.md` what it checks. Needs
Python 3.11 and `cryptography`. Exit status: 0 all holds, 1 something does not, 2 cannot be read.
"""

import copy
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LINE = re.compile(r"([0-9]{1,9})\W+((?:[0-9A-TV-Z]{4}[\s-]*){6}[0-9A-TV-Z]{3})(?![0-9A-Z])")
DIGITS = str.maketrans("OILJKMNPQRSTVWXYZ", "011IJKLMNOPQRSTUV")  # Crockford's base32 to Python's
PLAIN = ("actor", "app", "at", "id", "key", "ph", "vault")  # texts with nothing to escape
TEXT = ("case", "pack", "type")  # any text, or null
OF_USERS = {"user.added", "user.changed", "user.removed", "user.renewed"}
OF_PEOPLE = {*OF_USERS, "vault.created", "recovery.used", "recovery.renewed"}
FAULTY = (InvalidSignature, KeyError, ValueError, TypeError, AttributeError, RecursionError)


def require(right: object, otherwise: str) -> None:
    """Refuse what is not right."""
    if not right:
        raise ValueError(otherwise)


def spelt(value: object) -> str:
    """Return the one spelling of a value: canonical JSON (RFC 8785)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unhex(digits: str, size: int) -> bytes:
    """Return so many bytes, spelt as lower-case hexadecimal digits."""
    require(re.fullmatch("[0-9a-f]*", digits) and len(digits) == 2 * size, "not as many hex digits")
    return bytes.fromhex(digits)


def check_signature(public: bytes, signature: str, message: bytes) -> None:
    """Refuse what is no Ed25519 signature (hex) over the message by this public key."""
    Ed25519PublicKey.from_public_bytes(public).verify(unhex(signature, 64), message)


class Log:
    """One place of a log: `problems` (proof, entry, sentence), `run` (whose signature it awaits)."""

    def __init__(self, vault: str, *, whole: object) -> None:
        self.vault, self.whole, self.authors = vault, whole is not False, {}
        self.problems, self.notes, self.hashes, self.fixed, self.run = [], [], [], 0, None
        self.known = {"people": {}, "keys": [], "paper": "", "witness": ""}

    def tell(self, proof: str, place: int, sentence: str, *, unless: object = False) -> None:
        """Keep what is wrong with an entry."""
        self.problems += [] if unless else [(proof, place, sentence)]

    def take(self, place: int, row: dict) -> None:
        """Check an entry: its hash, what it follows, its content, and the signature that ends it."""
        body, before = row["event"].encode(), [each.hex() for each in self.hashes[-1:]]
        self.hashes.append(hashlib.sha256(b"SG-EVENT-v1\0" + body).digest())
        said, digest = json.loads(body), self.hashes[-1]
        require(all(spelt(said[name]) == f'"{said[name]}"' for name in PLAIN), "not plain")
        require(all(isinstance(said[name], str | None) for name in TEXT), "not a text")
        actor, name = author = (said["actor"], said["key"])
        number, own = self.authors.get(actor, (0, None))
        self.authors[actor] = (said["aseq"], digest.hex())
        hashed = spelt([len(row), row["n"], row["hash"]]) == spelt([6, place, digest.hex()])
        self.tell("chain", place, "is not the one that was hashed", unless=hashed)
        links = {"aprev": own, "aseq": number + 1, "parents": before, "v": 1, "vault": self.vault}
        follows = spelt({each: said[each] for each in PLAIN + TEXT} | links) == row["event"]
        self.tell("chain", place, "does not follow the last, or its author's last", unless=follows)
        if self.run != author:
            self.tell("signatures", place - 1, "is not closed by a signature", unless=not self.run)
            self.run, self.opened, self.by_paper, self.trial = author, place, "", self.known
        same, about_people = False, said["type"] in OF_PEOPLE or place == 1
        if row["content"] is None:
            may_lack = not (about_people or self.whole or row["salt"] is not None)
            self.tell("chain", place, "has no content, and must have it", unless=may_lack)
        else:
            content = b"SG-PAYLOAD-v1\0" + unhex(row["salt"], 16) + row["content"].encode()
            same = hashlib.sha256(content).hexdigest() == said["ph"]
            self.tell("chain", place, "has another content than was signed", unless=same)
        try:
            if same and about_people:
                self.about_people(place, said["type"], row["content"], "".join(before))
            if row["sig"] is not None:
                require(self.known["people"].get(actor, {"here": True})["here"], "author had left")
                # The first author signs their own introduction; who uses the paper key, their own.
                known = self.trial if self.opened == 1 or self.by_paper == name else self.known
                person = known["people"].get(actor, {"key": ""})
                require(person["key"] == name, "its author has another key")
                check_signature(person["public"], row["sig"], b"SG-SIG-v1\0" + digest)
                self.known = self.trial
        except FAULTY as error:
            self.tell("signatures", place, f"does not hold: {str(error) or 'a bad signature'}")
        self.run = None if row["sig"] is not None else self.run

    def about_people(self, place: int, kind: str, content: str, before: str) -> None:
        """Take in who may sign, on trial until the run is signed; refuse what nobody may say."""
        said, self.trial = json.loads(content), copy.deepcopy(self.trial)
        texts = all(type(said[name]) is (bool if name == "practice" else str) for name in said)
        require(texts and spelt(said) == content and all(map(str.isascii, said)), "it is misspelt")
        require((place == 1) == (kind == "vault.created"), "it begins a log, or should")
        known, actor, user = self.trial, self.run[0], said.get("user")
        person = known["people"].get(user, {"here": None})
        added, gives = kind == "user.added", kind in {"user.added", "user.renewed", "recovery.used"}
        public = unhex(said["signing_public"], 32) if gives else b""
        key = hashlib.sha256(public).hexdigest()[:16]
        lead = self.known["people"].get(actor, {"office": "dsl"})["office"] in {"dsl", "head"}
        own = (kind, user) == ("user.renewed", actor) or kind == "recovery.renewed"
        require(lead or (self.by_paper and own) or kind == "recovery.used", "its author may not")
        if kind == "recovery.used":
            uses = (user, place, said["recovery_public"]) == (actor, self.opened, known["paper"])
            require(uses and person["here"], "it is another paper key, or another user")
            message = f"SG-RECOVERY-v1\0{self.vault}\0".encode() + bytes.fromhex(before) + public
            if known["witness"] or said["witness"]:
                check_signature(known["witness"], said["witness"], message)
            self.by_paper = key
        elif kind not in OF_USERS:
            require(place > 1 or said["vault"] == self.vault, "it is of another vault")
            known["paper"], witness = said["recovery_public"], said.get("recovery_signing_public")
            require(witness or not known["witness"], "its paper key could bear no witness any more")
            known["witness"] = unhex(witness, 32) if witness else b""
        else:
            require(person["here"] is (None if added else True), "they are there, or are not")
            if gives:
                right = added or (user == actor) == (key == self.by_paper)
                require(right and key not in known["keys"], "nobody may give them this key")
                known["keys"].append(key)
                person |= {"key": key, "public": public, "seals": unhex(said["sealing_public"], 32)}
            if added or kind == "user.changed":
                person["office"] = said.get("office", "dsl") if added else said["office"]
            known["people"][said["user"]] = person | {"here": kind != "user.removed"}
        if kind in {"recovery.used", "user.renewed", "user.removed"}:
            self.notes.append(f"Ask about entry {place}: {kind}, user {user}.")


def check(exported: dict, anchors: list[tuple[int, int]]) -> Log:
    """Return the log of an export with all that is wrong; anchors: (entry, 130 bits of its hash)."""
    log, head = Log(exported["vault"], whole=exported["with_content"]), exported["head"]
    for place, row in enumerate(exported["entries"], 1):
        try:
            log.take(place, row)
        except FAULTY:
            log.tell("chain", place, "is not an entry of a log")
    last, bits = len(log.hashes), [int.from_bytes(each) >> 126 for each in log.hashes]
    log.tell("signatures", last, "is not closed by a signature", unless=not log.run)
    newest = {"entry": last, "hash": b"".join(log.hashes[-1:]).hex(), "line": head["line"]}
    named = head == newest and read_anchors(head["line"]) == [(last, *bits[-1:])]
    log.tell("chain", last, "is not the newest that the file names", unless=named)
    for entry, printed in anchors:
        fits, beyond = bits[entry - 1 : entry] == [printed], entry > last
        log.tell("anchors", entry, "was printed; the log was cut off before it", unless=not beyond)
        log.tell("anchors", entry, "was printed otherwise, or mistyped", unless=fits or beyond)
        log.fixed = max(log.fixed, entry if fits else 0)
    return log


def read_anchors(text: str) -> list[tuple[int, int]]:
    """Return (entry, 130 bits of its hash) of every line that is not empty."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        match = LINE.search(line.upper())
        require(match, line)
        value, check = int(re.sub(r"[-\s]", "", match[2]).translate(DIGITS), 32), 0
        for shift in range(5, 135, 5):  # the sum of each letter times x^place over x^5+x^2+1
            check = (check ^ value >> shift & 31) << 1
            check ^= 0b100101 if check & 32 else 0
        require(check == value & 31, line)
        found.append((int(match[1]), value >> 5))
    return found


def main(arguments: list[str]) -> int:
    """Check what is named, tell what was found, and return the exit status."""
    try:
        exported = json.loads(Path(arguments[0]).read_text("utf-8"))
        anchors = read_anchors(Path(arguments[1]).read_text("utf-8-sig")) if arguments[1:] else []
        require((exported["format"], exported["v"]) == ("safeguarding-desk-log", 1), "no log")
        log = check(exported, anchors)
    except (IndexError, OSError, *FAULTY) as error:
        sys.stderr.write(f"Cannot be read: {error!r}\n\n{__doc__}")
        return 2
    told = [f"WRONG ({proof}): entry {place} {what}." for proof, place, what in log.problems]
    fixed = f"Paper fixes entries up to {log.fixed}; what comes after rests on signatures alone."
    told += [*log.notes, f"{len(log.hashes)} entries.", fixed]
    told.append("NOT everything holds." if log.problems else "Everything checked here holds.")
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if log.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
