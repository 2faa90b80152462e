"""What can go wrong in the knowledge package; every message says what, where and what to do.

KankeiError
├── PackError        a pack's YAML breaks its contract: all complaints at once
├── LanguageError    a file under knowledge/data cannot be used
└── StoreError       the knowledge base cannot be opened or built
"""

from __future__ import annotations


class KankeiError(Exception):
    """Root of everything that Kankei raises on purpose."""


class PackError(KankeiError):
    """A pack breaks its contract."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        """Keep every complaint, each `file:line: what; what to do`."""
        self.complaints = complaints
        super().__init__("\n".join(complaints))


class LanguageError(KankeiError):
    """A file of language knowledge cannot be used."""


class StoreError(KankeiError):
    """The knowledge base cannot be opened or built."""
