"""The order in which Tab goes through a page: as it is read, whenever each part of it was made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_the_eye(top: QWidget | None) -> None:
    """Let Tab go through everything below `top` in the order in which it stands there.

    Qt goes in the order in which controls were made: what was drawn later would come last.
    """
    stops = list(_stops(top.layout())) if top is not None else []
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    """Give every control of a layout from top to bottom, those inside others included."""
    for place in range(layout.count()) if layout is not None else ():
        item = layout.itemAt(place) if layout is not None else None
        if item is None:
            continue
        if widget := item.widget():
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                yield widget
            yield from _stops(widget.layout())
        else:
            yield from _stops(item.layout())
