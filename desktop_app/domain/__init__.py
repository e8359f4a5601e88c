"""What safeguarding means here: frozen data and pure functions, standard library only."""
