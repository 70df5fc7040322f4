"""Rasa graph components: thin shells round plain functions of ``bot.language`` and ``bot.places``."""
