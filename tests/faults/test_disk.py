"""The disk in miniature: what an fsync makes durable, and what a power cut may leave of the rest."""

import random

from tests.faults.disk import Cut, Disk, Kind, Name, Pending, Sync, SyncFolder, Write, survivors

KEYS = "v.keys"


def disk() -> Disk:
    return Disk({0: bytearray(b"old")}, {KEYS: 0})


def replaced(made: Disk, *, synced: bool) -> None:
    """Write a file beside the old one and put it in its place."""
    made.do(Name(".", (("v.keys.new", 1),)))
    made.do(Write(1, 0, b"new"))
    if synced:
        made.do(Sync(1))
    made.do(Name(".", ((KEYS, 1), ("v.keys.new", None))))


def contents(made: Disk) -> set[bytes | None]:
    """Give what may stand under the name after a power cut now."""
    found: set[bytes | None] = set()
    for kind in Kind:
        for seed in range(60):
            for kept in survivors(made.pending, kind=kind, draw=random.Random(seed)):  # noqa: S311  # no secret
                found.add(made.after(kept).get(KEYS))
    return found


def test_a_file_that_was_synchronised_before_its_rename_is_the_old_or_the_new_one() -> None:
    made = disk()
    replaced(made, synced=True)
    assert contents(made) == {b"old", b"new"}
    made.do(SyncFolder("."))
    assert contents(made) == {b"new"}


def test_a_file_that_was_not_may_be_empty_after_its_rename() -> None:
    made = disk()
    replaced(made, synced=False)
    assert b"" in contents(made)


def test_a_write_is_torn_where_it_crosses_into_another_sector() -> None:
    pending: list[Pending] = [Write(0, 500, b"a" * 600)]
    torn = list(survivors(pending, kind=Kind.TORN, draw=random.Random(0)))  # noqa: S311  # no secret
    sizes = {sum(len(each.data) for each in kept if isinstance(each, Write)) for kept in torn}
    assert sizes == {12, 588, 524, 76}


def test_a_file_that_only_grew_has_zeros_and_keeps_what_it_had() -> None:
    made = disk()
    assert made.after([Cut(0, 6, only_grew=True)]) == {KEYS: b"old\0\0\0"}
    assert made.after([Cut(0, 1, only_grew=True)]) == {KEYS: b"old"}
    assert made.after([Cut(0, 1)]) == {KEYS: b"o"}
