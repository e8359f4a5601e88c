"""The one stylesheet of the window, from the tokens of a theme. Pure text, no Qt."""

from functools import lru_cache

from desktop_app.ui.tokens import POINTS, THEMES, Colours


@lru_cache(maxsize=16)
def stylesheet(name: str, zoom: float) -> str:
    """Give the whole stylesheet; styles go by objectName, buttons and panels by property `kind`.

    `name` is a key of tokens.THEMES, `zoom` 1.0 for 100 %.
    """
    colours = THEMES[name]
    parts = (_surfaces, _labels, _panels, _buttons, _pressables, _editors, _tables, _bars)
    return "\n".join(part(colours, zoom) for part in parts)


def _points(name: str, zoom: float) -> str:
    return f"{POINTS[name] * zoom:.1f}pt"


def _surfaces(c: Colours, zoom: float) -> str:
    line = c["border"]
    small = _points("small", zoom)
    return f"""
    QWidget#page, QWidget#canvas, QWidget#wizard, QScrollArea {{
        background: {c["bg"]}; border: 0; }}
    QFrame#overlay, QFrame#cover {{ background: {c["bg"]}; border: 3px solid {c["primary"]}; }}
    QFrame#header {{ background: {c["header"]}; border: 0; border-bottom: 1px solid {line}; }}
    QFrame#header QLabel {{ color: {c["on_header"]}; }}
    QFrame#header QLabel#brand {{ font-weight: 700; }}
    QFrame#header QLabel#sub {{ color: {c["header_muted"]}; font-size: {small}; }}
    QScrollArea#railscroll, QFrame#railinside {{ background: {c["surface"]}; border: 0; }}
    QFrame#rail {{ background: {c["surface"]}; border: 0; border-right: 1px solid {line}; }}
    QFrame#footer {{ background: {c["surface"]}; border: 0; border-top: 1px solid {line}; }}
    QFrame#card {{ background: {c["surface"]}; border: 1px solid {line}; border-radius: 8px; }}
    QFrame#line {{ background: {line}; border: 0; }}
    QFrame#trouble {{ background: {c["red_bg"]}; border: 0; border-bottom: 2px solid {c["red"]}; }}
    QFrame#trouble QLabel {{ color: {c["red_fg"]}; }}
    QGroupBox {{ border: 0; margin: 0; padding: 0; }}
    QToolTip {{ background: {c["surface"]}; color: {c["text"]}; border: 1px solid {c["border_strong"]};
        padding: 6px; }}
    QMenu {{ background: {c["surface"]}; color: {c["text"]}; border: 1px solid {c["border_strong"]};
        padding: 4px; }}
    QMenu::item {{ padding: 8px 24px; }}
    QMenu::item:selected {{ background: {c["primary"]}; color: {c["on_primary"]}; }}
    QMenu::item:disabled {{ color: {c["muted"]}; }}
    """


def _labels(c: Colours, zoom: float) -> str:
    small = _points("small", zoom)
    return f"""
    QLabel {{ background: transparent; }}
    QLabel#caption {{ color: {c["muted"]}; font-size: {small}; font-weight: 600; }}
    QLabel#h1 {{ font-size: {_points("h1", zoom)}; font-weight: 700; }}
    QLabel#h2 {{ font-size: {_points("h2", zoom)}; font-weight: 600; }}
    QLabel#strong {{ font-weight: 600; }}
    QLabel#hint {{ color: {c["muted"]}; }}
    QLabel#small {{ color: {c["muted"]}; font-size: {small}; }}
    QLabel#errtext {{ color: {c["error"]}; font-weight: 600; }}
    """


