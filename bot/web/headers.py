"""The headers that pages carry: nothing is kept, nothing comes from elsewhere, and only who is named may show us in a frame."""

from __future__ import annotations

from typing import Sequence

from sanic.request import Request

_EVERY_PAGE = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000",  # browsers heed it over HTTPS alone
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
# Without quotation marks around it, a browser ignores it. "cookies" is left out: the page sets none, and a force's own stay.
CLEAR = {"Clear-Site-Data": '"cache", "storage"'}


class Headers:
    """Headers for pages; ``may_embed`` are the origins whose pages may show ours in a frame."""

    def __init__(self, may_embed: Sequence[str]) -> None:
        frames = " ".join(may_embed) or "'none'"
        policy = (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
            f"form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
        )
        self.private = {**_EVERY_PAGE, "Cache-Control": "no-store", "Content-Security-Policy": policy}


def from_elsewhere(request: Request) -> bool:
    """Tell whether another website sent a form to us; browsers say so themselves."""
    return request.headers.get("sec-fetch-site", "none") in ("cross-site", "same-site")
