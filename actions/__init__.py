"""Custom actions: thin shells that read slots, call one library of ``bot``, and say what came of it.

One file for each action, with the action's name; what they share is in ``turn``, what they know in ``knowledge``.
Nothing imports this package but the action server (bot/actions_server.py), which finds every action in it by itself.
"""
