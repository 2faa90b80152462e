"""Chinese in simplified and in traditional characters: a text in one of them as it is written in the other.

Character by character, by the pairs of `script.yaml`, and by the words in which another character stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.han import find_writings, is_written
from knowledge.loaded import Loaded
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The pairs of characters, and the words that they get wrong."""

    pairs: str
    """Simplified and traditional characters in turn."""

    mends: Mapping[str, str]
    traditional: Mapping[int, str]
    simplified: Mapping[int, str]

    def to_traditional(self, text: str) -> str:
        """A text in traditional characters; what both ways share, and what is no Chinese, stays as it is."""
        if is_written(text, "traditional"):
            return text
        written = text.translate(self.traditional)
        for plain, meant in self.mends.items():
            written = written.replace(plain, meant)
        return written

    def to_simplified(self, text: str) -> str:
        """A text in simplified characters."""
        return text if is_written(text, "simplified") else text.translate(self.simplified)


def read_script(data: Loaded) -> Script:
    """The pairs and words of the parsed `script.yaml`."""
    pairs = "".join(str(data["traditional"]).split())
    both = tuple(zip(pairs[::2], pairs[1::2], strict=True))
    return Script(
        pairs=pairs,
        mends=data["mends"],
        traditional={ord(plain): full for plain, full in both},
        simplified={ord(full): plain for plain, full in both},
    )


def writes_traditional(text: str, *, before: bool) -> bool:
    """Whether somebody writes traditional Chinese.

    Args:
        before: whether he did so before, in case this text could be either.
    """
    writings = find_writings(text)
    return "traditional" in writings and (before or "simplified" not in writings)
