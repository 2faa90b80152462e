"""From what a program found in an article to a draft of a pack that a person can review."""
