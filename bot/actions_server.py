"""The action server: rasa-sdk with our actions, listening on this computer only and saying nothing of what it hears."""

from __future__ import annotations

import bot.quiet  # isort: skip  # before Rasa's SDK

import logging
import sys

from rasa_sdk.endpoint import create_app

from bot.advice import AdviceError
from bot.directory import DirectoryError
from bot.places import PlacesError

KEEP_ALIVE_SECONDS = 600


def main(port: int) -> int:
    """Run the action server; return 1 if a file of data/ is wrong, having said which."""
    bot.quiet.configure_logging()
    logging.getLogger("rasa_sdk").setLevel(logging.ERROR)
    try:
        app = create_app("actions", cors_origins="")
    except (AdviceError, DirectoryError, PlacesError) as error:
        print(error, file=sys.stderr)
        return 1
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    app.run(host="127.0.0.1", port=port, workers=1, access_log=False, debug=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
