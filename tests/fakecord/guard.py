"""The way to the fake Discord, and to nowhere else: a connector that knows Discord's host names only."""

from __future__ import annotations

import functools
import socket
import ssl
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

_HOSTS = ("discord.com", "*.discord.gg", "cdn.discordapp.com", "media.discordapp.net")


class GuardedResolver(AbstractResolver):
    """Answers Discord's names with 127.0.0.1 and the server's port; refuses and records all others."""

    def __init__(self, port: int, record: Callable[[str], None]) -> None:
        """Lead to a port, and record violations."""
        self._port = port
        self._record = record

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The address of the fake Discord."""
        if not is_discord(host):
            self._record(f"network: tried to reach {host}")
            raise OSError(f"{host} is not Discord, and the network is off limits")
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=self._port, proto=0, family=socket.AF_INET, flags=0)
        ]

    async def close(self) -> None:
        """Nothing to let go of."""


def guarded_connector(
    port: int, record: Callable[[str], None], *, authority: str | None = None
) -> aiohttp.TCPConnector:
    """A connector for one client; it has to be made inside the running loop.

    Args:
        authority: the certificate by which the server is known, as PEM; that of this process where None.
    """

    def open_socket(address: Any) -> socket.socket:  # noqa: ANN401 - aiohttp's address, a tuple of getaddrinfo's shape
        family, kind, protocol, _, where = address
        if where[:2] != ("127.0.0.1", port):
            record(f"network: tried to reach {where}")
            raise OSError(f"{where} is off limits")
        return socket.socket(family, kind, protocol)

    context = _client_context(authority or authority_certificate())
    return aiohttp.TCPConnector(
        resolver=GuardedResolver(port, record), ssl=context, limit=0, socket_factory=open_socket
    )


def is_discord(host: str) -> bool:
    """Whether a name is one of Discord's."""
    return any(host == name or (name[0] == "*" and host.endswith(name[1:])) for name in _HOSTS)


@functools.cache
def server_context() -> ssl.SSLContext:
    """What the server shows: a certificate for Discord's names, made for this run."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(*_HOSTS).configure_cert(context)
    return context


def authority_certificate() -> str:
    """The certificate by which a client in another process knows this one's server, as PEM."""
    return bytes(_authority().cert_pem.bytes()).decode("ascii")


@functools.cache
def _client_context(authority: str) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=authority)


@functools.cache
def _authority() -> Any:  # noqa: ANN401 - trustme's
    import trustme  # a client in a process of its own needs none

    return trustme.CA()
