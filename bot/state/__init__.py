"""What the bot remembers between starts, and what the owners of servers decide."""
