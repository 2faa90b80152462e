"""States that are named by one letter each, side by side: 中韓関係, 露朝, 中俄."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.utterance import Utterance


def find_paired_states(utterance: Utterance, letters: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """The states by the index of the piece that is their letter, where two such letters stand beside each other.

    Args:
        letters: by state the letters that it is known by.
    """
    states = {letter: state for state, known in letters.items() for letter in known}
    pieces = utterance.pieces
    single = {index for index, piece in enumerate(pieces) if piece.last - piece.first == 1 and piece.key in states}
    return {
        index: states[pieces[index].key]
        for index in single
        if any(other in single and _touch(utterance, index, other) for other in (index - 1, index + 1))
    }


def _touch(utterance: Utterance, one: int, other: int) -> bool:
    """Whether nothing stands between two pieces, no blank either."""
    first, second = sorted((one, other))
    tokens = utterance.tokens
    return tokens[utterance.pieces[first].last - 1].end == tokens[utterance.pieces[second].first].start
