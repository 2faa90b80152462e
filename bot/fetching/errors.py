"""What can go wrong while an article is fetched; every message says what, where and what to do.

BotError (bot.errors)
└── FetchError
    ├── AddressError        the URL, or the address behind its name, is none that Kankei goes to
    ├── RedirectError       the site sends us on, but not to an article
    ├── RobotsError         robots.txt says no, or does not say
    ├── UnreachableError    no such name, no connection, no trust in the certificate, no answer in time
    ├── StatusError         the site answers with an error
    │   └── BusyError       the site asks to come back later
    └── ContentError        what was sent is no article: wrong type, too large, broken
"""

from __future__ import annotations

from bot.errors import BotError


class FetchError(BotError):
    """A page cannot be fetched."""


class AddressError(FetchError):
    """The URL, or the address behind its name, is none that Kankei goes to."""


class RedirectError(FetchError):
    """The site sends us on, but not to an article."""


class RobotsError(FetchError):
    """The robots.txt of the site forbids the page, or cannot be read."""


class UnreachableError(FetchError):
    """The site does not answer, not in time, or not as itself."""


class StatusError(FetchError):
    """The site answers with an error."""

    def __init__(self, message: str, *, status: int) -> None:
        """Keep the number of the answer, such as 404."""
        self.status = status
        super().__init__(message)


class BusyError(StatusError):
    """The site asks to come back later; nothing is tried again by itself."""


class ContentError(FetchError):
    """What the site sent cannot be an article."""
