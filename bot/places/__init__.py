"""Which police force area a person lives in, from whatever they type: a postcode, half of one, or a name.

Pure Python over the files of ``data/places``; nothing leaves the computer. Start with :class:`Places`.
"""

from bot.places.answer import Choices, Found, NotFound, Option, Outside, PlaceAnswer, TooWide
from bot.places.errors import PlacesError
from bot.places.finder import Places

__all__ = ["Choices", "Found", "NotFound", "Option", "Outside", "PlaceAnswer", "Places", "PlacesError", "TooWide"]
