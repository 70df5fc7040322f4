"""What the actions share: reading a turn of the conversation, learning from it, answering it, and going on."""
