"""Everything that can happen, one module a noun."""