def _panels(c: Colours, zoom: float) -> str:
    small = _points("small", zoom)
    parts = [
        f"""
    QFrame#note {{ background: {c["note_bg"]}; border: 0; border-left: 4px solid {c["note"]}; }}
    QFrame#errors {{ background: {c["surface"]}; border: 3px solid {c["error"]}; border-radius: 6px; }}
    QFrame#errors:focus {{ border-color: {c["focus"]}; }}
    QFrame#errors QLabel#h2 {{ color: {c["error"]}; }}
    QFrame#strip {{ background: {c["red_bg"]}; border: 0; border-bottom: 2px solid {c["red"]}; }}
    QFrame#strip QLabel {{ color: {c["red_fg"]}; }}
    QFrame#danger {{ background: {c["red_bg"]}; border: 1px solid {c["red"]}; border-radius: 6px; }}
    QFrame#danger QLabel {{ color: {c["red_fg"]}; }}
    QFrame#tag {{ border-radius: 13px; border: 1px solid {c["border_strong"]};
        background: {c["surface"]}; }}
    QFrame#tag QLabel {{ color: {c["text"]}; font-weight: 600; font-size: {small}; }}
    """
    ]
    shades = {
        "red": (c["red"], c["red_fg"], c["red_bg"]),
        "amber": (c["amber"], c["amber_fg"], c["amber_bg"]),
        "green": (c["green"], c["green_fg"], c["green_bg"]),
    }
    for kind, (edge, words, tint) in shades.items():
        parts.append(
            f"""
    QFrame#outcome[kind="{kind}"] {{ background: {tint}; border: 2px solid {edge};
        border-radius: 8px; }}
    QFrame#outcome[kind="{kind}"] QLabel {{ color: {words}; }}
    QFrame#tag[kind="{kind}"] {{ background: {tint}; border-color: {edge}; }}
    QFrame#tag[kind="{kind}"] QLabel {{ color: {words}; }}
    QFrame#note[kind="{kind}"] {{ background: {tint}; border-left-color: {edge}; }}
    QFrame#note[kind="{kind}"] QLabel {{ color: {words}; }}
    """
        )
    return "\n".join(parts)


def _buttons(c: Colours, zoom: float) -> str:
    small = _points("small", zoom)
    focus = f"border: 3px solid {c['focus']};"
    return f"""
    QPushButton {{ border: 2px solid {c["border_strong"]}; background: {c["surface"]}; color: {c["text"]};
        border-radius: 6px; padding: 7px 15px; font-weight: 600; min-height: 26px; }}
    QPushButton:hover {{ background: {c["tint"]}; }}
    QPushButton:focus {{ {focus} padding: 6px 14px; }}
    QPushButton:disabled {{ color: {c["muted"]}; border-style: dashed; }}
    QPushButton[kind="primary"] {{ background: {c["primary"]}; color: {c["on_primary"]};
        border-color: {c["primary"]}; padding: 7px 27px; }}
    QPushButton[kind="primary"]:hover {{ background: {c["primary_hover"]}; }}
    QPushButton[kind="primary"] QLabel, QPushButton[kind="primary"] QLabel#hint,
    QPushButton[kind="primary"] QLabel#small {{ color: {c["on_primary"]}; }}
    QPushButton[kind="primary"]:focus {{ {focus} padding: 6px 26px; }}
    QPushButton[kind="primary"]:disabled {{ background: {c["surface"]}; color: {c["muted"]};
        border-color: {c["border_strong"]}; }}
    QPushButton[kind="primary"] QLabel {{ color: {c["on_primary"]}; }}
    QPushButton[kind="danger"] {{ background: {c["surface"]}; color: {c["error"]};
        border-color: {c["error"]}; }}
    QPushButton[kind="danger"]:hover {{ background: {c["red_bg"]}; }}
    QPushButton[kind="danger"]:focus {{ {focus} }}
    QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent;
        color: {c["link"]}; padding: 7px 7px; text-decoration: underline; text-align: left; }}
    QPushButton[kind="quiet"]:focus {{ {focus} padding: 6px 6px; }}
    QPushButton[kind="quiet"]:disabled {{ color: {c["muted"]}; }}
    QPushButton[kind="problem"] {{ border-color: transparent; background: transparent;
        color: {c["error"]}; padding: 7px 3px; text-decoration: underline; text-align: left; }}
    QPushButton[kind="problem"]:focus {{ {focus} padding: 6px 2px; }}
    QPushButton[kind="onheader"] {{ background: transparent; color: {c["on_header"]};
        border: 2px solid {c["header_muted"]}; padding: 4px 12px; font-size: {small};
        min-height: 32px; }}
    QPushButton[kind="onheader"]:hover {{ color: {c["on_header"]};
        border-color: {c["on_header"]}; text-decoration: underline; }}
    QPushButton[kind="onheader"]:focus {{ border: 3px solid {c["header_focus"]};
        padding: 3px 11px; }}
    QPushButton[kind="section"] {{ border: 3px solid transparent; border-radius: 6px;
        background: transparent; padding: 0; font-weight: 400; }}
    QPushButton[kind="section"]:hover {{ background: {c["tint"]}; }}
    QPushButton[kind="section"][now="true"] {{ background: {c["tint"]}; }}
    QPushButton[kind="section"]:focus {{ {focus} }}
    QPushButton[kind="section"] QLabel#now {{ font-weight: 600; }}
    """


