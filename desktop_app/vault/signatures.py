"""Many signatures checked beside the reading of a log, on all of the machine's processors.

The library that checks a signature lets other threads run meanwhile, and so does the database while
it reads, so threads are enough; and they are safe everywhere, also in a packaged program, where new
processes would start the program anew. Python hands its turn over every 5 ms as it comes; a thread
that waited so long before each signature would hardly get through any while the log is read.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.vault import envelope

_BATCH: Final = 64
_MOST_THREADS: Final = 8
_USUAL_TURN: Final = sys.getswitchinterval()
_SHORT_TURN: Final = 0.0002  # seconds


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


class Checking:
    """Takes signatures one by one, checks them meanwhile, and says at the end which are bad.

    To be used as a context: its threads end with it.
    """

    def __init__(self) -> None:
        self._next: list[Signature] = []
        self._handed_over: list[Future[list[int]]] = []
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            sys.setswitchinterval(_USUAL_TURN)

    def take(self, signature: Signature) -> None:
        """Check one more; a batch at a time is handed over to the threads."""
        self._next.append(signature)
        if len(self._next) == _BATCH:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1))
                sys.setswitchinterval(_SHORT_TURN)
            self._handed_over.append(self._pool.submit(_bad, self._next))
            self._next = []

    def bad(self) -> Iterator[int]:
        """Yield the position of every signature that is not good, in the order they came in."""
        for batch in self._handed_over:
            yield from batch.result()
        yield from _bad(self._next)


def _bad(many: Sequence[Signature]) -> list[int]:
    return [each.position for each in many if not each.is_good()]
