"""The intents as data: cues, phrasings and thresholds, read from the knowledge base once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args

from bot.intents.model import AnswerKind, IntentName
from knowledge.gazetteer import fold_phrase
from knowledge.loaded import Loaded
from knowledge.spelling import SHORTEST
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
    cues: Mapping[str, tuple[IntentName, ...]]
    """Folded phrase → intents it is a cue of."""

    initial: Mapping[str, tuple[IntentName, ...]]
    """Cues that count only as the first word."""

    frame: Mapping[str, tuple[IntentName, ...]]
    """Cues that win wherever they stand, whatever the group of their intent."""

    edge: Mapping[str, tuple[IntentName, ...]]
    """Cues that count only as the first or the last word."""

    judging: Mapping[str, tuple[IntentName, ...]]
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

    @property
    def cue_words(self) -> frozenset[str]:
        """The Latin words of all cues and signs."""
        phrases = (*self.cues, *self.initial, *self.frame, *self.edge, *self.judging)
        signs = (word for words in self.signs.values() for word in words)
        return frozenset(
            word
            for phrase in (*phrases, *signs, *self.question_words)
            for word in phrase.split(" ")
            if len(word) >= SHORTEST and word.isascii() and word.isalpha()
        )


def read_catalogue(data: Loaded) -> Catalogue:
    """The catalogue from the parsed `intents.yaml`."""
    intents: dict[IntentName, Intent] = {}
    cues: dict[str, tuple[IntentName, ...]] = {}
    initial: dict[str, tuple[IntentName, ...]] = {}
    edge: dict[str, tuple[IntentName, ...]] = {}
    frame: dict[str, tuple[IntentName, ...]] = {}
    judging: dict[str, tuple[IntentName, ...]] = {}
    longest = 1
    tables = {"initial": initial, "edge": edge, "frame": frame, "judging": judging}
    for rank, name in enumerate(_in_file_order(data["intents"])):
        item = data["intents"][name]
        assert item["answer"] in get_args(AnswerKind), item["answer"]
        intents[name] = Intent(
            name=name, asks=item["asks"], answer=item["answer"], group=cast(Group, item["group"]), rank=rank,
            patterns=tuple(item.get("utterances", ())), admits=dict(item.get("admits", {})),
        )  # fmt: skip
        for language, phrases in item["cues"].items():
            table = tables.get(language, cues)
            for phrase in phrases:
                key, length = fold_phrase(str(phrase))
                if length > longest:
                    longest = length
                known = table.get(key)
                if known is None:
                    table[key] = (name,)
                elif name not in known:
                    table[key] = (*known, name)
    signs = {name: frozenset(fold_phrase(str(word))[0] for word in words) for name, words in data["signs"].items()}
    return Catalogue(
        intents=intents, cues=cues, initial=initial, edge=edge, frame=frame, judging=judging, longest=longest,
        known=frozenset().union(cues, *tables.values()),
        signs=signs, longest_sign=max(phrase.count(" ") + 1 for phrases in signs.values() for phrase in phrases),
        measures={
            fold_phrase(str(cue))[0]: tuple(measure["words"])
            for measure in data["measures"].values()
            for cue in measure["cues"]
        },
        question_words=frozenset(str(word) for word in data["question_words"]),
        pattern_alone=int(data["thresholds"]["pattern_alone"]), margin=int(data["thresholds"]["margin"]),
    )  # fmt: skip


def _in_file_order(intents: Mapping[str, Mapping[str, Loaded]]) -> list[str]:
    """JSON keeps keys sorted for equal bytes, so the order of the file is kept as a number."""
    return sorted(intents, key=lambda name: int(intents[name].get("order", 0)))