def _pressables(c: Colours, zoom: float) -> str:
    """Give the looks of buttons that hold several lines: doors, and rows that open something."""
    small = _points("small", zoom)
    return f"""
    QPushButton[kind="door"], QPushButton[kind="first-door"], QPushButton[kind="row"] {{
        padding: 0; min-height: 0; border-radius: 8px; font-weight: 400; }}
    QPushButton[kind="row"] {{ border-color: {c["border"]}; }}
    QPushButton[kind="first-door"] {{ background: {c["primary"]}; border-color: {c["primary"]}; }}
    QPushButton[kind="first-door"]:hover {{ background: {c["primary_hover"]}; }}
    QPushButton[kind="first-door"] QLabel#h2, QPushButton[kind="first-door"] QLabel#hint,
    QPushButton[kind="first-door"] QLabel#small {{ color: {c["on_primary"]}; }}
    QPushButton[kind="door"]:focus, QPushButton[kind="first-door"]:focus,
    QPushButton[kind="row"]:focus {{ border: 3px solid {c["focus"]}; padding: 0; }}
    QPushButton[kind="row"] QLabel#small {{ font-size: {small}; }}
    """


def _editors(c: Colours, zoom: float) -> str:
    least = round(24 * min(zoom, 1.0))
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox {{ background: {c["surface"]}; color: {c["text"]};
        border: 2px solid {c["border_strong"]}; border-radius: 6px;
        selection-background-color: {c["primary"]}; selection-color: {c["on_primary"]}; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c["muted"]}; }}
    QLineEdit, QComboBox {{ padding: 8px 10px; min-height: {least}px; }}
    QPlainTextEdit {{ padding: 5px 7px; }}
    QLineEdit:focus, QComboBox:focus {{ border: 3px solid {c["focus"]}; padding: 7px 9px; }}
    QPlainTextEdit:focus {{ border: 3px solid {c["focus"]}; padding: 4px 6px; }}
    QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {{ border-color: {c["error"]}; }}
    QLineEdit[problem="true"]:focus, QPlainTextEdit[problem="true"]:focus {{
        border-color: {c["focus"]}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {c["muted"]};
        border-style: dashed; }}
    QPlainTextEdit:read-only {{ background: {c["bg"]}; }}
    QComboBox::drop-down {{ border: 0; width: 32px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {c["surface"]}; color: {c["text"]};
        border: 1px solid {c["border_strong"]}; selection-background-color: {c["primary"]};
        selection-color: {c["on_primary"]}; }}
    """


def _tables(c: Colours, zoom: float) -> str:
    small = _points("small", zoom)
    return f"""
    QTableView {{ background: {c["surface"]}; alternate-background-color: {c["bg"]}; color: {c["text"]};
        border: 1px solid {c["border"]}; border-radius: 6px; gridline-color: {c["border"]};
        selection-background-color: {c["tint"]}; selection-color: {c["text"]}; }}
    QTableView:focus {{ border: 3px solid {c["focus"]}; }}
    QTableView::item {{ padding: 4px 10px; border: 0; border-bottom: 1px solid {c["border"]}; }}
    QTableView::item:selected {{ background: {c["tint"]}; color: {c["text"]};
        border-top: 1px solid {c["primary"]}; border-bottom: 1px solid {c["primary"]}; }}
    QHeaderView {{ background: {c["surface"]}; border: 0; }}
    QHeaderView::section {{ background: {c["surface"]}; color: {c["muted"]}; border: 0;
        border-bottom: 2px solid {c["border_strong"]}; padding: 8px 10px; font-weight: 600;
        font-size: {small}; }}
    QTableCornerButton::section {{ background: {c["surface"]}; border: 0; }}
    """


def _bars(c: Colours, zoom: float) -> str:
    wide = round(14 * max(1.0, min(zoom, 1.5)))
    return f"""
    QScrollBar {{ background: transparent; margin: 0; }}
    QScrollBar:vertical {{ width: {wide}px; }}
    QScrollBar:horizontal {{ height: {wide}px; }}
    QScrollBar::handle {{ background: {c["border_strong"]}; border-radius: 4px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 40px; }}
    QScrollBar::handle:horizontal {{ min-width: 40px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {c["surface"]}; border: 1px solid {c["border_strong"]};
        border-radius: 4px; min-height: 10px; max-height: 10px; }}
    QProgressBar::chunk {{ background: {c["primary"]}; border-radius: 3px; }}
    """
