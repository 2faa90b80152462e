"""The values of fetching: what may be spent on a page, and what comes back."""

from __future__ import annotations

from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one page may cost."""

    total_seconds: float = 15.0
    """For everything: names, robots.txt, redirects and the page."""

    connect_seconds: float = 5.0
    """For one connection, the TLS handshake included."""

    robots_seconds: float = 5.0
    """For one robots.txt, redirects included."""

    page_bytes: int = 2_000_000
    """Size of the page, counted after decompression."""

    redirects: int = 5
    ports: tuple[int, ...] = (80, 443)


DEFAULT_LIMITS = FetchLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page as its site sent it."""

    body: bytes
    """Decompressed, and otherwise untouched."""

    final_url: str
    """Where the page was found after all redirects; without a fragment."""

    content_type: str
    """Lower-case and without parameters; one of `bot.fetching.page.CONTENT_TYPES`."""

    charset: str | None
    """As the header names it, unchecked: Python may not know it, and the page itself may say otherwise."""
