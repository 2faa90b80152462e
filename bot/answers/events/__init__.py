"""When events and occasions were, and what was before them."""
