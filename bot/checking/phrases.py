"""Safety and evidence phrases compile, and every example in their files comes out as written."""

from typing import Iterator

from bot import paths
from bot.language import evidence, pipeline, safety
from bot.language.errors import PhraseError


def problems() -> Iterator[str]:
    """Yield what is wrong in data/safety, data/evidence, data/word-groups.yml and data/spellings.yml."""
    try:
        nlp = pipeline.build(paths.DATA)
    except PhraseError as error:
        yield str(error)
        return
    for examples in safety.read_examples(paths.DATA / "safety"):
        where = f"data/safety/{examples.intent}.yml"
        for text in examples.must_trigger:
            heard = nlp(text)._.safety
            if heard != examples.intent:
                yield f'{where}: must_trigger: "{text}" is heard as {heard or "nothing"}; add a phrase for it'
        for text in examples.near_misses:
            if nlp(text)._.safety == examples.intent:
                yield f'{where}: near_misses: "{text}" fires it; narrow the phrase, or keep it back (unless)'
    for example in evidence.read_examples(paths.DATA / "evidence"):
        about = (found for found in nlp(example.text)._.evidence if found.entity == example.entity)
        values = {found.value for found in about if found.when_asked == example.when_asked}
        wanted = {example.value} - {None}
        if values != wanted:
            told = ", ".join(sorted(values)) or "nothing"
            should = example.value or "nothing"
            yield f'data/evidence/{example.entity}.yml: examples: "{example.text}" says {told}, and should say {should}'
