"""States, bodies and places that act in the news, and where a text names them."""
