"""What can go wrong in the knowledge package; every message says what, where and what to do.

KankeiError
├── ArticleError     a file cannot be read as a news article
├── PackError        a pack's YAML breaks its contract: all complaints at once
├── DraftError       an article cannot be drafted into a pack folder
├── ReviewError      what a reviewer asks for cannot be written into a pack
├── LanguageError    a file under knowledge/data cannot be used
└── StoreError       the knowledge base cannot be opened or built
"""

from __future__ import annotations


class KankeiError(Exception):
    """Root of everything that Kankei raises on purpose."""


class ArticleError(KankeiError):
    """A file cannot be read as a news article."""


class PackError(KankeiError):
    """A pack breaks its contract."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        """Keep every complaint, each `file:line: what; what to do`."""
        self.complaints = complaints
        super().__init__("\n".join(complaints))


class DraftError(KankeiError):
    """An article cannot be drafted into a pack folder; nothing was written."""


class ReviewError(KankeiError):
    """What a reviewer asks for cannot be written into a pack; nothing was written."""

    def __init__(self, *complaints: str) -> None:
        """Keep every complaint."""
        self.complaints = complaints
        super().__init__("\n".join(complaints))


class LanguageError(KankeiError):
    """A file of language knowledge cannot be used."""


class StoreError(KankeiError):
    """The knowledge base cannot be opened or built."""
