"""What time it is where people are."""

from datetime import datetime, timezone

from bot.directory import uk_time


def now() -> datetime:
    """Return the time in the United Kingdom, without its zone."""
    return uk_time(datetime.now(timezone.utc))
