"""What a question asks for, and about whom, what and when."""
