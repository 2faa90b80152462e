"""Whether the robots.txt of a site lets us read a page (RFC 9309, as far as urllib.robotparser goes)."""

from __future__ import annotations

import asyncio
from urllib.robotparser import RobotFileParser

from yarl import URL

from bot.fetching.body import read_start
from bot.fetching.errors import AddressError, ContentError, RedirectError, RobotsError
from bot.fetching.visit import ROBOT_NAME, Visit

_PARSED_BYTES = 512_000
"""RFC 9309 asks for 500 KiB at least; what comes after is not looked at."""

_LINES = frozenset({"user-agent", "allow", "disallow"})
_ADVICE = "save the page in a browser and add that file"


class Robots:
    """The robots.txt of each site of a visit, read once."""

    def __init__(self, visit: Visit) -> None:
        """Read through this visit."""
        self._visit = visit
        self._rules: dict[URL, RobotFileParser] = {}

    async def check(self, url: URL) -> None:
        """Raise a RobotsError where the site does not want the page read by programs, or does not say."""
        site = url.origin()
        if site not in self._rules:
            self._rules[site] = await self._read_rules(site)
        if not self._rules[site].can_fetch(ROBOT_NAME, str(url)):
            raise RobotsError(f"{url}: {site / 'robots.txt'} asks programs not to read this page; {_ADVICE}")

    async def _read_rules(self, site: URL) -> RobotFileParser:
        where = site / "robots.txt"
        try:
            async with asyncio.timeout(self._visit.limits.robots_seconds):
                return parse_rules(await self._read_text(where))
        except TimeoutError as problem:
            raise _silent(where, "does not answer in time") from problem
        except (AddressError, RedirectError, ContentError, ValueError) as problem:
            raise _silent(where, f"cannot be read ({problem})") from problem

    async def _read_text(self, where: URL) -> bytes:
        async with self._visit.follow(where, _allow) as response:
            status = response.status
            if 200 <= status < 300:
                return await read_start(response, _PARSED_BYTES)
            if 400 <= status < 500 and status != 429:
                return b""  # there are no rules, says RFC 9309
            raise _silent(where, f"answers with {status}")


def parse_rules(text: bytes) -> RobotFileParser:
    """The rules in a robots.txt.

    Only the lines that allow and forbid are handed on: robotparser takes a blank line for the end of a group, which
    RFC 9309 does not, and stumbles over odd numbers in the others.
    """
    if len(text) >= _PARSED_BYTES:
        text = text[: text.rfind(b"\n") + 1]
    lines = text.decode("utf-8-sig", errors="replace").splitlines()
    rules = RobotFileParser()
    rules.parse([line for line in lines if line.partition(":")[0].strip().lower() in _LINES])
    return rules


async def _allow(_: URL) -> None:
    """robots.txt itself needs no permission."""


def _silent(where: URL, what: str) -> RobotsError:
    return RobotsError(f"{where}: {what}, so it is not known whether programs may read; try again later, or {_ADVICE}")
