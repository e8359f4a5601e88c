from itertools import chain

import pytest

from desktop_app.ui.tokens import THEMES

# (foreground, background): WCAG 2.2, 1.4.3 asks for 4.5, and 7.0 at level AAA.
TEXT = (
    ("text", "bg"),
    ("text", "surface"),
    ("text", "tint"),
    ("text", "note_bg"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("muted", "tint"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("link", "bg"),
    ("link", "surface"),
    ("error", "bg"),
    ("error", "surface"),
    ("error", "red_bg"),
    ("on_header", "header"),
    ("header_muted", "header"),
    ("red_fg", "red_bg"),
    ("amber_fg", "amber_bg"),
    ("green_fg", "green_bg"),
)

# WCAG 2.2, 1.4.11 asks for 3.0 of what shows where a control is, or what an icon means.
GRAPHICS = (
    ("border_strong", "bg"),
    ("border_strong", "surface"),
    ("primary", "bg"),
    ("primary", "surface"),
    ("primary", "tint"),
    ("focus", "bg"),
    ("focus", "surface"),
    ("focus", "tint"),
    ("focus", "red_bg"),
    ("focus", "amber_bg"),
    ("focus", "green_bg"),
    ("header_focus", "header"),
    ("header_muted", "header"),
    ("note", "note_bg"),
    ("error", "surface"),
    ("red", "red_bg"),
    ("amber", "amber_bg"),
    ("green", "green_bg"),
    ("red", "surface"),
    ("amber", "surface"),
    ("green", "surface"),
)


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guidelines_count_it() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_what_it_stands_on(theme: str) -> None:
    colours, least = THEMES[theme], 7.0 if theme == "contrast" else 4.5
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    assert {pair: found for pair, found in poor.items() if found < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_icons_and_the_mark_of_the_focus_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in GRAPHICS}
    assert {pair: found for pair, found in poor.items() if found < 3.0} == {}


def test_every_theme_has_every_colour_and_each_is_looked_at() -> None:
    names = set(THEMES["light"])
    assert all(set(each) == names for each in THEMES.values())
    # A thin rule only sets apart what is apart already.
    assert names - set(chain(*TEXT, *GRAPHICS)) == {"border"}
