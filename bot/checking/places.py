"""The place files can be read, and every force they name has a file in the directory."""

import csv
from typing import Iterator

from bot import paths
from bot.places import Places, PlacesError


def problems() -> Iterator[str]:
    """Yield what is wrong in data/places."""
    try:
        Places.read(paths.PLACES)
    except PlacesError as error:
        yield str(error)
    forces = {path.stem for path in (paths.DIRECTORY / "forces").glob("*.yml")}
    with open(paths.PLACES / "authority-to-force.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["force"] not in forces:
                yield (
                    f"data/places/authority-to-force.csv: {row['authority_name']}: {row['force']!r} has no file in "
                    f"data/directory/forces; mend the name or add the file"
                )
