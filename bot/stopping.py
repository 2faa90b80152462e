"""Run the client until a signal ends it: no new questions, those in hand finished, then good-bye."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

from bot.client import KankeiClient

_log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds for the questions in hand; service managers commonly kill after 30 (Kubernetes) or 90 (systemd)."""

GRACE = 5.0
"""Seconds for the library to leave Discord once it was told to; in the middle of connecting it may never notice."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Orders:
    """What the signals have said so far."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        self.stop = asyncio.Event()
        self.at_once = asyncio.Event()

    def listen(self) -> None:
        """Take the process's signals from now on."""
        for name in _SIGNALS:
            with suppress(NotImplementedError):  # Windows: KeyboardInterrupt has to do
                asyncio.get_running_loop().add_signal_handler(name, self.hear)

    def hear(self) -> None:
        """Stop; or, where that was said before, stop at once."""
        (self.at_once if self.stop.is_set() else self.stop).set()


async def run_until_told(client: KankeiClient, token: str, orders: Orders, *, patience: float = PATIENCE) -> None:
    """Run the client until it ends by itself, or until it is told to and has finished what is in hand.

    Raises:
        Exception: what ended the client, unless it was told to stop.
    """
    running = asyncio.create_task(client.start(token))
    told = asyncio.create_task(orders.stop.wait())
    try:
        await asyncio.wait((running, told), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            return
        await _finish(client, orders, patience)
        await client.close()
        await asyncio.wait((running,), timeout=GRACE)
    finally:
        told.cancel()
        running.cancel()
        # What breaks because the client was closed under it is no error: it was told to stop.
        await asyncio.gather(running, return_exceptions=True)


async def _finish(client: KankeiClient, orders: Orders, patience: float) -> None:
    door = client.service.door
    _log.info("stopping, %d questions in hand", door.in_hand)
    closing = asyncio.create_task(door.close(patience=patience))
    hurrying = asyncio.create_task(orders.at_once.wait())
    await asyncio.wait((closing, hurrying), return_when=asyncio.FIRST_COMPLETED)
    closing.cancel()
    hurrying.cancel()
    if door.in_hand:
        _log.warning("stopped with %d questions unanswered", door.in_hand)
