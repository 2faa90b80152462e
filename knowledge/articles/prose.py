"""Whether a line of a page reads like a sentence."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_EAST_ASIAN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ENDED = re.compile(
    r"(?:(?:[.!?…。！？]|\.\.\.)[\"'”“’»«」』)）\]*]*(?:\s?[(（\[][^()（）\[\]]{2,40}[)）\]])?|[」』][)）]?|:)(?:\s*[■□▪◼●◆♦∎❖])?$"
)
_ASKED = re.compile(r"[?？!！][\"'”“’»«」』)）]*$")
_INNER_END = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“‘«(]?[A-ZÀ-ÞА-Я\d]|[。！？][」』）]?(?=.)")

_SENTENCE_INSIDE = re.compile(r"[a-zà-ÿ]{3}[.!?][\"'”’»]* +(?:[A-ZÀ-Þ]{2,6}|[A-ZÀ-Þ][a-zà-ÿ]{1,14})$")
"""A sentence that its agency's name follows: "… según el ministerio. EFE"."""

MANY_WORDS = 25
"""A line this long is prose even without a full stop."""


def count_words(text: str) -> int:
    """Words; two East Asian characters count as one."""
    asian = len(_EAST_ASIAN.findall(text))
    if asian * 3 < len(text):
        return len(_WORD.findall(text))
    return asian // 2 + len(re.findall(r"[A-Za-z]+", text))


def is_east_asian(text: str) -> bool:
    """Whether Chinese, Japanese or Korean characters make up a third of the text."""
    return len(_EAST_ASIAN.findall(text)) * 3 >= len(text) > 0


def is_ended(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return _ENDED.search(text) is not None


def is_asked(text: str) -> bool:
    """Whether the line ends with a question or an exclamation, as headlines may."""
    return _ASKED.search(text) is not None


def count_inner_ends(text: str) -> int:
    """Sentences that end before the last."""
    return len(_INNER_END.findall(text))


def is_prose(text: str) -> bool:
    """A sentence of five words or more, or a long line."""
    words = count_words(text)
    if words >= 6 and _SENTENCE_INSIDE.search(text):
        return True
    return (
        words >= MANY_WORDS
        or (words >= 5 and is_ended(text) and not text.endswith(":"))
        or (words >= 15 and is_ended(text))
    )


def is_strong_prose(text: str) -> bool:
    """A sentence as only paragraphs have it: long, or several."""
    words = count_words(text)
    return (is_ended(text) and (words >= 18 or (words >= 8 and count_inner_ends(text) > 0))) or words >= 40
