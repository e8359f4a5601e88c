"""Check the exported log of a safeguarding vault, without the program that wrote it.

    python verify_log.py LOG.json [ANCHORS.txt]

LOG.json is what `vault export-log` wrote; ANCHORS.txt has the line at the foot of each form ("Log
1a2b3c4d · entry 137 · XXXX-XXXX-…"), typed off paper that others keep. `docs/verifying.md` tells
what it proves, `docs/formats.md` what it checks. Needs Python 3.11 and the package `cryptography`.
Exit status: 0 everything holds, 1 something does not, 2 a file cannot be read.
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32
LINE = re.compile(r"([0-9a-fA-F]{8})\W+\w+\W+([0-9]+)\W+(\w(?:[-\s]?\w){26})\s*$")
MANAGED = {"user.added", "user.changed", "user.removed", "user.renewed", "recovery.renewed"}
Said = dict[str, Any]
FAULTY = (KeyError, ValueError, TypeError, AttributeError, RecursionError)


def holds(public: str, signature: str, message: bytes) -> bool:
    """Say whether an Ed25519 signature (hex) over the message is by this public key (hex)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def strict(text: str) -> Said:
    """Read a JSON object in its one spelling: names sorted, none twice, no spaces (RFC 8785)."""
    said: Said = json.loads(text)
    if json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) != text:
        raise ValueError(text[:40])
    return said


class Log:
    """What is known at one place of a log; `problems` are (which proof, entry, sentence)."""

    def __init__(self, vault: str) -> None:
        self.vault, self.notes, self.signed, self.contents = vault, list[str](), 0, 0
        self.problems, self.hashes = list[tuple[str, int, str]](), list[bytes]()
        self.authors: dict[str, tuple[int, str]] = {}
        self.known: Said = {"people": {}, "keys": [], "paper": ""}
        self.author, self.opened, self.by_paper, self.about = ("", ""), 0, "", list[Any]()

    def take(self, place: int, row: Said) -> None:
        """Check an entry: its hash, what it follows, its content, and the signature that ends it."""
        said, body = strict(row["event"]), b"SG-EVENT-v1\0" + row["event"].encode()
        digest = hashlib.sha256(body).digest()
        before, author = [each.hex() for each in self.hashes[-1:]], (said["actor"], said["key"])
        number, own = self.authors.get(said["actor"], (0, None))
        self.authors[said["actor"]] = (said["aseq"], digest.hex())
        self.hashes.append(digest)
        for right, sentence in (
            ((row["n"], row["hash"]) == (place, digest.hex()), "is not the one that was hashed"),
            ((said["vault"], said["parents"]) == (self.vault, before), "does not follow the last"),
            ((said["aseq"], said["aprev"]) == (number + 1, own), "is not its author's next"),
        ):
            self.problems += [] if right else [("chain", place, sentence)]
        if self.author != author:
            self.open_run(author, place)
        if row["content"] is not None:
            self.contents += 1
            content = bytes.fromhex(row["salt"]) + row["content"].encode()
            if hashlib.sha256(b"SG-PAYLOAD-v1\0" + content).hexdigest() != said["ph"]:
                self.problems.append(("chain", place, "has another content than was signed"))
            elif place == 1 or said["type"].startswith(("vault.created", "user.", "recovery.")):
                self.about.append((place, said["type"], strict(row["content"]), *before))
        elif said["type"] in {"vault.created", "recovery.used", *MANAGED}:
            self.problems.append(("chain", place, "says who may sign, and its content is withheld"))
        if row["sig"] is not None:
            self.close_run(place, digest, row["sig"])

    def open_run(self, author: tuple[str, str], place: int) -> None:
        """Begin a run of entries by one author, which that author's signature must end."""
        if self.author[0]:
            self.problems.append(("signatures", place - 1, "is not closed by a signature"))
        self.author, self.opened, self.by_paper, self.about = author, place, "", []

    def close_run(self, place: int, digest: bytes, signature: str) -> None:
        """End a run; what it says about people holds only if its author signed it."""
        (actor, name), known, trial = self.author, self.known, json.loads(json.dumps(self.known))
        for each, kind, said, *before in self.about:
            office = known["people"].get(actor, {"office": "dsl"})["office"]
            problem = self.about_people(trial, (each, kind, "".join(before), office), said)
            self.problems += [("signatures", each, problem)] if problem else []
        # The first author signs their own introduction; who came in by the paper key, their own.
        people = (trial if self.opened == 1 or self.by_paper == name else known)["people"]
        person = people.get(actor, {"key": None, "here": True})
        self.problems += [] if person["here"] else [("signatures", place, "is by somebody removed")]
        if person["key"] == name and holds(person["signs"], signature, b"SG-SIG-v1\0" + digest):
            self.known, self.signed = trial, self.signed + 1
        else:
            self.problems.append(("signatures", place, "has no signature of its author over it"))
        self.author = ("", "")

    def about_people(self, known: Said, where: tuple[int, str, str, str], said: Said) -> str:
        """Take in who may sign from here on; return what is wrong with that, if anything is."""
        (place, kind, before, office), fresh = where, where[1] == "user.added"
        actor, user, gives = self.author[0], said.get("user"), {"user.added", "user.renewed"}
        public = said["signing_public"] if kind in {"recovery.used", *gives} else ""
        name = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]
        person = known["people"].get(user, {"here": False, "office": "dsl"})
        own = bool(self.by_paper) and (kind == "recovery.renewed" or name == self.by_paper)
        if (place == 1) != (kind == "vault.created") or said.get("vault", self.vault) != self.vault:
            return "begins a log, or should"
        if kind == "recovery.used":
            message = f"SG-RECOVERY-v1\0{self.vault}\0".encode() + bytes.fromhex(before + public)
            paper, witness = known["paper"], said["witness"]
            right = holds(paper, witness, message) if paper else not witness
            if not right or not person["here"] or (user, place) != (actor, self.opened):
                return "uses the paper key without its witness"
            self.by_paper = name
        elif kind in MANAGED and office not in {"dsl", "head"} and not own:
            return "is by somebody who may not look after people and keys"
        elif kind in {"vault.created", "recovery.renewed"}:
            known["paper"] = said.get("recovery_signing_public", "")
        elif kind in MANAGED:
            if user in known["people"] if fresh else not person["here"]:
                return "is about somebody who is there already, or is not there"
            if public and (name in known["keys"] or ((user == actor) != own and self.opened > 1)):
                return "gives a key that was given before, or that nobody may give themselves"
            known["keys"] += [name] if public else []
            person |= {"key": name, "signs": public} if public else {}
            person |= {"office": "" + said.get("office", person["office"])}
            person["here"] = kind != "user.removed"
            known["people"][user] = person
        if kind in {"recovery.used", "user.renewed", "user.removed"}:
            self.notes.append(f"Ask about entry {place}: {kind}, user {user}.")
        return ""


