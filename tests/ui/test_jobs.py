import gc
import threading

from pytestqt.qtbot import QtBot

from desktop_app.ui import jobs


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    here = threading.get_ident()
    told: list[tuple[int, int]] = []

    def work(number: int) -> int:
        return threading.get_ident() if number == 7 else 0

    jobs.run(work, 7, done=lambda where: told.append((where, threading.get_ident())), failed=_never)
    qtbot.waitUntil(lambda: bool(told))
    where, back = told[0]
    assert where not in {0, here}
    assert back == here


def test_what_the_work_raises_comes_back_as_it_is(qtbot: QtBot) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        raise LookupError

    jobs.run(work, done=_never, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], LookupError)


def test_work_that_was_dropped_tells_nobody(qtbot: QtBot) -> None:
    told: list[str] = []
    jobs.run(lambda: "first", done=told.append, failed=_never).drop()
    jobs.run(lambda: "second", done=told.append, failed=_never)
    qtbot.waitUntil(lambda: "second" in told)
    assert told == ["second"]


def _never(_what: object) -> None:
    raise AssertionError


def test_no_garbage_is_collected_while_work_is_done_beside_the_window(qtbot: QtBot) -> None:
    told: list[bool] = []
    jobs.run(gc.isenabled, done=told.append, failed=_never)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [False]
    assert gc.isenabled()
