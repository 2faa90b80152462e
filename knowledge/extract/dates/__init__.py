"""Temporal expressions of an article, found and resolved against its day and its story."""
