"""The phrases of `intents.yaml` as tables to look them up in: made once, at building, as each start would need them."""

from __future__ import annotations

from knowledge.gazetteer import fold_phrase
from knowledge.loaded import Loaded
from knowledge.spelling import SHORTEST

_TABLES = ("initial", "edge", "frame", "judging")
"""Cues that count only where they stand so; those of a language count anywhere."""


def index_phrases(data: Loaded) -> Loaded:
    """The parsed `intents.yaml`, with its phrases folded and its intents numbered.

    Returns:
        the same, where each intent has its place in the file as `order` and no `cues`; these are in `tables`, by where
        they count, as folded phrase → names of intents. `longest` is the longest cue in tokens, and `cue_words` are the
        Latin words of all phrases that are long enough to be misspelled.
    """
    tables: dict[str, dict[str, list[str]]] = {name: {} for name in ("cues", *_TABLES)}
    intents: Loaded = {}
    longest = 1
    for order, (name, item) in enumerate(data["intents"].items()):
        for language, phrases in item["cues"].items():
            table = tables[language if language in _TABLES else "cues"]
            for phrase in phrases:
                key, length = fold_phrase(str(phrase))
                longest = max(longest, length)
                names = table.setdefault(key, [])
                if name not in names:
                    names.append(name)
        intents[name] = {key: value for key, value in item.items() if key != "cues"} | {"order": order}
    signs = {name: _folded(words) for name, words in data["signs"].items()}
    measures = {name: item | {"cues": _folded(item["cues"])} for name, item in data["measures"].items()}
    words = (*map(str, data["question_words"]), *(word for words in signs.values() for word in words))
    cue_words = {
        word
        for phrase in (*words, *(phrase for table in tables.values() for phrase in table))
        for word in phrase.split(" ")
        if len(word) >= SHORTEST and word.isascii() and word.isalpha()
    }
    return data | {
        "intents": intents, "tables": tables, "longest": longest, "signs": signs, "measures": measures,
        "cue_words": sorted(cue_words),
    }  # fmt: skip


def _folded(phrases: list[object]) -> list[str]:
    return [fold_phrase(str(phrase))[0] for phrase in phrases]
