"""Builds everything for Discord: the client, its cogs, its commands, and the one handler for the unexpected."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands, tasks

from bot.answerer import Answerer
from bot.cogs._actions import ActionButton
from bot.cogs._commands import CommandTranslator
from bot.cogs._offers import OfferButton
from bot.cogs._send import acknowledge, is_settled, send_to_interaction, send_to_message
from bot.cogs._service import Interaction, Service, language_of, service_of, speak
from bot.cogs.ask import Ask, find_address
from bot.cogs.checking import Checking
from bot.cogs.holdings import Holdings
from bot.cogs.people import People
from bot.cogs.remembering import Remembering
from bot.cogs.settings import Gaps, Settings
from bot.cogs.sources import Sources
from bot.cogs.timeline import Timeline
from bot.config import Config
from bot.door import Door
from bot.errors import StateError
from bot.invitation import explain_permissions, invitation_link
from bot.memory import Memory
from bot.pacing import Pacing
from bot.render.discord import render_notice
from bot.tally import NoTally, Tally
from bot.watch import Watch

_log = logging.getLogger(__name__)

WATCH_SECONDS = 30.0
PATIENCE = 10
"""Looks of the watch without a connection before the bot gives up."""


class CommandTree(app_commands.CommandTree["KankeiClient"]):
    """The slash commands; repeated deliveries are dropped here and failures handled."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let each interaction through once."""
        return service_of(interaction).seen.is_new(interaction.id)

    async def on_error(self, interaction: Interaction, error: BaseException, /) -> None:
        """Log a failed command with its question's hash, and apologise."""
        if is_settled(error):
            _log.info("an interaction was over before it was answered")
            return
        service_of(interaction).tally.failed("interaction")
        cause = getattr(error, "original", error)
        _log.error(
            "unexpected error utterance=%s", _digest(str(interaction.extras.get("utterance", ""))), exc_info=cause
        )
        if interaction.type is discord.InteractionType.autocomplete:
            return
        try:
            if await acknowledge(interaction, ephemeral=True):
                await send_to_interaction(interaction, render_notice(speak("apology", await language_of(interaction))))
        except Exception:  # the apology is the last resort: if it fails too, the log has to do
            _log.warning("the apology could not be delivered", exc_info=True)


_UNREAD = ("MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK")


