"""Many signatures checked at once, on all of the machine's processors.

The library that checks a signature lets other threads run meanwhile, so threads are enough; and
they are safe everywhere, also in a packaged program, where new processes would start the program
anew. They are checked after the log was read, not beside it: the reading is Python, and threads
that wait for each other's turn there take longer than one.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.vault import envelope

_BATCH: Final = 64
_MOST_THREADS: Final = 8


class Signature(NamedTuple):
    """The signature of the entry at `position`, over its hash."""

    position: int
    key: Ed25519PublicKey
    sig: bytes
    hash: bytes

    def is_good(self) -> bool:
        """Say whether the key's holder made it."""
        try:
            self.key.verify(self.sig, envelope.signed_bytes(self.hash))
        except InvalidSignature:
            return False
        return True


def bad(many: Sequence[Signature]) -> Iterator[int]:
    """Yield the position of every signature that is not good."""
    if len(many) <= _BATCH:
        yield from _bad(many)
        return
    batches = [many[start : start + _BATCH] for start in range(0, len(many), _BATCH)]
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        for found in pool.map(_bad, batches):
            yield from found


def _bad(many: Sequence[Signature]) -> list[int]:
    return [each.position for each in many if not each.is_good()]
