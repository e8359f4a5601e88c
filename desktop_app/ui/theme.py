"""Puts the look on: palette, fonts, icons, and the one stylesheet. No colour is ever the only sign."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_app.runtime.paths import resources_folder
from desktop_app.ui.stylesheet import stylesheet
from desktop_app.ui.tokens import FAMILY, POINTS, THEMES, Colours

_ROLES = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "bg"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "primary"),
    (QPalette.ColorRole.HighlightedText, "on_primary"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Accent, "primary"),
)
_DENSITY = 2.0  # icons are drawn at twice their size, for screens at 150 and 200 %


class _Look:
    """The look in force."""

    def __init__(self) -> None:
        self.name = "light"
        self.zoom = 1.0


_look = _Look()


def load_fonts(folder: Path) -> None:
    """Make the program's own screen fonts known to Qt."""
    for file in sorted(folder.glob("AtkinsonHyperlegibleNext*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(app: QApplication, name: str, zoom: float = 1.0) -> None:
    """Dress the whole program in a look of `tokens.THEMES`, its text `zoom` times as large."""
    _look.name, _look.zoom = name, zoom
    font = QFont(FAMILY)
    font.setPointSizeF(POINTS["body"] * zoom)
    app.setFont(font)
    palette = QPalette()
    for role, key in _ROLES:
        palette.setColor(role, QColor(colours()[key]))
    app.setPalette(palette)
    app.setStyleSheet(stylesheet(name, zoom))


def colours() -> Colours:
    """Give the colours of the look in force, by their names in `tokens`."""
    return THEMES[_look.name]


def colour(key: str) -> QColor:
    """Give a colour of the look in force."""
    return QColor(colours()[key])


def zoom() -> float:
    """Give how large text is: 1 as designed."""
    return _look.zoom


def scaled(pixels: float) -> int:
    """Give a measure that grows with the text."""
    return round(pixels * _look.zoom)


def pixmap(name: str, colour_key: str, size: int = 20) -> QPixmap:
    """Give an icon in a colour of the look, `size` pixels at the designed text size."""
    return _drawn(name, colours()[colour_key], scaled(size))


def icon(name: str, colour_key: str, size: int = 20) -> QIcon:
    """Give an icon for a button."""
    return QIcon(pixmap(name, colour_key, size))


@lru_cache(maxsize=256)
def _drawn(name: str, colour_value: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  # start-up: nothing is drawn before it

    file = resources_folder() / "icons" / f"{name}.svg"
    drawing = file.read_text(encoding="utf-8").replace("currentColor", colour_value)
    picture = QPixmap(QSize(round(size * _DENSITY), round(size * _DENSITY)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    side = size * _DENSITY
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(_DENSITY)
    return picture
