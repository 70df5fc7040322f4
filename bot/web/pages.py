"""Turn what there is to show into HTML. Templates decide nothing but layout; the words come from data/page/words.yml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from bot.paths import DATA
from bot.web.assets import asset

TEMPLATES = Path(__file__).parent / "templates"
# Parts of pages: markup, style and script of each in one folder.
COMPONENTS = Path(__file__).parent / "components"
WORDS = DATA / "page" / "words.yml"
# Telephone numbers as people read them: 999, 101, 111, 116 123, 18000, and those that begin with 0.
_NUMBER = re.compile(r"(?<![\w/.])(?:999|101|111|116 123|18000|0[\d ]{8,13}\d)(?![\w/]|\.\w)")
_ADDRESS = re.compile(
    r"(?<![\w@/])(?:https?://[^\s<>\"]*[^\s<>\".,;:)]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|com|org)(?:/[^\s<>\".,;]*)?)"
)


class Pages:
    """Renders every page. Reads words and templates once."""

    def __init__(self, **settings: Any) -> None:
        """Prepare the templates; ``settings`` are the channel's settings, for the templates to use."""
        self.words = yaml.safe_load(WORDS.read_text("utf-8"))
        self._environment = Environment(
            loader=ChoiceLoader(
                [
                    FileSystemLoader([TEMPLATES, COMPONENTS]),
                    PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
                ]
            ),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["linked"] = lambda text: linked(text, self.words["new_tab"])
        self._environment.globals.update(words=self.words, asset=asset, **settings)

    def render(self, template: str, **values: Any) -> str:
        """Render a template of ``bot/web/templates``."""
        return self._environment.get_template(template).render(**values)


def linked(text: str, new_tab: str) -> Markup:
    """Escape text and make its telephone numbers and web addresses links."""
    spans = [(m.start(), m.end(), _tel(m.group())) for m in _NUMBER.finditer(text)]
    spans += [(m.start(), m.end(), _web(m.group(), new_tab)) for m in _ADDRESS.finditer(text)]
    html, done = Markup(), 0
    for start, end, link in sorted(spans):
        if start >= done:
            html += escape(text[done:start]) + link
            done = end
    return html + escape(text[done:])


def _tel(number: str) -> Markup:
    return Markup('<a class="govuk-link signpost-number" href="tel:{}">{}</a>').format(
        re.sub(r"\D", "", number), number
    )


def _web(address: str, new_tab: str) -> Markup:
    href = address if address.startswith("http") else f"https://{address}"
    return Markup(
        '<a class="govuk-link" href="{}" rel="noreferrer noopener" target="_blank">{}<span class="govuk-visually-hidden"> {}</span></a>'
    ).format(href, address, new_tab)
