"""The state file for a surface that must not wait: one worker thread owns it, and settings are at hand once read."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.errors import StateError
from bot.state.model import Mode, ServerSettings
from bot.state.state import FILE_NAME, State, open_state
from knowledge.values import dataclass, field

_log = logging.getLogger(__name__)

_SERVERS_KEPT = 10_000
"""Servers whose settings are kept at hand, some 5 MB; those not heard of for longest go first."""

_MOMENT = 0.1
"""Seconds for which what is noted waits for more to be written with it: at fifty answers a second five of them."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a server's owners decided, with the channels that differ."""

    settings: ServerSettings = field(default_factory=ServerSettings)
    modes: Mapping[int, Mode] = field(default_factory=dict)

    def mode_for(self, channel_id: int, parent_id: int | None) -> Mode | None:
        """When to speak in a channel or thread; None where the configuration counts."""
        return self.modes.get(channel_id) or self.modes.get(parent_id or 0) or self.settings.mode


NOWHERE = Server()
"""Stands for direct messages, and for a server where nothing was decided."""


class Memory:
    """Runs a state file on its own thread, apart from the one that answers: erasing may take a while."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Take the folder of the state file; nothing is opened yet."""
        self._path = folder / FILE_NAME
        self._now = now
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="memory")
        self._state: State | None = None
        self._noted: list[Callable[[State], None]] = []
        self._writing: asyncio.TimerHandle | None = None
        self._servers: OrderedDict[int, Server] = OrderedDict()
        self._private: set[int] | None = None
        """Those who want private answers; None until they are read."""

    async def open(self) -> None:
        """Open the state file now and forget what is too old, so that a broken file is noticed at the start.

        Raises:
            StateError: it cannot be used.
        """
        await self.purge()

    async def purge(self) -> None:
        """Forget what is older than its server keeps."""
        removed = await self.run(lambda state: state.purge(self._now()))
        if removed.total:
            _log.info("forgot %d records that were too old", removed.total)

    def now(self) -> datetime:
        """The moment, as records carry it."""
        return self._now()

    async def run(self, act: Callable[[State], T]) -> T:
        """Let something be done with the state on its thread."""
        self._hand_over()
        return await asyncio.get_running_loop().run_in_executor(self._worker, lambda: act(self._opened()))

    async def _read(self, read: Callable[[State], T], otherwise: T) -> T:
        """What the settings tables say, which nothing noted changes: what is noted can go on waiting."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, lambda: read(self._opened()))
        except (sqlite3.Error, StateError, OSError):
            _log.exception("the state file could not be used")
            return otherwise

    async def try_run(self, act: Callable[[State], T], otherwise: T) -> T:
        """The same for what an answer does not depend on: a full disk must not keep people from their answers."""
        try:
            return await self.run(act)
        except (sqlite3.Error, StateError, OSError):
            _log.exception("the state file could not be used")
            return otherwise

    def note(self, act: Callable[[State], None]) -> None:
        """Let something be written down within a moment, with whatever else comes meanwhile: one write for all of them.

        Nobody waits for it, and so it may be lost if the program is killed in that moment; but whatever else is done
        with the state comes after it.
        """
        self._noted.append(act)
        if self._writing is None:
            self._writing = asyncio.get_running_loop().call_later(_MOMENT, self._hand_over)

    async def server(self, guild_id: int | None) -> Server:
        """What a server decided; the defaults in direct messages."""
        if guild_id is None:
            return NOWHERE
        known = self._servers.get(guild_id)
        if known is None:
            known = await self._read(lambda state: _read_server(state, guild_id), NOWHERE)
            self._servers[guild_id] = known
            if len(self._servers) > _SERVERS_KEPT:
                self._servers.popitem(last=False)
        self._servers.move_to_end(guild_id)
        return known

    async def change(self, guild_id: int, act: Callable[[State], T]) -> T:
        """Change what is remembered of a server, and read its settings anew."""
        try:
            return await self.run(act)
        finally:
            self._servers.pop(guild_id, None)

    async def wants_private(self, person_id: int) -> bool:
        """Whether a person wants to be answered where nobody else sees it."""
        if self._private is None:
            read = await self._read(lambda state: state.people.all_private(), None)
            if read is None:
                return False
            self._private = set(read)
        return person_id in self._private

    async def change_people(self, act: Callable[[State], T]) -> T:
        """Change what is remembered of a person, and read anew what people want."""
        try:
            return await self.run(act)
        finally:
            self._private = None

    async def close(self) -> None:
        """Close the file on its thread and end the thread."""
        try:
            self._hand_over()
            await asyncio.get_running_loop().run_in_executor(self._worker, self._close)
        except RuntimeError:  # closed before
            return
        self._worker.shutdown(wait=False)

    def _hand_over(self) -> None:
        """Give what was noted to the thread that writes."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
            noted, self._noted = self._noted, []
            self._worker.submit(self._write, noted)

    def _write(self, noted: Sequence[Callable[[State], None]]) -> None:
        """Write all of it in one go, or where that fails whatever can be written; on the thread that writes."""
        try:
            with self._opened().together():
                for act in noted:
                    act(self._opened())
        except Exception:  # nobody awaits it, and a mistake in one must not take the others with it
            _log.exception("the state file could not be used")
            if len(noted) > 1:
                for act in noted:
                    self._write((act,))

    def _opened(self) -> State:
        if self._state is None:
            self._state = open_state(self._path)
        return self._state

    def _close(self) -> None:
        if self._state is not None:
            self._state.close()
            self._state = None


def _read_server(state: State, guild_id: int) -> Server:
    return Server(settings=state.settings.of(guild_id), modes=state.settings.channel_modes(guild_id))
