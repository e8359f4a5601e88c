"""Both recovery keys of a new vault, shown this once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import Button, Card, Note, Page, Problem, TickCard, hbox, label, vbox

if TYPE_CHECKING:
    from desktop_app.services.sessions import RecoveryKeys


class KeysPage(Page):
    """Shows both recovery keys, this once; `done` comes when they are said to be put away."""

    done = Signal()
    print_wanted = Signal()

    def __init__(self, keys: "RecoveryKeys") -> None:
        super().__init__(_("Write down two keys"), caption=_("New vault"), back=False)
        self.add(
            Note(
                _(
                    "They are shown now and never again. Without the first nobody can help if the "
                    "password is forgotten."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )
        self._key(
            _("1. Recovery key of the vault"),
            _("Seal it in an envelope and lock it in the school safe."),
            keys.paper,
        )
        self._key(
            _("2. Outside key for sealed concerns"),
            _(
                "Give it to someone outside the school's leadership, such as the chair of "
                "governors or the trust. Keep no copy in school."
            ),
            keys.outside,
        )
        self.ticked = TickCard(_("I have &written them down"), _("Both, on two separate sheets"))
        self.ticked.setAccessibleIdentifier("written-down")
        self.add(self.ticked)
        row = hbox(spacing=12)
        go_on = Button(_("&Continue"), "primary", identifier="continue")
        go_on.clicked.connect(self.go_on)
        printed = Button(_("&Print both, a sheet each"), icon="printer", identifier="print-keys")
        printed.clicked.connect(self.print_wanted)
        row.addWidget(go_on)
        row.addWidget(printed)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)

    def _key(self, title: str, advice: str, rows: tuple[str, ...]) -> None:
        card = Card()
        box = vbox(card, (16, 12, 16, 12), 4)
        box.addWidget(label(title, "h2", heading=True))
        box.addWidget(label(advice, "hint"))
        for number, row in enumerate(rows, 1):
            box.addWidget(label(f"{number}.  {row}", "strong"))
        self.add(card)

    def go_on(self) -> None:
        """Go on once both keys are said to be written down."""
        if not self.ticked.isChecked():
            said = _("Write both keys down first, or print them; then tick the box.")
            self.show_problems([Problem(said, self.ticked)])
            return
        self.clear_problems()
        self.done.emit()
