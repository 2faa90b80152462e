"""Whether a fact that was found may answer: how likely it is to, and what speaks against it."""
