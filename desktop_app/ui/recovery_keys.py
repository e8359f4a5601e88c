"""Recovery keys: shown and printed this once, then typed back, so that the paper is known to work."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs
from desktop_app.ui.key_rows import KeyRows
from desktop_app.ui.widgets import Button, Card, Note, Page, Problem, hbox, label, vbox
from desktop_app.ui.writing_anew import Step, WritingAnew

if TYPE_CHECKING:
    from desktop_app.services.sessions import RecoveryKeys


def words_of_vault() -> tuple[str, str]:
    """Give what the vault's own key is called, and where its sheet is kept."""
    return (
        _("Recovery key of the vault"),
        _("Seal it in an envelope and lock it in the school safe."),
    )


def words_of_outside() -> tuple[str, str]:
    """Give what the outside key is called, and where its sheet is kept."""
    return (
        _("Outside key for sealed concerns"),
        _(
            "Give it to someone outside the school's leadership, such as the chair of governors "
            "or the trust. Keep no copy in school."
        ),
    )


def key_card(title: str, advice: str, rows: tuple[str, ...]) -> Card:
    """Give a key to write down, row by row."""
    card = Card()
    box = vbox(card, (16, 12, 16, 12), 4)
    box.addWidget(label(title, "h2", heading=True))
    box.addWidget(label(advice, "hint"))
    for number, row in enumerate(rows, 1):
        box.addWidget(label(f"{number}.  {row}", "strong"))
    return card


class KeysPage(Page):
    """Shows the keys, this once; `done` comes when they are said to be on paper.

    A new vault has two; a vault that stands already is given a new one of its own alone, and then
    `keys.outside` is empty.
    """

    done = Signal()
    print_wanted = Signal()

    def __init__(self, keys: "RecoveryKeys", *, caption: str = "") -> None:
        both = bool(keys.outside)
        title = _("Write down two keys") if both else _("Write down the new recovery key")
        super().__init__(title, caption=caption or _("New vault"), back=False)
        if both:
            said = _(
                "They are shown now and never again. Without the first nobody can help if the "
                "password is forgotten."
            )
        else:
            said = _(
                "It is shown now and never again. Without it nobody can help if the password is "
                "forgotten. It is not in force yet: it is once you have typed it back on the next "
                "page. Keep the sheet before this one until then, and destroy it after that, for "
                "it still opens copies that were made until now."
            )
        self.add(Note(said, icon="triangle-alert", kind="warn"))
        self.add(key_card(*words_of_vault(), keys.paper))
        if both:
            self.add(key_card(*words_of_outside(), keys.outside))
        self.add(label(_("On the next page you type from the paper, to be sure it works."), "hint"))
        row = hbox(spacing=12)
        go_on = Button(_("&Continue"), "primary", identifier="continue")
        go_on.clicked.connect(self.done)
        words = _("&Print both, a sheet each") if both else _("&Print it")
        printed = Button(words, icon="printer", identifier="print-keys")
        printed.clicked.connect(self.print_wanted)
        row.addWidget(go_on)
        row.addWidget(printed)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)


class KeysBackPage(Page):
    """Asks for the keys back, off paper: the vault's whole, of the outside key one row.

    `done` comes when they are right; going back shows the keys again. `write` is for a key that
    is put in force only then.
    """

    done = Signal()

    def __init__(self, keys: "RecoveryKeys", *, caption: str = "", stoppable: bool = False) -> None:
        super().__init__(_("Now type it from the paper"), caption=caption or _("New vault"))
        self.add(
            label(
                _(
                    "A slip of the pen shows now, while it can still be put right. Capitals, "
                    "spaces and hyphens do not matter. Back shows the key again."
                ),
                "hint",
            )
        )
        self.add(label(words_of_vault()[0], "h2"))
        self.paper = KeyRows(keys.paper, identifier="paper")
        self.add(self.paper)
        self.outside: KeyRows | None = None
        if keys.outside:
            number = secrets.randbelow(len(keys.outside)) + 1
            self.add(label(words_of_outside()[0], "h2"))
            self.add(label(_("One row of it is enough."), "hint"))
            self.outside = KeyRows(
                keys.outside, numbers=(number,), identifier="outside", outside=True
            )
            self.add(self.outside)
        row = hbox(spacing=12)
        self.go = Button(_("&Continue"), "primary", identifier="continue")
        self.go.clicked.connect(self.go_on)
        row.addWidget(self.go)
        row.addStretch(1)
        self.add(row)
        self.working = WritingAnew("keys-back", stoppable=stoppable)
        self.add(self.working)
        self.column.addStretch(1)
        for rows in self._asked():
            for line in rows.lines:
                line.returnPressed.connect(self.go_on)

    def _asked(self) -> list[KeyRows]:
        return [self.paper, *([self.outside] if self.outside is not None else [])]

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first row."""
        self.paper.focus_first()

    def go_on(self) -> None:
        """Go on once every row is as it stands on paper; else say which is not."""
        if not self.go.isEnabled():
            return
        problems = [each for rows in self._asked() for each in rows.problems()]
        if problems:
            self.show_problems(problems)
            return
        self.clear_problems()
        self.done.emit()

    def write(
        self,
        work: Callable[[Step], object],
        *,
        done: Callable[[], object],
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Do what puts the key in force, and show how far that is."""
        self._enable(able=False)
        self.working.write(work, done=done, failed=self.fail, stopped=stopped)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do; raise what is the program's own fault."""
        self.working.end()
        self._enable(able=True)
        self.show_problems([Problem(jobs.trouble(error).sentence, self.heading)])

    def _enable(self, *, able: bool) -> None:
        for each in (self.go, *self._asked()):
            each.setEnabled(able)
