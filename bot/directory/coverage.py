"""What is known in every police force area, need by need: a table, and a picture of it on a map of tiles."""

from __future__ import annotations

from enum import Enum
from html import escape

from bot.directory.directory import Directory
from bot.directory.schema import Force, Kind

KINDS: dict[Kind, str] = {
    "stalking_advocacy": "Stalking advocacy",
    "domestic_abuse": "Domestic abuse",
    "victim_support": "Victim support",
}
# Where each force area lies, as column and row of tiles: near its true neighbours.
_TILES = {
    "police-scotland": (3, 0), "northumbria": (4, 1), "psni": (1, 2), "cumbria": (3, 2), "durham": (4, 2), "cleveland": (5, 2),
    "lancashire": (3, 3), "north-yorkshire": (4, 3), "humberside": (5, 3), "merseyside": (2, 4), "greater-manchester": (3, 4),
    "west-yorkshire": (4, 4), "south-yorkshire": (5, 4), "north-wales": (1, 5), "cheshire": (2, 5), "staffordshire": (3, 5),
    "derbyshire": (4, 5), "nottinghamshire": (5, 5), "lincolnshire": (6, 5), "dyfed-powys": (1, 6), "west-mercia": (2, 6),
    "west-midlands": (3, 6), "warwickshire": (4, 6), "leicestershire": (5, 6), "cambridgeshire": (6, 6), "norfolk": (7, 6),
    "south-wales": (1, 7), "gwent": (2, 7), "gloucestershire": (3, 7), "thames-valley": (4, 7), "northamptonshire": (5, 7),
    "bedfordshire": (6, 7), "suffolk": (7, 7), "avon-and-somerset": (2, 8), "wiltshire": (3, 8), "surrey": (4, 8),
    "hertfordshire": (5, 8), "metropolitan": (6, 8), "essex": (7, 8), "devon-and-cornwall": (1, 9), "dorset": (2, 9),
    "hampshire-and-isle-of-wight": (3, 9), "sussex": (4, 9), "city-of-london": (6, 9), "kent": (7, 9), "btp": (0, 9),
}  # fmt: skip
_SIZE, _GAP = 116, 6


class Known(Enum):
    """How well people of an area can be sent to a service of one kind, with its sign and its colour."""

    NUMBER = ("●", "#0b3d6b", "a number for the whole area")
    PART = ("◕", "#3f7cac", "a number for part of the area")
    PAGE = ("◔", "#a8c8e0", "a web page, no number that is sure enough")
    NOTHING = ("○", "#f2f2f2", "nothing that may be shown")

    @property
    def sign(self) -> str:
        """Return the sign of the table and the picture, which does not need colour."""
        return self.value[0]


def known(force: Force, kind: Kind) -> Known:
    """Return what is known of a kind of service in a force area, the best of its entries."""
    services = [service for service in force.services if service.kind == kind]
    sure = [service for service in services if service.confidence != "low" and (service.phone or service.text)]
    if any(service.covers_whole_area for service in sure):
        return Known.NUMBER
    if sure:
        return Known.PART
    return Known.PAGE if any(service.url for service in services) else Known.NOTHING


def markdown(directory: Directory) -> str:
    """Return the page docs/coverage.md."""
    forces = sorted(directory.forces.values(), key=lambda force: force.name)
    lines = [
        "# What is known where",
        "",
        "Made by `bot directory coverage` from `data/directory`; do not change it by hand. The National Stalking Helpline serves every",
        "area; this is what there is besides.",
        "",
        "![A map of tiles, one for each police force area, with three signs each: stalking advocacy, domestic abuse, victim support.](coverage.svg)",
        "",
        *(f"- {one.sign} {one.value[2]}" for one in Known),
        "",
        "| police force | " + " | ".join(KINDS.values()) + " |",
        "|---|" + "---|" * len(KINDS),
        *(f"| {force.name} | " + " | ".join(known(force, kind).sign for kind in KINDS) + " |" for force in forces),
        "",
        "| | " + " | ".join(KINDS.values()) + " |",
        "|---|" + "---|" * len(KINDS),
    ]
    for one in Known:
        counts = [sum(known(force, kind) is one for force in forces) for kind in KINDS]
        lines.append(f"| {one.sign} {one.value[2]} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines) + "\n"


def picture(directory: Directory) -> str:
    """Return the map of tiles as SVG; it can be read without colour, and each tile has a title."""
    width, height = 8 * (_SIZE + _GAP), 10 * (_SIZE + _GAP)
    tiles = [_tile(force, *_TILES[slug]) for slug, force in sorted(directory.forces.items())]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="Arial, sans-serif" role="img">\n'
        "<title>What is known in each police force area</title>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n' + "\n".join([*tiles, *_key()]) + "\n</svg>\n"
    )


def _tile(force: Force, column: int, row: int) -> str:
    x, y = column * (_SIZE + _GAP), row * (_SIZE + _GAP)
    told = "; ".join(f"{name}: {known(force, kind).value[2]}" for kind, name in KINDS.items())
    parts = [f"<g><title>{escape(force.name)}. {escape(told)}</title>"]
    parts.append(f'<rect x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" fill="#ffffff" stroke="#505a5f"/>')
    for line, words in enumerate(_in_lines(force.name)):
        parts.append(f'<text x="{x + 6}" y="{y + 18 + 16 * line}" font-size="12.5">{escape(words)}</text>')
    for place, kind in enumerate(KINDS):
        one, left = known(force, kind), x + 6 + place * 36
        ink = "#ffffff" if one in (Known.NUMBER, Known.PART) else "#0b0c0c"
        parts.append(f'<rect x="{left}" y="{y + 74}" width="32" height="34" fill="{one.value[1]}" stroke="#505a5f"/>')
        parts.append(
            f'<text x="{left + 16}" y="{y + 97}" font-size="18" text-anchor="middle" fill="{ink}">{one.sign}</text>'
        )
    return "".join([*parts, "</g>"])


def _in_lines(name: str, longest: int = 14) -> list[str]:
    short = (
        name.replace(" Constabulary", "")
        .replace(" Police", "")
        .replace("Police Service of ", "")
        .replace(" Service", "")
    )
    lines = [""]
    for word in short.split():
        if lines[-1] and len(lines[-1]) + len(word) >= longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]


def _key() -> list[str]:
    x, y = 5 * (_SIZE + _GAP) + _SIZE // 3, 16
    lines = [f"{one.sign} {one.value[2]}" for one in Known]
    lines += [f"{side}: {name.lower()}" for side, name in zip(("left", "middle", "right"), KINDS.values())]
    return [f'<text x="{x}" y="{y + 20 * n}" font-size="13">{escape(words)}</text>' for n, words in enumerate(lines)]
