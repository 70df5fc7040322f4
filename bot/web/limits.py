"""How much one conversation, or one address, may ask in a while. Counts are kept in memory, and nothing is kept of
what was asked.

The bars lie far above what a person does (credentials.yml): they keep a script from wearing the service out. Whoever
meets one is told kindly, with 999 and the helpline; saying "I'm in danger" is never counted.
"""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sanic.request import Request

from bot.web.settings import PageSettings


class Limits:
    """Tells whether something may still be asked, and counts it."""

    def __init__(self, settings: PageSettings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._message = parse(settings.messages_per_conversation)
        self._conversation = parse(settings.conversations_per_address)
        self._request = parse(settings.requests_per_address)

    def message(self, conversation_id: str) -> bool:
        """Count a message of a conversation; False if there have been too many."""
        return self._take(self._message, "message", conversation_id)

    def conversation(self, address: str) -> bool:
        """Count a conversation begun from an address; False if there have been too many."""
        return self._take(self._conversation, "conversation", address)

    def request(self, address: str) -> bool:
        """Count a look at the directory from an address; False if there have been too many."""
        return self._take(self._request, "request", address)

    def _take(self, item: RateLimitItem, what: str, who: str) -> bool:
        return self._limiter.hit(item, what, who)


def address_of(request: Request, proxies: int) -> str:
    """Return the address of a visitor: of the connection, or as the outermost of our own ``proxies`` tells it."""
    told = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return told[-proxies] if 0 < proxies <= len(told) else request.ip
