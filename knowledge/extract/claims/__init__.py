"""What an article claims, as facts: who, to whom, when, where, in which words."""
