"""Documents in, units out."""
