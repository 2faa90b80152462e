"""The intents as data: cues, phrasings and thresholds, read from the knowledge base once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, cast, get_args

from bot.intents.model import AnswerKind, IntentName
from knowledge.loaded import Loaded
from knowledge.values import dataclass

Group = Literal["whole", "frame", "wh", "fallback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One thing people ask for."""

    name: IntentName
    asks: str
    answer: AnswerKind
    group: Group
    rank: int
    """Its place in the file: the smaller wins a tie."""

    patterns: tuple[str, ...]
    admits: Mapping[str, int]
    """Bounds on what is left of a question without the cue; see `intents.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All intents and the table of their cues."""

    intents: Mapping[IntentName, Intent]
    cues: Mapping[str, Sequence[IntentName]]
    """Folded phrase → intents it is a cue of."""

    initial: Mapping[str, Sequence[IntentName]]
    """Cues that count only as the first word."""

    frame: Mapping[str, Sequence[IntentName]]
    """Cues that win wherever they stand, whatever the group of their intent."""

    edge: Mapping[str, Sequence[IntentName]]
    """Cues that count only as the first or the last word."""

    judging: Mapping[str, Sequence[IntentName]]
    """Cues that count only where the question opens with a form of "be"; single words at the end only."""

    known: frozenset[str]
    """All these phrases."""

    longest: int
    """Tokens in the longest cue."""

    signs: Mapping[str, frozenset[str]]
    """Name of a sign → folded words and phrases that show it."""

    longest_sign: int
    """Words in the longest phrase that shows one."""

    measures: Mapping[str, tuple[str, ...]]
    """Folded phrase that asks for a measure → words of its unit."""

    question_words: frozenset[str]
    pattern_alone: int
    margin: int
    cue_words: frozenset[str]
    """The Latin words of all cues and signs that are long enough to be misspelled."""


def read_catalogue(data: Loaded) -> Catalogue:
    """The catalogue from `intents.yaml`, as `index_phrases` leaves it in the knowledge base."""
    intents: dict[IntentName, Intent] = {}
    for rank, name in enumerate(_in_file_order(data["intents"])):
        item = data["intents"][name]
        assert item["answer"] in get_args(AnswerKind), item["answer"]
        intents[name] = Intent(
            name=name, asks=item["asks"], answer=item["answer"], group=cast(Group, item["group"]), rank=rank,
            patterns=tuple(item.get("utterances", ())), admits=dict(item.get("admits", {})),
        )  # fmt: skip
    tables, signs = data["tables"], data["signs"]
    return Catalogue(
        intents=intents, **tables, known=frozenset().union(*tables.values()), longest=data["longest"],
        signs={name: frozenset(words) for name, words in signs.items()},
        longest_sign=max(phrase.count(" ") + 1 for phrases in signs.values() for phrase in phrases),
        measures={cue: tuple(measure["words"]) for measure in data["measures"].values() for cue in measure["cues"]},
        question_words=frozenset(str(word) for word in data["question_words"]), 
        cue_words=frozenset(data["cue_words"]),
        pattern_alone=int(data["thresholds"]["pattern_alone"]), margin=int(data["thresholds"]["margin"]),
    )  # fmt: skip


def _in_file_order(intents: Mapping[str, Mapping[str, Loaded]]) -> list[str]:
    """JSON keeps keys sorted for equal bytes, so the order of the file is kept as a number."""
    return sorted(intents, key=lambda name: int(intents[name].get("order", 0)))
