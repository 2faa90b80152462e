"""What the HTML reader asks of a parsed page: so much of selectolax's nodes as it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class HtmlNode(Protocol):
    """An element or a text of a parsed page."""

    @property
    def tag(self) -> str | None:
        """Lower case; "-text" for text."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """Of an element; None for an attribute without a value."""

    @property
    def text_content(self) -> str | None:
        """Of a text node."""

    def iter(self, include_text: bool = False) -> Iterable[HtmlNode]:
        """The children in order."""

    def css(self, query: str) -> Sequence[HtmlNode]:
        """All elements below that a selector finds."""

    def css_first(self, query: str) -> HtmlNode | None:
        """The first of them."""

    def text(self, deep: bool = True, separator: str = "", strip: bool = False) -> str:
        """The text below."""
