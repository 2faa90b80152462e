"""From a file with a news article in it to the article's text and what is known about it."""
