"""Passwords stretched in several threads at once, as a window does that opens and proves copies."""

from concurrent.futures import ThreadPoolExecutor

from desktop_app.vault.keyslots import FLOOR, SALT_BYTES, stretch


def test_passwords_can_be_stretched_in_several_threads_at_once() -> None:
    def one(number: int) -> bytes:
        return stretch(f"four plain words {number}", salt=bytes(SALT_BYTES), cost=FLOOR)

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(one, range(6)))
    assert together == [one(number) for number in range(6)]
