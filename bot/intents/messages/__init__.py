"""What of a message is the question, and how many questions it asks."""
