"""Words of Chinese characters that nothing here knows, cut apart around a short one that is known: 布林肯, 麻生太郎.

A single character that is somebody's family name, or a little word, is none within a longer name.
"""

from __future__ import annotations

from collections.abc import Container

from knowledge.gazetteer import Piece, Token
from knowledge.scripts import is_han
from knowledge.values import replace

_LITTLE = frozenset({"function", "generic"})
_JOINING = frozenset("的了和与與及跟是在被把对對为為来來又也都")
"""Little words that stand between two others and are hardly ever a part of one."""

_PLACING = frozenset("在于於")
"""Behind one of these stands a place, so that a little word there is the beginning of its name: 在上海."""


def rejoin_words(
    pieces: tuple[Piece, ...], tokens: tuple[Token, ...], question_words: Container[str]
) -> tuple[Piece, ...]:
    """The pieces, with those left open that are only a part of a word that nothing here knows."""
    if not any(token.cjk for token in tokens):
        return pieces

    def is_open(one: int, other: int) -> bool:
        """Whether a piece is an unknown character right beside another one."""
        if not 0 <= other < len(pieces):
            return False
        piece, (left, right) = pieces[other], sorted((one, other))
        beside = tokens[pieces[left].last - 1].end == tokens[pieces[right].first].start
        return beside and not piece.targets and is_han(piece.key) and piece.key not in question_words

    def is_part(place: int) -> bool:
        piece = pieces[place]
        kinds = {target.kind for target in piece.targets}
        if piece.last - piece.first > 1 or not kinds or not is_han(piece.key) or piece.key in question_words:
            return False
        before, after = is_open(place, place - 1), is_open(place, place + 1)
        if kinds == {"entity"}:
            return after  # 林肯, 李尚福
        opens = place > 0 and (pieces[place - 1].key in _PLACING or not tokens[pieces[place - 1].last - 1].cjk)
        return kinds <= _LITTLE and piece.key not in _JOINING and after and (before or opens)

    return tuple(replace(piece, targets=()) if is_part(place) else piece for place, piece in enumerate(pieces))
