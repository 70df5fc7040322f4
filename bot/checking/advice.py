"""Safety advice is complete, careful, in date, and leaves the choice to the person."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any, Iterator

import yaml

from bot import paths
from bot.advice import Advice, AdviceError, Situation
from bot.checking.responses import numbers_of, problems_of_numbers, problems_of_style
from bot.directory import Directory, DirectoryError

# A situation is to be reviewed this long before nothing of it is shown any more.
WARN_BEFORE = timedelta(days=30)


def problems() -> Iterator[str]:
    """Yield what is wrong in data/advice.yml."""
    try:
        advice, directory = Advice.read(paths.ADVICE), Directory.read(paths.DIRECTORY)
    except AdviceError as error:
        yield f"data/{error}"
        return
    except DirectoryError:
        return  # reported by the directory's own check
    style = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
    allowed = numbers_of(directory)
    for card_id, times in Counter(card.id for one in advice.situations for card in one.cards).items():
        if times > 1:
            yield f"data/advice.yml: {card_id}: stands {times} times; give each card an id of its own"
    for situation in advice.situations:
        for where, text in texts_of(situation):
            for problem in (*problems_of_style(text, style), *problems_of_numbers(text, allowed)):
                yield f"data/advice.yml: {where}: {problem}"
        yield from (f"data/advice.yml: {situation.id}: {problem}" for problem in _careless(situation, style["offers"]))
    soon = {one.id for one in advice.on(date.today() + WARN_BEFORE).situations}
    for situation in advice.situations:
        if situation.id not in soon:
            last = max(card.review_by for card in situation.cards)
            yield f"data/advice.yml: {situation.id}: nothing of it is shown after {last}; check its cards, and set review_by"


def texts_of(situation: Situation) -> Iterator[tuple[str, str]]:
    """Yield every text of a situation that people may read, with where it stands."""
    for key in ("title", "intro", "intro_someone_else"):
        yield f"{situation.id}: {key}", getattr(situation, key)
    for card in situation.cards:
        for key in ("action", "action_someone_else", "why"):
            yield f"{situation.id}: {card.id}: {key}", getattr(card, key)


def _careless(situation: Situation, offers: dict[str, Any]) -> Iterator[str]:
    """Yield the cards that can raise danger, and do not offer."""
    for card in situation.cards:
        for key, beginnings in offers.items():
            if card.choice and not getattr(card, key).lower().startswith(tuple(beginnings)):
                yield f'{card.id}: {key}: can raise danger, so it must offer: begin with "{beginnings[0]} …" or the like'
