"""Which police force area a person lives in, from whatever they type: a postcode, half of one, or a name.

Pure Python over the files of ``data/places``; nothing leaves the computer. Start with :class:`Places`.
"""

from bot.places.answer import (
    NOT_IN_THE_UNITED_KINGDOM,
    Choices,
    Found,
    NotFound,
    Option,
    Outside,
    PlaceAnswer,
    TooWide,
)
from bot.places.errors import PlacesError
from bot.places.finder import CROWN_DEPENDENCIES, Places

__all__ = [
    "CROWN_DEPENDENCIES",
    "NOT_IN_THE_UNITED_KINGDOM",
    "Choices",
    "Found",
    "NotFound",
    "Option",
    "Outside",
    "PlaceAnswer",
    "Places",
    "PlacesError",
    "TooWide",
]
