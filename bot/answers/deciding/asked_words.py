"""The words of a question that carry content: how rare they are, and by which features claims are found for them."""

from __future__ import annotations

from math import log

from bot.answers.finding.stems import find_stems, find_words
from bot.answers.question import Question
from knowledge.values import dataclass

_GRAMMAR = frozenset({"function", "filler"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWord:
    """A content word of the question."""

    text: str
    forms: frozenset[str]
    options: frozenset[str]
    """Features by which claims are found that hold it, or what it stands for."""

    rarity: float
    is_name: bool


def read_asked_words(question: Question) -> tuple[AskedWord, ...]:
    """The words of a question that carry content, rarer ones with more weight."""
    utterance, asked = question.utterance, question.asked
    typed = [token.text for place, token in enumerate(utterance.tokens) if not token.cjk and place not in asked.cue]
    spelled = [utterance.corrected.get(word, word) for word in typed]
    words = {fold: word for word in spelled for fold in find_words(word) if len(fold) > 1}
    known = question.knowledge.find_aliases(words)
    content = [word for word in words if not {target.kind for target in known.get(word, ())} & _GRAMMAR]
    content = [word for word in content if word not in question.gap_words.asking] or content
    forms = {word: find_stems(word) for word in content}
    features = {
        word: {
            *(f"w:{form}" for form in forms[word]),
            *(o for item in asked.items if forms[word] & find_stems(item.text) for o in item.options),
        }
        for word in content
    }
    frequencies = question.knowledge.frequencies(feature for some in features.values() for feature in sorted(some))
    count = question.knowledge.fact_count
    return tuple(
        AskedWord(
            text=word,
            forms=forms[word],
            options=frozenset(features[word]),
            rarity=log((count + 1) / (max((frequencies.get(f, 0) for f in features[word]), default=0) + 0.5)),
            is_name=words[word][:1].isupper(),
        )
        for word in content
    )
