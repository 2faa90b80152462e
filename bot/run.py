"""Run the bot until it is told to stop, and say with an exit code how it ended."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import date
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.answer_log import AnswerEntry, configure_answer_log, log_answer
from bot.answerer import Answerer, Responder
from bot.client import KankeiClient, build_client
from bot.config import Config, read_token
from bot.errors import ConfigError, StateError
from bot.redaction import RedactingFormatter
from bot.stopping import Orders, run_until_told
from knowledge.errors import KankeiError

if TYPE_CHECKING:
    from bot.metrics import Metrics

_log = logging.getLogger(__name__)

_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class ExitCode(IntEnum):
    """How a run ended; a service manager should restart after UNREACHABLE and LOST only."""

    STOPPED = 0
    FAILED = 1
    CONFIG = 2
    TOKEN = 3
    INTENTS = 4
    REFUSED = 5
    KNOWLEDGE = 6
    UNREACHABLE = 7
    LOST = 8
    STATE = 9


def run_bot(config: Config, *, open_responder: Callable[[], Responder] | None = None) -> int:
    """Run the bot on Discord.

    Args:
        config: every setting.
        open_responder: what answers; by default the knowledge base that the configuration names.

    Returns:
        The exit code of the process.
    """
    _configure_logging(config)
    try:
        token = read_token(config)
    except ConfigError as problem:
        return _end(ExitCode.TOKEN, str(problem))
    try:
        metrics = _open_metrics(config)
        answerer = Answerer(
            open_responder or _configured_responder(config),
            today=lambda: config.today or date.today(),
            note=log_answer if metrics is None else partial(_note, metrics),
        )
        gave_up = asyncio.run(_run(config, answerer, token, metrics))
    except KeyboardInterrupt:
        return ExitCode.STOPPED
    except Exception as problem:  # every end has its code
        return _end(*explain_end(problem), problem)
    if gave_up:
        return _end(ExitCode.LOST, "the connection to Discord was lost for good; start the bot again")
    return ExitCode.STOPPED


def explain_end(problem: Exception) -> tuple[ExitCode, str]:
    """The exit code and the sentence for what ended the bot."""
    match problem:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            return ExitCode.TOKEN, "Discord refused the token; copy it again from the developer portal"
        case discord.PrivilegedIntentsRequired() | discord.ConnectionClosed(code=4013 | 4014):
            return ExitCode.INTENTS, (
                "Discord refused the intents; switch on the Message Content Intent in the developer portal, "
                "or set channels.mode to mentions"
            )
        case discord.ConnectionClosed(code=4010 | 4011 as code):
            return ExitCode.REFUSED, (
                f"Discord refused the shards (code {code}); set shards.count to null, or to one shard for each "
                "thousand servers, and see that shards.ids are below it"
            )
        case discord.ConnectionClosed(code=code):
            return ExitCode.REFUSED, f"Discord closed the connection for good (code {code}); see its close codes"
        case ConfigError():
            return ExitCode.CONFIG, str(problem)
        case StateError():
            return ExitCode.STATE, str(problem)
        case KankeiError():
            return ExitCode.KNOWLEDGE, str(problem)
        case discord.DiscordException() | aiohttp.ClientError() | OSError():
            return ExitCode.UNREACHABLE, f"Discord could not be reached ({type(problem).__name__}); try again later"
        case _:
            return ExitCode.FAILED, f"unexpected {type(problem).__name__}; the log has the details"


async def _run(config: Config, answerer: Answerer, token: str, metrics: Metrics | None = None) -> bool:
    client = build_client(config, answerer, tally=metrics)
    orders = Orders()
    orders.listen()
    try:
        async with _watched(client, config, metrics), client:
            await run_until_told(client, token, orders)
    finally:
        await answerer.close()
    return client.gave_up


def _watched(client: KankeiClient, config: Config, metrics: Metrics | None) -> AbstractAsyncContextManager[object]:
    if metrics is None or config.health_port is None:
        return nullcontext()
    from bot.health_server import look_at, serve_health  # needs the extra, as `bot.metrics` does

    return serve_health(look_at(client), metrics, host=config.health_host, port=config.health_port)


def _open_metrics(config: Config) -> Metrics | None:
    if config.health_port is None:
        return None
    try:
        from bot.metrics import Metrics
    except ImportError as problem:
        raise ConfigError(
            f"health.port needs a library that is not installed ({problem}); pip install 'kankei[metrics]', "
            "or set health.port to null"
        ) from problem
    return Metrics()


def _note(metrics: Metrics, entry: AnswerEntry) -> None:
    log_answer(entry)
    metrics.answered(entry)


def _configured_responder(config: Config) -> Callable[[], Responder]:
    def open_configured() -> Responder:
        from bot.responder import open_responder  # on the worker thread: reading the knowledge base takes a moment

        return open_responder(config.knowledge, reviewed_only=not config.unreviewed)

    return open_configured


def _configure_logging(config: Config) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(_LOG_FORMAT))
    logging.basicConfig(level=config.log_level.upper(), handlers=[handler])
    configure_answer_log()
    # The library's debug lines hold interaction tokens and people's words.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))


def _end(code: ExitCode, sentence: str, problem: Exception | None = None) -> ExitCode:
    _log.error("%s", sentence, exc_info=problem if code is ExitCode.FAILED else None)
    return code
