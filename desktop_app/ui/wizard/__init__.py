"""The wizard: pages draw, the shell decides."""
