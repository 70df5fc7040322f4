"""Who can help: the services of ``data/directory``, checked, chosen for one person, and made ready to show.

Pure Python; it knows nothing of Rasa or of the page. Start with :class:`Directory`.
"""

from bot.directory.choosing import Choice, Person
from bot.directory.directory import Directory
from bot.directory.errors import DirectoryError
from bot.directory.opening_hours import uk_time
from bot.directory.schema import Force, NationalService, Service
from bot.directory.showing import ShownService, show
from bot.directory.wording import Wording, open_instead

__all__ = [
    "Choice", "Directory", "DirectoryError", "Force", "NationalService", "Person", "Service", "ShownService", "Wording", "open_instead",
    "show", "uk_time",
]  # fmt: skip
