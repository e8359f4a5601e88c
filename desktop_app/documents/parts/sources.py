"""Where each rule on a table comes from: a number in the row, the words once below."""

from desktop_app.documents.layout import Sheet
from desktop_app.documents.styles import SMALL
from desktop_app.documents.words import known
from desktop_app.runtime.i18n import gettext as _

SHARE = 0.09


class Sources:
    """The sources of one table, numbered as they come."""

    def __init__(self) -> None:
        self._labels: list[str] = []

    def mark(self, label: str) -> str:
        """Give the mark of a source, e.g. `[2]`."""
        label = known(label)
        if label not in self._labels:
            self._labels.append(label)
        return f"[{self._labels.index(label) + 1}]"

    def add_to(self, sheet: Sheet) -> None:
        """Add what the marks mean."""
        if not self._labels:
            return
        if len(self._labels) == 1:
            sheet.text(_("Source [1]: {label}").format(label=self._labels[0]), SMALL, before=3)
            return
        notes = "\n".join(f"[{place}] {label}" for place, label in enumerate(self._labels, 1))
        sheet.text(_("Sources:\n{notes}").format(notes=notes), SMALL, before=3)
