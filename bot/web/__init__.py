"""The page at /chat: our own Rasa channel on the one Sanic server."""
