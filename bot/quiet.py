"""Settings that must be in place before Rasa is imported: no telemetry, no noise, no words in any log.

Import this module first. ``rasa`` started by hand gets the same from the Makefile's environment.
"""

from __future__ import annotations

import logging
import os
import warnings
from typing import Any, MutableMapping

os.environ["RASA_TELEMETRY_ENABLED"] = "false"  # Rasa's default is to report usage
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")


def no_warnings() -> None:
    """Show no warnings: Rasa's older dependencies make them by the dozen, and set filters of their own."""
    warnings.showwarning = lambda *_, **__: None


no_warnings()

# Keys under which Rasa's log events carry what people said or were told, at any level.
HOLDING_WORDS = frozenset(
    [
        "text",
        "user_text",
        "response_text",
        "parse_data_text",
        "parse_data_entities",
        "slot_values",
        "slot_candidates",
        "prefilled_slots",
        "message",
        "response",
        "rasa_event",
        "rasa_events",
        "prediction_events",
        "tracker_latest_message",
        "tracker_states",
        "states",
        "json_message",
        "user_message",
        "token_text",
        "entity",
        "current_entity",
        "next_entity",
        "successes",
        "current_states",
        "old_states",
    ]
)


def without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop from a log event everything that may hold what a person typed (a structlog processor)."""
    for key in HOLDING_WORDS & set(event):
        del event[key]
    # A traceback quotes the values of exceptions, and those may quote a message.
    error = event.pop("exc_info", None)
    if error:
        kind = error[0] if isinstance(error, tuple) else type(error)
        event["error"] = getattr(kind, "__name__", "error")
    return event


class WithoutTracebacks(logging.Filter):
    """Keeps only the kind of an error in ordinary log records, for the same reason."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            kind = record.exc_info[0]
            record.msg = f"{record.msg} [{kind.__name__ if kind else 'error'}]"
            record.exc_info = record.exc_text = None
        return True


def configure_logging() -> None:
    """Send warnings and errors to the terminal, without anything a person typed."""
    import structlog

    level = logging.getLevelName(os.environ["LOG_LEVEL"])
    handler = logging.StreamHandler()
    handler.addFilter(WithoutTracebacks())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("sanic.root", "sanic.error", "sanic.access", "apscheduler", "matplotlib"):
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            without_words,
            structlog.stdlib.render_to_log_kwargs,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
