"""What fetching takes from the world around it; a test hands over its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import socket
import ssl
import threading
from collections.abc import Callable
from ipaddress import ip_address

from bot.fetching.addresses import AddressPolicy, IPAddress, refuse_private
from knowledge.values import dataclass

Lookup = Callable[[str], tuple[IPAddress, ...]]
"""Finds every address of a name; may block. Raises OSError or UnicodeError where there is none."""


def look_up(host: str) -> tuple[IPAddress, ...]:
    """Every address of a name, as the operating system knows it."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return tuple(dict.fromkeys(ip_address(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names are looked up, where connections may go, and which certificates are trusted."""

    policy: AddressPolicy = refuse_private
    lookup: Lookup = look_up
    tls: ssl.SSLContext | None = None
    """None for the certificates that the operating system trusts."""


INTERNET = Network()


async def wait_for_lookup(lookup: Lookup, host: str) -> tuple[IPAddress, ...]:
    """Look a name up in a thread that nobody has to wait for.

    asyncio's own threads are joined at the end, so a name server that stays silent would hold up the whole program
    long after the time limit.
    """
    found: concurrent.futures.Future[tuple[IPAddress, ...]] = concurrent.futures.Future()

    def run() -> None:
        try:
            found.set_result(lookup(host))
        except BaseException as problem:  # handed on to whoever waits
            found.set_exception(problem)

    found.set_running_or_notify_cancel()
    threading.Thread(target=run, name=f"look up {host}", daemon=True).start()
    return await asyncio.wrap_future(found)
