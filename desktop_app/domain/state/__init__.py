"""The one reading of events: what an incident is now."""
