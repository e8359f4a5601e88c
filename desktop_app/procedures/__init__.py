"""Procedures and the question catalogue: TOML in, domain objects out."""
