"""Recovery keys: shown and printed this once, then typed back, so that the paper is known to work."""

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.key_rows import KeyRows
from desktop_app.ui.widgets import Button, Card, Note, Page, hbox, label, vbox

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
                "forgotten. The sheet before this one no longer opens this vault, but it still opens "
                "copies that were made until now: destroy it."
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

    `done` comes when they are right; going back shows the keys again.
    """

    done = Signal()

    def __init__(self, keys: "RecoveryKeys", *, caption: str = "") -> None:
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
        go_on = Button(_("&Continue"), "primary", identifier="continue")
        go_on.clicked.connect(self.go_on)
        row.addWidget(go_on)
        row.addStretch(1)
        self.add(row)
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
        problems = [each for rows in self._asked() for each in rows.problems()]
        if problems:
            self.show_problems(problems)
            return
        self.clear_problems()
        self.done.emit()
