"""Turns of a transcript: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.articles.model import Block
from knowledge.model import Span
from knowledge.values import dataclass

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:：“”\"«»?!\n]{0,60})[:：]\s*(?=\S)")
_IN_BRACKETS = re.compile(r"\(([^(),]+)")
_QUESTION, _ANSWER = ("Q", "Question", "问", "問"), ("A", "Answer", "答")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until the next begins."""

    label: str
    speaker: str | None
    """The label, or whom "Q" and "A" stand for; None where that is not known."""

    span: Span
    """Of the words, without the label."""

    block: int


def find_turns(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Find the turns, in order; none where the article is no transcript."""
    labels = [_label(text, block) for block in blocks]
    counts = Counter(label for label in labels if label)
    if sum(counts.values()) < 4 or len(counts) < 2 or max(counts.values(), default=0) < 2:
        return ()
    turns: list[Turn] = []
    answering = _answering(counts)
    often = [index for index, label in enumerate(labels) if label and counts[label] > 1]
    # Who asks may be named but once, between those who answer; "Host: ..." in a page's head is none of them.
    first, last = min(often) - 1, max(often) + 1
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if not first <= index:
            continue
        if label is not None and (first <= index <= last):
            match = _LABEL.match(text, block.span.start, block.span.end)
            assert match is not None
            speaker = _meant(label, turns, answering)
            turns.append(
                Turn(label=label, speaker=speaker, span=Span(start=match.end(), end=block.span.end), block=index)
            )
        elif turns and block.kind in ("paragraph", "list_item") and index <= last:
            turns.append(Turn(label=turns[-1].label, speaker=turns[-1].speaker, span=block.span, block=index))
    return tuple(turns)


def _label(text: str, block: Block) -> str | None:
    match = _LABEL.match(text, block.span.start, block.span.end)
    if match is None or block.kind == "heading":
        return None
    label = match.group("label").strip()
    words = [bare for word in label.split() if (bare := word.strip("(),"))]
    named = all(word[0].isupper() or word[0].isdigit() or word in ("of", "the", "de", "and", "for") for word in words)
    return label if named and len(words) <= 6 else None


def _answering(counts: Counter[str]) -> str | None:
    """The name that comes most often: whoever answers."""
    named = [(count, label) for label, count in counts.items() if label not in (*_QUESTION, *_ANSWER)]
    return max(named)[1] if named and max(named)[0] > 1 else None


def _meant(label: str, turns: Sequence[Turn], answering: str | None) -> str | None:
    if label in _ANSWER:
        return answering
    if label in _QUESTION:
        return next((turn.speaker for turn in reversed(turns) if turn.speaker not in (None, answering)), None)
    inside = _IN_BRACKETS.search(label)
    words = [word for word in inside[1].split() if not word.endswith(".")] if inside is not None else []
    return " ".join(words) if len(words) > 1 else label  # "MODERATOR (Ms. Rula Tell)"
