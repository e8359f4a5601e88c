"""Safeguarding Desk: record an incident, apply the local procedure, print the forms."""
