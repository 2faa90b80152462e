"""What a question takes over from its conversation."""
