"""The one stylesheet. Widgets are styled by object name and by the property `kind`, never one by one."""

from functools import lru_cache

from desktop_app.ui.tokens import POINTS, THEMES


@lru_cache(maxsize=16)
def stylesheet(name: str, zoom: float) -> str:
    """Give the stylesheet of a look at a text size."""
    return _frames(name) + _labels(name, zoom) + _buttons(name, zoom) + _entries(name, zoom)


def _points(key: str, zoom: float) -> str:
    return f"{POINTS[key] * zoom:.1f}pt"


def _frames(name: str) -> str:
    t = THEMES[name]
    edge = t["header"] if name == "light" else t["border"]
    tones = "".join(
        f"""
QFrame#outcome[kind="{tone}"], QFrame#strip[kind="{tone}"], QFrame#danger[kind="{tone}"] {{
  background: {t[tone + "_bg"]}; border: 2px solid {t[tone]}; border-radius: 8px; }}
QFrame#outcome[kind="{tone}"] QLabel, QFrame#strip[kind="{tone}"] QLabel,
QFrame#danger[kind="{tone}"] QLabel {{ color: {t[tone + "_fg"]}; background: transparent; }}
QFrame#tag[kind="{tone}"] {{ background: {t[tone + "_bg"]}; border: 1px solid {t[tone]};
  border-radius: 11px; }}
QFrame#tag[kind="{tone}"] QLabel {{ color: {t[tone + "_fg"]}; background: transparent;
  font-weight: 600; }}
QFrame#note[kind="{tone}"] {{ background: {t[tone + "_bg"]};
  border-left: 4px solid {t[tone]}; }}
QFrame#note[kind="{tone}"] QLabel {{ color: {t[tone + "_fg"]}; background: transparent; }}
"""
        for tone in ("red", "amber", "green")
    )
    return (
        f"""
QWidget#page, QWidget#canvas, QWidget#column, QScrollArea, QWidget#wizard {{
  background: {t["bg"]}; border: 0; }}
QFrame#overlay {{ background: {t["bg"]}; border: 3px solid {t["primary"]}; }}
QFrame#header {{ background: {t["header"]}; border: 0; border-bottom: 1px solid {edge}; }}
QFrame#header QLabel {{ color: {t["on_header"]}; background: transparent; }}
QFrame#rail, QScrollArea#railscroll {{ background: {t["surface"]}; border: 0; }}
QScrollArea#railscroll {{ border-right: 1px solid {t["border"]}; }}
QFrame#footer {{ background: {t["surface"]}; border: 0; border-top: 1px solid {t["border"]}; }}
QFrame#note {{ background: {t["note_bg"]}; border: 0; border-left: 4px solid {t["note"]}; }}
QFrame#card {{ background: {t["surface"]}; border: 1px solid {t["border"]}; border-radius: 8px; }}
QFrame#line {{ background: {t["border"]}; border: 0; }}
QFrame#trouble, QFrame#errors {{ background: {t["surface"]}; border: 3px solid {t["error"]};
  border-radius: 6px; }}
QFrame#trouble QLabel, QFrame#errors QLabel {{ color: {t["error"]}; background: transparent; }}
QFrame#outcome:focus {{ border: 3px solid {t["focus"]}; }}
QFrame#tag[kind="plain"] {{ background: {t["tint"]}; border: 1px solid {t["border_strong"]};
  border-radius: 11px; }}
QFrame#tag QLabel {{ background: transparent; font-weight: 600; }}
QFrame#strip[kind="red"] {{ border-radius: 0; border-left: 0; border-right: 0; border-top: 0; }}
QGroupBox {{ border: 0; margin: 0; padding: 0; }}
"""
        + tones
    )


def _labels(name: str, zoom: float) -> str:
    t = THEMES[name]
    small = _points("small", zoom)
    return f"""
QLabel {{ background: transparent; }}
QLabel#caption {{ color: {t["muted"]}; font-size: {small}; font-weight: 600; }}
QLabel#h1 {{ font-size: {_points("h1", zoom)}; font-weight: 700; }}
QLabel#h2 {{ font-size: {_points("h2", zoom)}; font-weight: 600; }}
QLabel#h1:focus, QLabel#h2:focus {{ border-left: 3px solid {t["focus"]}; padding-left: 6px; }}
QLabel#hint, QLabel#small {{ color: {t["muted"]}; }}
QLabel#small {{ font-size: {small}; }}
QLabel#strong {{ font-weight: 600; }}
QLabel#errtext {{ color: {t["error"]}; font-weight: 600; }}
QFrame#header QLabel#brand {{ font-weight: 700; }}
QFrame#header QLabel#sub {{ color: {t["header_muted"]}; font-size: {small}; }}
"""


