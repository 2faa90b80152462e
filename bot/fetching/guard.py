"""Let connections through to checked addresses only.

A name is looked up once per fetch, all of its addresses are checked, and the connection is made to exactly these:
a second look-up, which could give other addresses (DNS rebinding), does not exist. aiohttp asks no resolver about
a host that is an IP address, so the socket factory, which every connection passes, checks once more.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.fetching.errors import AddressError, UnreachableError
from bot.fetching.network import Network, wait_for_lookup
from bot.fetching.urls import read_ip_literal

if TYPE_CHECKING:
    from aiohttp import AddrInfoType
    from yarl import URL

    from bot.fetching.addresses import IPAddress


class Guard(AbstractResolver):
    """The addresses admitted during one fetch; also the resolver that aiohttp gets them from."""

    def __init__(self, network: Network) -> None:
        """Begin with no address admitted."""
        self._network = network
        self._known: dict[str, tuple[IPAddress, ...]] = {}

    async def admit(self, url: URL) -> None:
        """Look the host of a checked URL up, unless it is known, and admit its addresses.

        Raises:
            AddressError: one of its addresses is not on the public internet.
            UnreachableError: the name does not exist, or no name server answers.
        """
        host, port = str(url.raw_host), int(url.port or 0)
        addresses = self._known.get(host) or await self._find_addresses(host)
        for address in addresses:
            kind = self._network.policy(address, port)
            if kind is not None:
                behind = f"leads to {address}" if str(address) != host else "is an address"
                raise AddressError(
                    f"{url}: {behind} that is not on the public internet ({kind}); "
                    "give the public address of the article, or save the page in a browser and add that file"
                )
        self._known[host] = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The admitted addresses of a name, for aiohttp; nothing is looked up here."""
        if host not in self._known:
            raise OSError(f"{host} was not admitted")
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in self._known[host]
        ]

    def open_socket(self, target: AddrInfoType) -> socket.socket:
        """A socket for one address; the last check before a connection."""
        family, kind, protocol, _, where = target
        refused = self._network.policy(ip_address(where[0]), int(where[1]))
        if refused is not None:
            raise PermissionError(f"{where[0]} is not on the public internet ({refused})")
        return socket.socket(family=family, type=kind, proto=protocol)

    async def close(self) -> None:
        """Nothing is held open."""

    async def _find_addresses(self, host: str) -> tuple[IPAddress, ...]:
        literal = read_ip_literal(host)
        if literal is not None:
            return (literal,)
        try:
            addresses = await wait_for_lookup(self._network.lookup, host)
        except (OSError, UnicodeError) as problem:
            raise UnreachableError(
                f"{host}: no site of this name is found ({problem}); check the spelling and the network"
            ) from problem
        if not addresses:
            raise UnreachableError(f"{host}: this name has no address; check the spelling")
        return addresses
