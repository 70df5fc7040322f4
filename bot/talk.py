"""Talk to a running assistant in the terminal, over Rasa's REST channel."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

from rich.console import Console
from rich.panel import Panel

QUIT = "/quit"


class NotServed(Exception):
    """Nobody answers at the address; the message says how to start the assistant."""


def talk(url: str, out: Console) -> None:
    """Hold one conversation until the person quits.

    Raises:
        NotServed: nobody answers at ``url``.
    """
    sender = uuid.uuid4().hex
    out.print('Type what you would say. A number taps a button, "/quit" leaves. Nothing is kept.', style="dim")
    buttons = _say(url, sender, "hello", out)
    while True:
        try:
            typed = out.input("[bold cyan]you > [/bold cyan]").strip()
        except (EOFError, KeyboardInterrupt):
            typed = QUIT
        if typed == QUIT:
            out.print("Goodbye.", style="dim")
            return
        if typed.isdigit() and 0 < int(typed) <= len(buttons):
            chosen = buttons[int(typed) - 1]
            out.print(f"      {chosen['title']}", style="cyan", markup=False)
            typed = chosen["payload"]
        if typed:
            buttons = _say(url, sender, typed, out)


def _say(url: str, sender: str, text: str, out: Console) -> list[dict[str, str]]:
    """Send one message, print the replies, and return the buttons on offer."""
    buttons: list[dict[str, str]] = []
    for reply in _post(url, {"sender": sender, "message": text}):
        if reply.get("text"):
            out.print(Panel(reply["text"].strip(), border_style="green", expand=False), markup=False)
        buttons = reply.get("buttons") or buttons
    for number, button in enumerate(buttons, start=1):
        out.print(f"  {number}  {button['title']}", style="yellow", markup=False)
    return buttons


def _post(url: str, message: dict[str, str]) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"{url}/webhooks/rest/webhook", json.dumps(message).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError):
        raise NotServed(f"Nobody answers at {url}. Start the assistant in another terminal: bot serve") from None
