"""Whether facts bear a claim out, correct it, or only stand near it."""
