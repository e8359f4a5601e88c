"""The page of one incident: where it stands, what is to be done, and its story."""

from desktop_app.ui.views.incident.page import IncidentPage

__all__ = ["IncidentPage"]
