"""Kankei without Discord: the console, questions from standard input, and the evaluation."""
