"""Many signatures checked beside the reading of the log, on the machine's other processors.

The library that checks a signature lets other threads run meanwhile, so threads are enough; and
they are safe everywhere, also in a packaged program, where new processes would start the program
anew. Nothing but public keys, hashes and signatures goes to them.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.vault import envelope

_BATCH: Final = 256
_MOST_THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Signature:
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


@dataclass(slots=True)
class Signatures:
    """Signatures that wait to be checked, and those that are being checked."""

    _waiting: list[Signature] = field(default_factory=list)
    _checking: list[Future[list[int]]] = field(default_factory=list)
    _pool: ThreadPoolExecutor | None = None

    def later(self, signature: Signature) -> None:
        """Check a signature whose result nothing else waits for."""
        self._waiting.append(signature)
        if len(self._waiting) >= _BATCH:
            pool = self._pool = self._pool or ThreadPoolExecutor(_threads())
            self._checking.append(pool.submit(_bad, self._waiting))
            self._waiting = []

    def bad(self) -> Iterator[int]:
        """Yield the position of every signature that is not good, when all are checked."""
        last, self._waiting = self._waiting, []
        found = _bad(last)
        for batch in self._checking:
            yield from batch.result()
        yield from found

    def close(self) -> None:
        """Check nothing more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _threads() -> int:
    return max(1, min(_MOST_THREADS, os.cpu_count() or 1))


def _bad(signatures: list[Signature]) -> list[int]:
    return [each.position for each in signatures if not each.is_good()]
