"""Sections that more than one form has."""
