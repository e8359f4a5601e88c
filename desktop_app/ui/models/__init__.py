"""Read-only table models."""