class KankeiClient(commands.AutoShardedBot):
    """Kankei on Discord, on as many shards as Discord recommends or the configuration says."""

    def __init__(self, service: Service, *, connector: aiohttp.BaseConnector | None = None) -> None:
        """Prepare a client that needs no privileged intent unless it is to read every question."""
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=CommandTree,
            intents=_intents(service.config),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            connector=connector,
            shard_count=service.config.shard_count,
        )
        self.shard_ids = None if service.config.shard_ids is None else list(service.config.shard_ids)
        self.service = service
        self.gave_up = False
        """Whether the connection was lost for good."""

        _ignore_what_nobody_reads(self._connection.parsers)
        self.watch = Watch(patience=PATIENCE)
        self._invitation_told = False

    async def setup_hook(self) -> None:
        """Open the knowledge base and the state file, add the cogs, register the commands where they changed."""
        await self.service.answerer.open()
        await self.service.memory.open()
        cogs = (
            Ask(self, self.service),
            Timeline(),
            People(),
            Sources(),
            Holdings(),
            Checking(self),
            Remembering(),
            Settings(),
            Gaps(),
        )
        for cog in cogs:
            await self.add_cog(cog)
        self.add_dynamic_items(OfferButton, ActionButton)
        await self.tree.set_translator(CommandTranslator())
        await sync_commands(self.tree, self.application_id, self.service.config.state_dir / "commands")
        self._watch.start()
        self._purge.start()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay on Discord until the end; what only breaks because the client is closing is no error.

        A close in the middle of connecting pulls the line from under the library, which takes that for a failure. The
        errors of its own are true all the same: it closes the client itself before it raises one.
        """
        try:
            await super().connect(reconnect=reconnect)
        except discord.DiscordException:
            raise
        except (Exception, asyncio.CancelledError):
            task = asyncio.current_task()
            if not self.is_closed() or (task is not None and task.cancelling() > 0):
                raise
            _log.debug("connecting was broken off", exc_info=True)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, trying again and again; but not once the client is closing, which the library overlooks."""
        if not self.is_closed():
            await super().launch_shard(gateway, shard_id, initial=initial)

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        """Hand an event to its handlers; once the client is closing, the library has no loop left to run them on."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def close(self) -> None:
        """Leave Discord, then let go of the knowledge base."""
        self._watch.stop()
        self._purge.stop()
        await super().close()
        await self.service.answerer.close()
        await self.service.memory.close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cog: there are no prefix commands."""

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log a failed event with its question's hash, and apologise where somebody was waiting."""
        self.service.tally.failed("event")
        message = args[0] if args and isinstance(args[0], discord.Message) else None
        digest = _digest(message.content) if message is not None else "-"
        _log.error("unexpected error event=%s utterance=%s", event_method, digest, exc_info=sys.exc_info())
        address = await find_address(message, self.user, self.service) if message is not None else None
        if message is None or address is None or not address.called:
            return
        try:
            apology = speak("apology", self.service.config.reply_language)
            await send_to_message(message, render_notice(apology), apology=True)
        except Exception:  # the apology is the last resort: if it fails too, the log has to do
            _log.warning("the apology could not be delivered", exc_info=True)

    @property
    def expected_shards(self) -> tuple[int, ...]:
        """The shards of this process; before Discord has said how many there are, the first stands for all."""
        return tuple(self.shard_ids or range(self.shard_count or 1))

    async def on_shard_connect(self, shard_id: int) -> None:
        """The connection of a shard stands."""
        self.watch.up(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """The connection of a shard stands again."""
        self.watch.up(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """The connection of a shard is gone."""
        self.watch.down(shard_id)

    async def on_ready(self) -> None:
        """All connections stand."""
        self._explain_invitation()
        _log.info("ready in %d servers, with %d shards of %d", len(self.guilds), len(self.shards), self.shard_count)

    def _explain_invitation(self) -> None:
        # A process with a part of the shards may well have none of the servers.
        if self.guilds or self.service.config.shard_ids is not None or self._invitation_told:
            return
        self._invitation_told = True
        link = invitation_link(self.application_id)
        _log.warning("in no server yet; to invite the bot, open %s (%s)", link, explain_permissions())

    @tasks.loop(seconds=WATCH_SECONDS)
    async def _watch(self) -> None:
        lost = self.watch.look(self.expected_shards)
        if lost is not None:
            _log.error("shard %d has no connection for %d seconds, giving up", lost, PATIENCE * WATCH_SECONDS)
            self.gave_up = True
            await self.close()

    @tasks.loop(hours=24)
    async def _purge(self) -> None:
        try:
            await self.service.memory.purge()
        except (sqlite3.Error, StateError, OSError):
            _log.exception("what is too old could not be forgotten")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server without the bot is forgotten with all that was decided and answered there."""
        await self.service.memory.change(guild.id, lambda state: state.forget_server(guild.id))


def build_client(
    config: Config,
    answerer: Answerer,
    *,
    connector: aiohttp.BaseConnector | None = None,
    tally: Tally | None = None,
) -> KankeiClient:
    """The Discord client, ready to be started with a token.

    Args:
        config: every setting.
        answerer: what answers.
        connector: the way to Discord, made inside the running loop; by default the library's own.
        tally: what counts; by default nothing does.
    """
    tally = tally or NoTally()
    service = Service(
        answerer=answerer,
        config=config,
        memory=Memory(config.state_dir),
        door=Door(Pacing(config.limits), tally=tally),
        tally=tally,
    )
    return KankeiClient(service, connector=connector)


async def sync_commands(tree: app_commands.CommandTree[Any], application_id: int | None, record: Path) -> None:
    """Register the commands with Discord, but only if they differ from the ones on record."""
    translator = tree.translator
    assert translator is not None
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    digest = sha256(json.dumps([application_id, payload], sort_keys=True, default=str).encode()).hexdigest()
    if _read_record(record) == digest:
        return
    try:
        await tree.sync()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as problem:
        # Mentions and direct messages work without; the next start tries again.
        _log.error("the slash commands could not be registered: %s", problem)
        return
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(digest, encoding="ascii")
    except OSError as problem:
        _log.warning("%s cannot be written (%s); the commands will be registered again", record, problem.strerror)


def _read_record(record: Path) -> str | None:
    try:
        return record.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _ignore_what_nobody_reads(parsers: dict[str, Callable[[Any], Any]]) -> None:
    """Leave edits, deletions and the messages of bots unread: each answer is told to the bot again, twice, as the
    library's own message with all of its parts, and nothing here looks at that."""
    for event in _UNREAD:
        parsers.pop(event, None)
    read = parsers["MESSAGE_CREATE"]

    def read_people(data: dict[str, Any]) -> None:
        if not data["author"].get("bot"):
            read(data)

    parsers["MESSAGE_CREATE"] = read_people


def _intents(config: Config) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.dm_messages = True
    intents.guild_messages = True  # a server may differ from the configuration
    intents.message_content = config.reads_messages
    return intents


def _digest(utterance: str) -> str:
    return sha256(utterance.encode("utf-8", "replace")).hexdigest()[:12]
