"""A review of drafted facts and quotes by a person, each decision written into the pack."""