def check(exported: Said, anchors: list[tuple[str, int, int]]) -> Log:
    """Return the log of an export with all that is wrong; anchors: (vault, entry, bits)."""
    log = Log(exported["vault"])
    for place, row in enumerate(exported["entries"], 1):
        try:
            log.take(place, row)
        except FAULTY:
            log.problems.append(("chain", place, "is not an entry of a log"))
            log.hashes += [b""] * (place - len(log.hashes))
    log.open_run(("", ""), len(log.hashes) + 1)
    log.problems += [] if log.hashes else [("chain", 1, "is missing, as all others are")]
    for vault, entry, printed in anchors:  # what is printed: a hash's first 130 bits, as base32
        if not exported["vault"].endswith(vault):
            log.problems.append(("anchors", entry, "was printed from another vault"))
        elif not 0 < entry <= len(log.hashes):
            log.problems.append(("anchors", entry, "was printed; this log was cut off before it"))
        elif int.from_bytes(log.hashes[entry - 1]) >> 126 != printed:
            log.problems.append(("anchors", entry, "was printed otherwise: mistyped, or changed"))
    return log


def read_anchors(text: str) -> list[tuple[str, int, int]]:
    """Return (end of the vault's id, entry, its hash's bits) of every line that is not empty."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        match = LINE.search(line)
        vault, entry, typed = match.groups() if match else ("", line, "")  # int() refuses it
        letters = re.sub(r"[-\s]", "", typed.upper()).translate(str.maketrans("OIL", "011"))
        bits = sum(LETTERS.index(each) << 5 * (25 - i) for i, each in enumerate(letters[:26]))
        found.append((vault.lower(), int(entry), bits))
    return found


def main(arguments: list[str]) -> int:
    """Check what is named, tell what was found, and return the exit status."""
    try:
        exported = json.loads(Path(arguments[0]).read_text("utf-8"))
        anchors = read_anchors(Path(arguments[1]).read_text("utf-8-sig")) if arguments[1:] else []
        if (exported["format"], exported["v"]) != ("safeguarding-desk-log", 1):
            raise ValueError("not an exported log of format 1")
        log = check(exported, anchors)
    except (IndexError, OSError, *FAULTY) as error:
        sys.stderr.write(f"Cannot be read: {error!r}\n\n{__doc__}")
        return 2
    bad = {place for proof, place, _ in log.problems if proof == "anchors"}
    fixed = max((entry for _, entry, _ in anchors if entry not in bad), default=0)
    told = [f"WRONG ({proof}): entry {place} {what}." for proof, place, what in log.problems]
    told += log.notes
    told += [f"{len(log.hashes)} entries, {log.signed} signatures, {log.contents} contents."]
    told += [f"Paper fixes entries up to {fixed}; what comes after rests on signatures alone."]
    told.append("NOT everything holds." if log.problems else "Everything checked here holds.")
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if log.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
