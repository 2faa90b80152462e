"""Fetching one article from the web: politely, and from the public internet only."""
