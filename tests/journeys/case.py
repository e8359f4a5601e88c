"""A case as it is written down in the window: the steps that several journeys share."""

import io
import re
from pathlib import Path

from pypdf import PdfReader

from tests.journeys.hands import Hands
from tests.journeys.place import PASSWORD


def choose(window: Hands, *identifiers: str) -> None:
    """Choose or tick, as a screen reader does, and wait until it is shown."""
    for each in identifiers:
        window.press(each)
        window.wait_for(identifier=each, state="checked")


def answer(window: Hands, said: str, *questions: str) -> None:
    """Give the same answer to several questions of a page."""
    choose(window, *(f"answer-{question}:{said}" for question in questions))


def write(window: Hands, identifier: str, text: str) -> None:
    """Go to a field and type into it."""
    window.focus_on(identifier)
    window.type(text)


def go_on(window: Hands, to: str) -> None:
    """Leave the page by the key that always goes on, and wait for what stands on the next one."""
    window.key("ctrl+Return")
    window.wait_for(identifier=to)


def person(window: Hands, name: str, age: str, *roles: str) -> None:
    """Write a person's row with the keys that are shown for it, and begin the next."""
    window.wait_focus(identifier="person-name")
    window.type(name)
    window.key("Tab")
    window.type(age)
    choose(window, *(f"person-{role}" for role in roles))
    window.focus_on("person-age")
    window.key("Return")
    window.wait_for(identifier="person-change", name=f"Change: {name}")


def begin(window: Hands, kind: str, account: str) -> None:
    """Go from home by the full way to the page of people: one kind, a few words."""
    window.key("alt+t")
    window.wait_for(identifier="start-about-staff:no")
    choose(window, "start-about-staff:no", "start-seen:no")
    go_on(window, "safe-phones")
    choose(window, "safe-phones")
    go_on(window, f"kind-{kind}")
    choose(window, f"kind-{kind}")
    go_on(window, "account-narrative")
    write(window, "account-narrative", account)
    go_on(window, "person-name")


def to_the_children(window: Hands) -> None:
    """Go from the page of people to that of the children shown, every answer on the way a no."""
    go_on(window, "answer-sexual-acts:no")
    answer(window, "no", "sexual-acts", "acts-unusual", "acts-violent")
    go_on(window, "answer-on-school-device:no")
    assert window.one(identifier="answer-staff-viewed:no") is None, "the first page asked it"
    answer(window, "no", "on-school-device")
    go_on(window, "answer-life-in-danger:no")
    answer(window, "no", "life-in-danger", "immediate-risk", "offline-meeting")
    go_on(window, "answer-adult-involved:no")
    answer(window, "no", "adult-involved", "suspect-close")
    go_on(window, "answer-under-13:no")


def to_the_result(window: Hands) -> None:
    """Go from the page of pressure to the result, every answer on the way a no."""
    go_on(window, "answer-significant-harm:no")
    answer(window, "no", "significant-harm")
    go_on(window, "answer-evidence-at-risk:no")
    answer(window, "no", "evidence-at-risk", "telling-family-risks-harm")
    go_on(window, "outcome")


def record(window: Hands) -> str:
    """Record from the page that checks all answers; give the reference that is shown."""
    window.wait_for(identifier="wizard-primary", name="Record the incident")
    window.key("ctrl+Return")
    heading = window.wait_for(role="heading", part="Recorded: ")
    return heading.name.removeprefix("Recorded: ")


def save_form(window: Hands, form: str, file: Path) -> str:
    """Look at a form in the program, save it as PDF, and give the text that a reader finds in it.

    What becomes a file is asked about first: what for, and the password again.
    """
    window.press(f"preview-{form}")
    window.wait_for(identifier="preview-said", part="page")
    window.key("alt+s")
    window.wait_focus(identifier="why:referral or meeting")
    window.key("space")
    window.focus_on("password-again")
    window.type(PASSWORD)
    window.key("Return")
    window.wait_focus(role="text")
    window.key("ctrl+a")
    window.type(str(file))
    window.key("Return")
    window.wait_for(identifier="preview-said", part="Saved to")
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
