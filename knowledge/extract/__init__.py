"""From an article's text to dates, people, quotes, events and facts, each with its place in the text."""
