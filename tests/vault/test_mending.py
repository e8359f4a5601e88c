import shutil
from dataclasses import replace
from pathlib import Path

from tests.vault_builders import AT, School, raw

PAGE = 4096


def torn(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE + 2048)
        file.write(bytes(512))


def with_free_pages(school: School) -> int:
    """Leave free pages in the file, and give one of them: nothing reads it."""
    vault = school.open()
    vault.save_draft("long", {"narrative": "being typed " * 3000}, at=AT)
    vault.discard_draft("long")
    vault.close()
    pages = school.path.stat().st_size // PAGE
    sound = school.path.read_bytes()
    for page in reversed(range(pages)):
        torn(school.path, page)
        tool = raw(school.path, school.unlock())
        read = tool.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        tool.close()
        school.path.write_bytes(sound)
        if not read:
            return page
    raise AssertionError(pages)


def cut_off(school: School) -> School:
    """Give a copy of the vault as a power cut leaves it in the middle of a save."""
    tool = raw(school.path, school.unlock())
    tool.execute("PRAGMA cache_size = 5")
    tool.execute("BEGIN")
    tool.execute("INSERT INTO draft VALUES ('x', 'a', 'b', zeroblob(200000))")
    after = school.path.parent / "after"
    after.mkdir()
    for each in school.path.parent.glob("school.*"):
        shutil.copy(each, after / each.name)
    tool.execute("ROLLBACK")
    tool.close()
    return replace(school, path=after / school.path.name)


def test_a_torn_page_that_held_nothing_is_written_anew_after_a_power_cut(school: School) -> None:
    page = with_free_pages(school)
    there = cut_off(school)
    torn(there.path, page)
    vault = there.open()
    assert vault.verify().ok
    vault.close()


def test_without_a_power_cut_a_page_that_holds_nothing_is_reported_as_damaged(
    school: School,
) -> None:
    torn(school.path, with_free_pages(school))
    vault = school.open()
    assert {each.what for each in vault.verify().findings} == {"pages"}
    vault.close()
