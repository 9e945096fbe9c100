"""Compare two units: align (what is the same), classify (what changed), judge (what it means), present."""
