"""The window: the only Qt; it sees services and domain, never the vault."""

from desktop_app.runtime import singletons

singletons.keep()
