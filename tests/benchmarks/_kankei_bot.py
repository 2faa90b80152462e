"""Kankei as `kankei run` runs it, for the benchmarks.

python -m tests.benchmarks._kankei_bot DESCRIPTOR KNOWLEDGE STATE
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.answer_log import configure_answer_log
from bot.answerer import Answerer
from bot.client import build_client
from bot.config import Config, Limits
from bot.responder import StoreResponder
from knowledge.store import open_store
from tests.benchmarks._serving import Usage, resident, serve

_TODAY = date(2025, 6, 1)


class TimedResponder(StoreResponder):
    """The real responder, which adds up the processor time of its answers."""

    taken = 0.0
    slowest = 0.0

    def respond(self, text: str, **how: Any) -> Any:  # noqa: ANN401 - as the real one
        """The reply to an utterance."""
        began = time.thread_time()
        try:
            return super().respond(text, **how)
        finally:
            self.taken += time.thread_time() - began

    def suggest(self, text: str, **how: Any) -> Any:  # noqa: ANN401 - as the real one
        """Names that begin like the text, or nearly."""
        began = time.thread_time()
        try:
            return super().suggest(text, **how)
        finally:
            self.slowest = max(self.slowest, time.thread_time() - began)


async def _run(pipe: Connection, knowledge: Path, folder: Path) -> None:
    responders: list[TimedResponder] = []

    def open_timed() -> TimedResponder:
        responders.append(TimedResponder(open_store(knowledge)))
        return responders[-1]

    way = pipe.recv()
    config = Config(state_dir=folder, limits=Limits(person=0, channel=0, waiting=0))
    answerer = Answerer(open_timed, today=lambda: _TODAY)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_answer_log(nowhere)
        client = build_client(config, answerer, connector=way.connector())

        def read() -> Usage:
            responder = responders[0]
            return Usage(
                process=time.process_time(), look_up=responder.taken, resident=resident(),
                slowest_completion=responder.slowest,
            )  # fmt: skip

        await serve(client, pipe, way, read)


if __name__ == "__main__":
    asyncio.run(_run(Connection(int(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3])))