def _buttons(name: str, zoom: float) -> str:
    t = THEMES[name]
    tall = round(22 * zoom)
    return f"""
QPushButton {{ border: 2px solid {t["border_strong"]}; background: {t["surface"]};
  color: {t["text"]}; border-radius: 6px; padding: 8px 16px; font-weight: 600;
  min-height: {tall}px; }}
QPushButton:hover {{ background: {t["tint"]}; }}
QPushButton:focus {{ border: 3px solid {t["focus"]}; padding: 7px 15px; }}
QPushButton:disabled {{ color: {t["muted"]}; border-color: {t["border"]}; }}
QPushButton[kind="primary"] {{ background: {t["primary"]}; color: {t["on_primary"]};
  border-color: {t["primary"]}; padding: 8px 26px; }}
QPushButton[kind="primary"]:hover {{ background: {t["primary_hover"]}; }}
QPushButton[kind="primary"]:focus {{ border: 3px solid {t["focus"]}; padding: 7px 25px; }}
QPushButton[kind="danger"] {{ color: {t["error"]}; border-color: {t["error"]}; }}
QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent;
  color: {t["link"]}; padding: 6px 8px; text-decoration: underline; text-align: left; }}
QPushButton[kind="quiet"]:focus {{ border: 3px solid {t["focus"]}; padding: 5px 7px; }}
QPushButton[kind="onheader"] {{ background: transparent; color: {t["on_header"]};
  border: 2px solid {t["header_muted"]}; padding: 4px 12px; font-size: {_points("small", zoom)}; }}
QPushButton[kind="onheader"]:hover {{ border-color: {t["on_header"]}; }}
QPushButton[kind="onheader"]:focus {{ border: 3px solid {t["header_focus"]}; padding: 3px 11px; }}
QPushButton[kind="door"] {{ text-align: left; padding: 14px 18px; }}
QPushButton[kind="row"] {{ text-align: left; font-weight: 400; border-color: {t["border"]}; }}
QPushButton[kind="railrow"] {{ text-align: left; border: 0; border-left: 4px solid transparent;
  border-radius: 0; background: transparent; padding: 6px 8px; font-weight: 400; }}
QPushButton[kind="railrow"]:hover {{ background: {t["tint"]}; }}
QPushButton[kind="railrow"]:focus {{ border: 3px solid {t["focus"]}; padding: 3px 5px; }}
QPushButton[kind="railnow"] {{ text-align: left; border: 0; border-radius: 0;
  border-left: 4px solid {t["primary"]}; background: {t["tint"]}; padding: 6px 8px; }}
QPushButton[kind="railnow"]:focus {{ border: 3px solid {t["focus"]}; padding: 3px 5px; }}
"""


def _entries(name: str, zoom: float) -> str:
    t = THEMES[name]
    tall = round(24 * zoom)
    return f"""
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {t["surface"]}; color: {t["text"]};
  border: 2px solid {t["border_strong"]}; border-radius: 6px; padding: 6px 10px;
  min-height: {tall}px; selection-background-color: {t["primary"]};
  selection-color: {t["on_primary"]}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 3px solid {t["focus"]}; padding: 5px 9px; }}
QTableView {{ background: {t["surface"]}; color: {t["text"]}; border: 1px solid {t["border"]};
  border-radius: 6px; gridline-color: {t["border"]}; }}
QTableView:focus {{ border: 3px solid {t["focus"]}; }}
QTableView::item {{ padding: 6px 10px; }}
QTableView::item:selected {{ background: {t["primary"]}; color: {t["on_primary"]}; }}
QHeaderView::section {{ background: {t["bg"]}; color: {t["muted"]}; border: 0;
  border-bottom: 1px solid {t["border_strong"]}; padding: 8px 10px; font-weight: 600; }}
QProgressBar {{ border: 2px solid {t["border_strong"]}; border-radius: 6px;
  background: {t["surface"]}; text-align: center; }}
QProgressBar::chunk {{ background: {t["primary"]}; }}
QToolTip {{ background: {t["surface"]}; color: {t["text"]}; border: 1px solid {t["border_strong"]}; }}
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t["border_strong"]}; border-radius: 4px;
  min-height: 40px; margin: 2px; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {t["border_strong"]}; border-radius: 4px;
  min-width: 40px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
"""
