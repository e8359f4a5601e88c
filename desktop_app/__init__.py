"""Safeguarding Desk: record an incident, apply the local procedure, print the forms."""

__version__ = "0.4.0"
