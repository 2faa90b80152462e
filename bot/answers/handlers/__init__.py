"""One answer for each kind of question, made of what the other packages find, decide and tell."""
