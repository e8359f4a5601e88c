"""The looks in force: one theme, one zoom, one stylesheet, and icons in the theme's colours."""

from pathlib import Path

from PySide6 import QtCore, QtGui
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.runtime import paths
from desktop_app.ui.stylesheet import stylesheet
from desktop_app.ui.tokens import FAMILY, POINTS, THEMES, Colours

# The weights that the stylesheet asks for, and no others: each costs time at the start.
_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "bg",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Light: "border",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Accent: "primary",
}


# How much wider than high the icon of a button is.
ICON_WIDTH = 1.25


class _Force:
    """What is in force; there is one application, so there is one of these."""

    def __init__(self) -> None:
        self.name = "light"
        self.zoom = 1.0
        self.prepared = False
        self.pixmaps: dict[tuple[str, str, int], QtGui.QPixmap] = {}


_force = _Force()


def started(name: str) -> QApplication:
    """Make the application in the one style that is the same on every system.

    Said as an argument: asked for later, Qt makes another style first, and PySide then looks at
    all there is to know about a style, which takes longer than the first page.
    """
    _force.prepared = True
    return QApplication([name, "-style", "Fusion"])


def load_fonts(folder: Path) -> None:
    """Make the face of the program known to Qt."""
    plain = FAMILY.replace(" ", "")
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(folder / f"{plain}_{weight}.ttf"))


def apply(app: QApplication, name: str, zoom: float = 1.0) -> None:
    """Dress the whole application; what is shown already is dressed anew.

    `name` is a key of tokens.THEMES, `zoom` 1.0 for 100 %. Raises KeyError for another name.
    """
    _force.name, _force.zoom = name, zoom
    if not _force.prepared:
        app.setStyle("Fusion")
        _force.prepared = True
    font = QFont(FAMILY)
    font.setPointSizeF(POINTS["body"] * zoom)
    app.setFont(font)
    palette = QPalette()
    for role, key in _ROLES.items():
        palette.setColor(role, colour(key))
    faint = colour("muted")
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    app.setPalette(palette)
    app.setStyleSheet(stylesheet(name, zoom))


def colours() -> Colours:
    """Give the colours in force."""
    return THEMES[_force.name]


def colour(key: str) -> QColor:
    """Give a colour in force."""
    return QColor(colours()[key])


def name() -> str:
    """Give the name of the theme in force."""
    return _force.name


def zoom() -> float:
    """Give the zoom of the text in force, 1.0 for 100 %."""
    return _force.zoom


def scaled(pixels: float) -> int:
    """Give a measure in logical pixels as the zoom in force makes it."""
    return round(pixels * _force.zoom)


def pixmap(name: str, colour_key: str, size: float = 20) -> "QtGui.QPixmap":
    """Give an icon of resources/icons in a colour of the theme, `size` logical pixels at 100 %.

    Raises FileNotFoundError for an icon that is not there.
    """
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    pixels = round(size * _force.zoom * ratio)
    tone = colours()[colour_key]
    key = (name, tone, pixels)
    found = _force.pixmaps.get(key)
    if found is None:
        found = _force.pixmaps[key] = _drawn(name, tone, pixels)
        found.setDevicePixelRatio(ratio)
    return found


def icon(name: str, colour_key: str, size: float = 20) -> "QtGui.QIcon":
    """Give an icon for a button, with room after it, for Qt leaves hardly any; see pixmap."""
    drawn = pixmap(name, colour_key, size)
    wide = QtGui.QPixmap(round(drawn.width() * ICON_WIDTH), drawn.height())
    wide.setDevicePixelRatio(drawn.devicePixelRatio())
    wide.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QtGui.QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return QtGui.QIcon(wide)


def _drawn(name: str, tone: str, pixels: int) -> "QtGui.QPixmap":
    """Draw with Qt's reader of SVG: QtSvg itself would have to be loaded before the first paint."""
    file = paths.resources_folder() / "icons" / f"{name}.svg"
    text = file.read_text(encoding="utf-8").replace("currentColor", tone)
    buffer = QtCore.QBuffer()
    buffer.setData(QtCore.QByteArray(text.encode()))
    buffer.open(QtCore.QBuffer.OpenModeFlag.ReadOnly)
    reader = QtGui.QImageReader(buffer, QtCore.QByteArray(b"svg"))
    reader.setScaledSize(QtCore.QSize(pixels, pixels))
    return QtGui.QPixmap.fromImage(reader.read())
