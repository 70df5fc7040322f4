"""The page of last resort: 999, the silent way, and who answers now. One file that needs nothing else.

`bot serve` writes it before anything else and sends it for as long as Rasa is not there; a proxy can send the same
file when even that is gone. ``python -m bot.web.urgent`` writes it by itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any, Mapping

import yaml

from bot.directory import Directory, Wording
from bot.paths import DATA, DIRECTORY, ROOT, URGENT, URGENT_HEADERS
from bot.web.clock import now
from bot.web.pages import Pages

_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


def write(exit_url: str) -> None:
    """Write the page to build/urgent.html, with what the directory may show today.

    Raises:
        DirectoryError: a file of data/directory is wrong.
    """
    words = yaml.safe_load((DATA / "page" / "information.yml").read_text("utf-8"))["urgent"]
    directory, wording, at = Directory.read(DIRECTORY), Wording.read(DIRECTORY), now()
    shown = [directory.shown(directory.national[name], at) for name in words["services"]]
    cards = [wording.values(service, at) for service in shown if service is not None]
    html = Pages(exit_url=exit_url).render("urgent.html", urgent=words, cards=cards)
    URGENT.parent.mkdir(exist_ok=True)
    headers = "".join(f"{name}: {value}\n" for name, value in _headers(html).items())
    for path, text in ((URGENT, html), (URGENT_HEADERS, headers)):
        # It may be read at any moment: each file is either the old one or the new one, whole.
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(path)


def _headers(html: str) -> Mapping[str, str]:
    """Return the headers that go with the page; its own style is named by its hash, and nothing else may load."""
    style = _STYLE.search(html)
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode() if style else ""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def main() -> None:
    """Write the page with the settings of credentials.yml."""
    settings: Mapping[str, Any] = yaml.safe_load((ROOT / "credentials.yml").read_text("utf-8"))
    write(settings["bot.web.channel.ChatChannel"]["exit_url"])


if __name__ == "__main__":
    main()
