"""How what answers is told: the fact first, what goes with it, and where it stands in its article."""
