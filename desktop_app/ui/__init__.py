"""The window: the only Qt; it sees services and domain, never the vault."""
