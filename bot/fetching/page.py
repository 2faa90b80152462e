"""Fetch one article: a single page, once, where its site and the rules of the network allow it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from bot.fetching.body import read_body
from bot.fetching.errors import BusyError, ContentError, StatusError, UnreachableError
from bot.fetching.model import DEFAULT_LIMITS, FetchedPage, FetchLimits
from bot.fetching.network import INTERNET, Network
from bot.fetching.robots import Robots
from bot.fetching.urls import read_url
from bot.fetching.visit import explain_failure, open_visit

CONTENT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")

_ADVICE = "save the page in a browser and add that file"
_STATUSES = {
    401: f"is for readers with an account; {_ADVICE}",
    402: f"is for readers who pay; {_ADVICE}",
    403: f"does not let programs read this page; {_ADVICE}",
    404: "has no such page; check the address",
    410: "has taken the page away; look for another article",
    451: "may not show the page for legal reasons; look for another article",
}


def fetch_page(url: str, limits: FetchLimits = DEFAULT_LIMITS, network: Network = INTERNET) -> FetchedPage:
    """Fetch one page. Blocks, `limits.total_seconds` at most; not to be called from an event loop.

    Args:
        url: the address as a person typed it.
        limits: what the page may cost.
        network: how names are looked up and where connections may go; tests hand over their own.

    Raises:
        FetchError: in all cases where there is no page; the message says why and what to do.
    """
    return asyncio.run(_fetch_in_time(read_url(url, limits.ports), limits, network))


async def _fetch_in_time(url: URL, limits: FetchLimits, network: Network) -> FetchedPage:
    try:
        async with (
            asyncio.timeout(limits.total_seconds),
            open_visit(limits, network) as visit,
            visit.follow(url, Robots(visit).check) as response,
        ):
            return await _read_page(response, limits)
    except aiohttp.ClientError as problem:
        raise explain_failure(url, problem) from problem
    except TimeoutError as problem:
        raise UnreachableError(
            f"{url}: not there within {limits.total_seconds:g} seconds; try again later, or {_ADVICE}"
        ) from problem


async def _read_page(response: aiohttp.ClientResponse, limits: FetchLimits) -> FetchedPage:
    if response.status != 200:
        raise _refusal(response)
    content_type = response.content_type.lower() if "Content-Type" in response.headers else ""
    if content_type not in CONTENT_TYPES:
        told = f"is {ascii(content_type)[1:-1][:60]}" if content_type else "does not say what it is"
        raise ContentError(f"{response.url}: {told}, but an article is HTML or plain text; {_ADVICE}")
    return FetchedPage(
        body=await read_body(response, limits.page_bytes),
        final_url=str(response.url),
        content_type=content_type,
        charset=response.charset,
    )


def _refusal(response: aiohttp.ClientResponse) -> StatusError:
    """The error that an answer other than 200 is told with."""
    status, site = response.status, response.url.host
    wait = response.headers.get("Retry-After")
    if status == 429 or (status == 503 and wait is not None):
        return BusyError(
            f"{response.url}: {site} asks to come back {_describe_wait(wait)} (status {status})", status=status
        )
    told = _STATUSES.get(status)
    if told is None:
        told = "is in trouble; try again later" if status >= 500 else f"sent no page; {_ADVICE}"
    return StatusError(f"{response.url}: {site} {told} (status {status})", status=status)


def _describe_wait(retry_after: str | None) -> str:
    """When to come back, from a header of seconds or of a date."""
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return f"in {int(value)} seconds"
    date = _read_date(value)
    return f"after {date:%Y-%m-%d %H:%M} UTC" if date else "later"


def _read_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None
