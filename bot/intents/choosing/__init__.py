"""Which intent a question shows."""
