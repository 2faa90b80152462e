"""Questions about the articles themselves and the outlets that printed them."""
