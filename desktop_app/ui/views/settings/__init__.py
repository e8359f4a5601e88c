"""The settings: whom the school rings, which procedure is in force, its switches, and the looks."""

from desktop_app.ui.views.settings.ways import settings_page

__all__ = ["settings_page"]
