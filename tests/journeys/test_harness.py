import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import needed
from tests.journeys.hands import Hands
from tests.journeys.pixels import Pixels
from tests.journeys.screen import NeverError, Screen

SPECIMEN = str(Path(__file__).with_name("specimen.py"))


@pytest.fixture
def window(screen: Screen) -> Iterator[Hands]:
    hands = Hands(screen, screen.start([sys.executable, SPECIMEN], more=WINDOWED).pid)
    yield hands
    hands.let_go()


WINDOWED = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


def test_keys_reach_the_window_and_what_they_did_is_read_back(window: Hands) -> None:
    window.wait_for(identifier="continue")
    window.key("alt+m")
    window.wait_focus(identifier="name")
    window.type("A.B. of 9")
    assert window.text("name") == "A.B. of 9"
    window.key("alt+t")
    window.wait_for(identifier="tick", state="checked")
    window.key("alt+c")
    window.wait_for(identifier="account")
    assert window.one(identifier="name") is None
    assert window.actions == len("A.B. of 9") + 3


def test_what_assistive_technology_presses_is_done(window: Hands) -> None:
    window.press("tick")
    window.wait_for(identifier="tick", state="checked")
    window.press("continue")
    window.focus_on("account")
    window.type("two lines")
    window.key("Return")
    window.type("of it")
    window.wait_for(identifier="said", name="Written: two lines\nof it")
    assert window.wait_for(identifier="account").caret == len("two lines\nof it")


def test_waiting_in_vain_says_what_is_on_show_instead(window: Hands) -> None:
    window.wait_for(identifier="continue")
    with pytest.raises(NeverError, match=r"\[continue\] 'Continue'"):
        window.wait_for(identifier="nowhere", limit=0.2)


def test_the_end_of_a_program_is_noticed_at_once(window: Hands) -> None:
    window.wait_for(identifier="continue")
    window.key("ctrl+q")
    assert window.ended() == 0
    with pytest.raises(AssertionError, match="has ended"):
        window.wait_for(identifier="continue")


def test_a_picture_shows_what_was_drawn(window: Hands, screen: Screen, tmp_path: Path) -> None:
    window.wait_for(identifier="continue")
    window.picture(tmp_path / "shown.png")
    assert (tmp_path / "shown.png").read_bytes().startswith(b"\x89PNG")
    with screen.pixels() as pixels:
        assert isinstance(pixels, Pixels)
        assert (pixels.width, pixels.height) == (1366, 768)
        assert len(pixels.colours()) > 2


def test_two_screens_stand_side_by_side_and_leave_nothing_behind(screen: Screen) -> None:
    with Screen() as other:
        assert other.environment["DISPLAY"] != screen.environment["DISPLAY"]
        home = Path(other.environment["HOME"])
        hands = Hands(other, other.start([sys.executable, SPECIMEN], more=WINDOWED).pid)
        hands.wait_for(identifier="continue")
    assert not Path(f"/proc/{hands.pid}").exists()
    assert not home.exists()


def test_what_is_missing_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    needed.all_here.cache_clear()
    monkeypatch.setattr(needed, "PROGRAMS", ("no-such-program",))
    with pytest.raises(needed.NotHereError, match=r"no-such-program\. make setup installs them\."):
        needed.all_here()
