"""What pages are made of: style, scripts and the icon, built into build/assets, each at an address that changes with it."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.paths import ASSETS

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# Packed once; a file that hardly shrinks is not worth unpacking.
_WORTH_PACKING = 500


@cache
def asset(name: str) -> str:
    """Return the address of a built asset, with a part that changes when the file does."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/assets/{digest}/{name}"


def add_assets_to(routes: Blueprint) -> None:
    """Add the route of the assets to a blueprint; embed.js has an address of its own, which other websites may write down."""

    @routes.get("/assets/<digest:str>/<name:str>")
    async def asset_file(request: Request, digest: str, name: str) -> HTTPResponse:
        return _send(request, name, "public, max-age=31536000, immutable")

    @routes.get("/embed.js")
    async def embed(request: Request) -> HTTPResponse:
        return _send(request, "embed.js", "public, max-age=3600")


def _send(request: Request, name: str, keep: str) -> HTTPResponse:
    path = ASSETS / name
    if path.parent != ASSETS or path.suffix not in _KINDS or not path.is_file():
        return response.empty(404)
    headers = {"Cache-Control": keep, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    body, packed = _read(name)
    if packed and "gzip" in request.headers.get("accept-encoding", ""):
        body = packed
        headers["Content-Encoding"] = "gzip"
    return response.raw(body, content_type=f"{_KINDS[path.suffix]}; charset=utf-8", headers=headers)


@cache
def _read(name: str) -> tuple[bytes, bytes]:
    """Return an asset as it is and packed by gzip; not packed if that is not worth it."""
    body = (ASSETS / name).read_bytes()
    return body, gzip.compress(body, 9, mtime=0) if len(body) > _WORTH_PACKING else b""
