"""Sealed records that still name somebody who has left: shown to those who read them."""

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import readers
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Row
from desktop_app.ui.widgets import Tag, label, vbox


def left_behind(desk: Desk) -> QWidget | None:
    """Give a row for each such record, which leads to its page; None where there is none."""
    found = readers.left_behind(desk.session)
    if not found:
        return None
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["s"])
    column.addWidget(label(_("Who has left, and is still named"), "h2", heading=True))
    column.addWidget(
        label(
            _(
                "They cannot open the vault as it is saved now. Take them off, so that nothing new "
                "is sealed to a key that they had."
            ),
            "hint",
        )
    )
    for each in found:
        said = _("{reference} still names {names}").format(
            reference=each.reference, names=", ".join(each.names)
        )
        row = Row(
            _("A sealed record"),
            [said],
            side=[Tag(_("Take them off"), "amber", "triangle-alert")],
            identifier=f"left-behind-{each.reference}",
        )
        row.setAccessibleName(said)
        reference = each.reference
        row.clicked.connect(lambda _on=False, to=reference: desk.open_incident(to))
        column.addWidget(row)
    return whole
