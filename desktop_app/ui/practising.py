"""The page in view while a practice vault is being made."""

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import Page, label


class PreparingPage(Page):
    """Says that invented cases are being prepared."""

    def __init__(self) -> None:
        super().__init__(_("Practice"), back=False)
        self.add(label(_("Preparing invented cases. Nothing you do here is kept."), "hint"))
        self.column.addStretch(1)
