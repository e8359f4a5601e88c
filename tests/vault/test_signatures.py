"""Many signatures checked at once: all that are bad are told, and no thread is left."""

import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.vault import envelope, signatures
from desktop_app.vault.signatures import Signature

KEY = Ed25519PrivateKey.generate()


def signature(position: int, *, good: bool) -> Signature:
    digest = position.to_bytes(32, "big")
    other = (position + (not good)).to_bytes(32, "big")
    return Signature(position, KEY.public_key(), envelope.signature(KEY, other), digest)


@pytest.mark.parametrize("many", [0, 1, 64, 65, 200])
def test_every_bad_signature_is_told_in_the_order_of_the_log(many: int) -> None:
    threads = threading.active_count()
    bad = {position for position in range(1, many + 1) if position % 7 == 1 or position == many}
    given = [signature(position, good=position not in bad) for position in range(1, many + 1)]
    assert list(signatures.bad(given)) == sorted(bad)
    assert threading.active_count() <= threads
