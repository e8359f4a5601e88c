"""Where things are, what may be logged, and in which language."""
