"""One visit to the web: requests that say who asks, keep nothing, and go through the guard.

aiohttp, because discord.py brings it along and because its connector takes a resolver and a socket factory: the
connection goes to a checked address while the Host header and the TLS server name stay those of the URL.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import metadata

import aiohttp
from yarl import URL

from bot.fetching.body import ACCEPTED_ENCODING
from bot.fetching.errors import RedirectError, UnreachableError
from bot.fetching.guard import Guard
from bot.fetching.model import FetchLimits
from bot.fetching.network import Network
from bot.fetching.urls import read_redirect

ROBOT_NAME = "kankei"
"""What robots.txt may call us."""

_ACCEPT = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8"
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADER_BYTES = 32_768
"""For one header line; newspapers send security policies beyond aiohttp's default of 8190."""

Check = Callable[[URL], Awaitable[None]]
"""Raises a FetchError where a URL must not be asked for."""


@asynccontextmanager
async def open_visit(limits: FetchLimits, network: Network) -> AsyncIterator[Visit]:
    """Open a visit, and close all of its connections at the end."""
    guard = Guard(network)
    connector = aiohttp.TCPConnector(
        resolver=guard,
        use_dns_cache=False,  # the guard remembers what it admitted
        socket_factory=guard.open_socket,
        ssl=network.tls or True,
        limit_per_host=1,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,  # no proxies and no .netrc
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect_seconds),
        headers={"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED_ENCODING},
        max_line_size=_HEADER_BYTES,
        max_field_size=_HEADER_BYTES,
        middlewares=(_ask_once,),
    ) as session:
        yield Visit(session, guard, limits)


class Visit:
    """What all requests for one page share."""

    def __init__(self, session: aiohttp.ClientSession, guard: Guard, limits: FetchLimits) -> None:
        """Ask through this session, past this guard."""
        self._session = session
        self._guard = guard
        self.limits = limits

    async def admit(self, url: URL) -> None:
        """See `Guard.admit`."""
        await self._guard.admit(url)

    @asynccontextmanager
    async def follow(self, url: URL, check: Check) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer at the end of all redirects; `check` is asked about each URL before it is requested."""
        seen = {url}
        while True:
            await self.admit(url)
            await check(url)
            async with self._get(url) as response:
                target = _find_target(response, url, self.limits.ports)
                if target is None:
                    yield response
                    return
            if target in seen:
                raise RedirectError(f"{target}: redirects in a circle; open it in a browser and add the saved page")
            if len(seen) > self.limits.redirects:
                raise RedirectError(
                    f"{target}: reached after more than {self.limits.redirects} redirects; "
                    "open the page in a browser and give the address that it ends at"
                )
            seen.add(target)
            url = target

    def _get(self, url: URL) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self._session.get(url, allow_redirects=False)


def user_agent() -> str:
    """Who asks, for the site's log."""
    try:
        version = metadata.version("kankei")
    except metadata.PackageNotFoundError:  # run from a checkout
        version = "0"
    return f"{ROBOT_NAME}/{version} (+article reader; one page per request)"


def explain_failure(url: URL, problem: aiohttp.ClientError | OSError) -> UnreachableError:
    """What a failure of the connection means, in words."""
    match problem:
        case aiohttp.ClientConnectorCertificateError():
            what = "its certificate is not trusted, so it may be another site; check the address"
        case aiohttp.ClientConnectorSSLError():
            what = "no protected connection is agreed on; check the address and the port"
        case aiohttp.ServerTimeoutError():
            what = "no connection in time; try again later"
        case aiohttp.ClientConnectorError():
            what = f"no connection ({problem.os_error}); check the address and the network"
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | OSError():
            what = "the site broke the connection off; try again later"
        case _:
            what = f"the site's answer breaks the rules of HTTP ({type(problem).__name__}); save the page in a browser"
    return UnreachableError(f"{url}: {what}")


def _find_target(response: aiohttp.ClientResponse, url: URL, ports: tuple[int, ...]) -> URL | None:
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or location is None:
        return None
    target = read_redirect(location, url, ports)
    if url.scheme == "https" and target.scheme == "http":
        raise RedirectError(
            f"{url}: redirects to {target}, which is not protected as https is; give that address if you trust it"
        )
    return target


async def _ask_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp asks again where a server hangs up; an error of our own goes through without that."""
    try:
        return await handler(request)
    except (aiohttp.ClientError, OSError) as problem:
        raise explain_failure(request.url, problem) from problem
