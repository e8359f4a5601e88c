"""The guidance: the procedure in force, to be read and searched."""

from desktop_app.ui.views.guidance.page import GuidancePage

__all__ = ["GuidancePage"]
