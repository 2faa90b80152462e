"""What stands between quotation marks in an article, and who says it."""
