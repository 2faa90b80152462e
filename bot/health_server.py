"""Tell whoever watches over the bot how it is: `/healthz` for service managers, `/metrics` for Prometheus."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import isfinite

from aiohttp import web

from bot.client import KankeiClient
from bot.errors import ConfigError
from bot.health import Health, render_health
from bot.metrics import CONTENT_TYPE, Metrics

_GOOD_BYE_SECONDS = 1.0


@asynccontextmanager
async def serve_health(
    look: Callable[[], Health], metrics: Metrics, *, host: str, port: int
) -> AsyncIterator[tuple[str, int]]:
    """Answer at an address for as long as the block lasts.

    Yields:
        The address; port 0 finds a free one.

    Raises:
        ConfigError: the address cannot be had.
    """
    runner = web.AppRunner(_application(look, metrics), access_log=None, shutdown_timeout=_GOOD_BYE_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise ConfigError(
                f"health.port: {host}:{port} cannot be had ({reason}); choose another port or host, or null for none"
            ) from problem
        yield runner.addresses[0][:2]
    finally:
        await runner.cleanup()


def look_at(client: KankeiClient) -> Callable[[], Health]:
    """What looks at a client; its uptime counts from now."""
    began = time.monotonic()

    def look() -> Health:
        service, connected = client.service, client.watch.connected
        return Health(
            shards={shard: shard in connected for shard in client.expected_shards},
            latencies={shard: seconds for shard, seconds in client.latencies if isfinite(seconds)},
            knowledge=service.answerer.known_holdings,
            in_hand=service.door.in_hand,
            stopping=service.door.is_closed,
            uptime=time.monotonic() - began,
        )

    return look


def _application(look: Callable[[], Health], metrics: Metrics) -> web.Application:
    async def tell_health(request: web.Request) -> web.Response:
        health = look()
        return web.json_response(render_health(health), status=200 if health.is_well else 503)

    async def tell_metrics(request: web.Request) -> web.Response:
        return web.Response(body=metrics.render(look()), headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    application.router.add_get("/healthz", tell_health)
    application.router.add_get("/metrics", tell_metrics)
    return application
