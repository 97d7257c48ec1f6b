"""What the project's own upkeep needs; nothing of it runs in the bot."""
