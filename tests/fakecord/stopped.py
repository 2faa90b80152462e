"""The whole program in a process of its own, on a fake Discord in another thread; for the tests of how it is stopped.

    python -m tests.fakecord.stopped SECONDS FOLDER

Somebody asks a question that takes so many seconds to answer; once it is in hand the process prints `asked`. Told to
stop, it prints `stopping`, is asked another question, and prints at its end what was said in the channel, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import bot.run
from bot.answerer import Answerer
from bot.answers.model import Reply
from bot.client import KankeiClient, build_client
from bot.config import Config
from bot.door import Door
from bot.tally import Tally
from tests.fakecord.server import TOKEN, FakeDiscord, fake_discord
from tests.fakecord.town import TODAY, FakeResponder


class SlowResponder(FakeResponder):
    """Thinks for a while."""

    seconds = 0.0

    def respond(self, text: str, **details: Any) -> Reply:  # noqa: ANN401 - handed on as they come
        """The usual reply, but late."""
        print("asked", flush=True)
        time.sleep(self.seconds)
        return super().respond(text, **details)


class Play(threading.Thread):
    """The fake Discord, and the person who asks."""

    def __init__(self) -> None:
        """Prepare a Discord that is not there yet."""
        super().__init__()
        self.is_there = threading.Event()
        self.is_stopping = threading.Event()
        self.is_over = threading.Event()
        self.discord: FakeDiscord
        self.said: list[str] = []

    def run(self) -> None:
        """Play until the bot is gone."""
        asyncio.run(self._play())

    async def _play(self) -> None:
        async with fake_discord() as self.discord:
            guild = self.discord.world.add_guild()
            channel = self.discord.world.add_channel(guild)
            maya = self.discord.person("maya", guild=guild)
            self.is_there.set()
            await self.discord.gateway.connected()
            mention = self.discord.world.bot.mention
            await self.discord.gateway.tell_message(maya.writes(channel, f"{mention} what did ortiz say?"))
            await asyncio.to_thread(self.is_stopping.wait)
            await self.discord.gateway.tell_message(maya.writes(channel, f"{mention} and when?"))
            await asyncio.to_thread(self.is_over.wait)
            self.said = self.discord.answers(channel)


def main(seconds: float, folder: Path) -> int:
    """Run the bot until it is stopped, and give its exit code."""
    play = Play()
    play.start()
    play.is_there.wait()

    def build(config: Config, answerer: Answerer, *, tally: Tally | None) -> KankeiClient:
        return build_client(config, answerer, connector=play.discord.connector(), tally=tally)

    close = Door.close

    async def tell_and_close(door: Door, *, patience: float) -> None:
        print("stopping", flush=True)
        play.is_stopping.set()
        await close(door, patience=patience)

    bot.run.build_client = build  # type: ignore[assignment]  # the real one takes the library's own connector
    Door.close = tell_and_close  # type: ignore[method-assign]  # the only way to know when the signal has arrived
    SlowResponder.seconds = seconds
    config = Config(state_dir=folder, token=TOKEN, today=TODAY)
    code = bot.run.run_bot(config, open_responder=SlowResponder)
    play.is_stopping.set()
    play.is_over.set()
    play.join()
    print(json.dumps(play.said), flush=True)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), Path(sys.argv[2])))
