"""Signatures checked beside the reading: all that are bad are told, and nothing is left running."""

import sys
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.vault import envelope
from desktop_app.vault.signatures import Checking, Signature

USUAL = sys.getswitchinterval()
KEY = Ed25519PrivateKey.generate()


def signature(position: int, *, good: bool) -> Signature:
    digest = position.to_bytes(32, "big")
    other = (position + (not good)).to_bytes(32, "big")
    return Signature(position, KEY.public_key(), envelope.signature(KEY, other), digest)


@pytest.mark.parametrize("many", [0, 1, 63, 64, 65, 200])
def test_every_bad_signature_is_told_in_the_order_they_came_in(many: int) -> None:
    bad = {position for position in range(1, many + 1) if position % 7 == 1 or position == many}
    with Checking() as checking:
        for position in range(1, many + 1):
            checking.take(signature(position, good=position not in bad))
        assert list(checking.bad()) == sorted(bad)


def stop_half_way() -> None:
    with Checking() as checking:
        for position in range(1, 500):
            checking.take(signature(position, good=True))
        assert sys.getswitchinterval() < USUAL
        raise KeyboardInterrupt


def test_who_stops_half_way_leaves_no_thread_and_no_short_turns_behind() -> None:
    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert sys.getswitchinterval() == USUAL
    assert threading.active_count() <= threads
