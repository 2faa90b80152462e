"""Reading, verifying and storing what the articles say."""
