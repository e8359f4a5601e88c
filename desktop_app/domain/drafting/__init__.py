"""An incident while it is being written down: the draft, what the rules make of it, the way on."""
