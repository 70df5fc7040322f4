"""How the assistant understands: our own spaCy pipeline, and the Rasa graph components built on it."""
