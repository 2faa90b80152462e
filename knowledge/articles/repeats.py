"""Lines of a body that only repeat others: pull quotes, the headline again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.articles.model import BlockKind
from knowledge.articles.page import Line

_LETTERS = re.compile(r"[\W_]+")
_LONG_TEXT = 60_000
"""Characters of a body in which repeats are not looked for: the search takes the square of its length."""

_LONGEST = 260
"""Characters of the longest pull quote."""


def find_repeats(lines: Sequence[Line], kinds: Sequence[BlockKind | None], headline: int | None) -> tuple[int, ...]:
    """Lines that stand word for word in another, longer line of the body, with the name below a pull quote."""
    folded = {number: _fold(lines[number].text) for number, kind in enumerate(kinds) if kind is not None}
    whole = "\n".join(folded.values())
    if len(whole) > _LONG_TEXT:
        return ()
    title = _fold(lines[headline].text) if headline is not None else ""
    found: list[int] = []
    seen: set[str] = set()
    for number, words in folded.items():
        if number == headline or (words == title and title) or (len(words) > 20 and words in seen):
            found += [number, *_name_below(lines, kinds, number)]
        elif (
            _may_repeat(lines[number], kinds[number])
            and len(words) >= (8 if _is_quoted(lines[number].text) else 16)
            and whole.count(words) > 1
            and _is_inside(words, folded, number)
        ):
            found.append(number)
            found += _name_below(lines, kinds, number)
        seen.add(words)
    return tuple(found)


def _is_quoted(text: str) -> bool:
    return text[0] in "\"'“‘«「„" and text[-1] in "\"'”’»」“"


def _may_repeat(line: Line, kind: BlockKind | None) -> bool:
    return kind != "standfirst" and len(line.text) <= _LONGEST


def _is_inside(words: str, folded: dict[int, str], number: int) -> bool:
    return any(other != number and words in text and len(text) > len(words) for other, text in folded.items())


def _name_below(lines: Sequence[Line], kinds: Sequence[BlockKind | None], number: int) -> tuple[int, ...]:
    """Whose words a pull quote shows: a short line without a full stop."""
    below = number + 1
    if below < len(lines) and kinds[below] in ("heading", "paragraph") and lines[below].hint != "heading":
        text = lines[below].text
        if (
            len(text) <= 80
            and not text.endswith((".", "!", "?", "”", '"', "。"))
            and (text[0] in "—–-" or lines[below].emphasis == "italic")
        ):
            return (below,)
    return ()


def _fold(text: str) -> str:
    return _LETTERS.sub(" ", text).strip().casefold()
