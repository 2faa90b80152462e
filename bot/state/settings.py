"""What the owners of a server decided, for the whole of it and for single channels.

Read at every message, and so kept in memory once read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.state.erasure import erase_if_due
from bot.state.file import StateFile
from bot.state.model import Mode, ServerSettings
from bot.state.people_words import delete_words
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    settings: ServerSettings
    channels: Mapping[int, Mode]


class Settings:
    """Settings by server."""

    def __init__(self, file: StateFile) -> None:
        """Read from and write to an open state file."""
        self._file = file
        self._known: dict[int, _Decided] = {}

    def of(self, guild_id: int) -> ServerSettings:
        """What a server decided; the defaults where it decided nothing."""
        return self._decided(guild_id).settings

    def channel_modes(self, guild_id: int) -> Mapping[int, Mode]:
        """The channels that differ from their server."""
        return dict(self._decided(guild_id).channels)

    def mode_for(self, guild_id: int, channel_id: int, parent_id: int | None = None) -> Mode | None:
        """When to speak in a channel: its own mode, or that of the channel a thread belongs to, or the server's.

        None where nobody decided and the configuration counts.
        """
        decided = self._decided(guild_id)
        own = decided.channels.get(channel_id)
        inherited = None if parent_id is None else decided.channels.get(parent_id)
        return own or inherited or decided.settings.mode

    def change(self, guild_id: int, settings: ServerSettings) -> None:
        """Put these settings in the place of a server's; texts of questions that it no longer keeps are erased."""
        stops = self.of(guild_id).keeps_questions and not settings.keeps_questions
        with self._writing(guild_id) as connection:
            connection.execute(
                "INSERT INTO server (guild, mode, language, unreviewed, keeps_questions, retention_days)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (guild) DO UPDATE SET mode = excluded.mode,"
                " language = excluded.language, unreviewed = excluded.unreviewed,"
                " keeps_questions = excluded.keeps_questions, retention_days = excluded.retention_days",
                (
                    guild_id, settings.mode, settings.language, settings.unreviewed, settings.keeps_questions,
                    settings.retention_days,
                ),
            )  # fmt: skip
            if stops:
                delete_words(connection, guild_id)
        erase_if_due(self._file)

    def set_channel_mode(self, guild_id: int, channel_id: int, mode: Mode | None) -> None:
        """Let a channel differ from its server; None to let it follow again."""
        with self._writing(guild_id) as connection:
            if mode is None:
                connection.execute("DELETE FROM channel WHERE guild = ? AND channel = ?", (guild_id, channel_id))
                return
            connection.execute("INSERT OR IGNORE INTO server (guild) VALUES (?)", (guild_id,))
            connection.execute(
                "INSERT INTO channel (guild, channel, mode) VALUES (?, ?, ?)"
                " ON CONFLICT (guild, channel) DO UPDATE SET mode = excluded.mode",
                (guild_id, channel_id, mode),
            )

    def reset(self, guild_id: int) -> None:
        """Back to the defaults, all channels too; texts of questions that were kept are erased."""
        with self._writing(guild_id) as connection:
            connection.execute("DELETE FROM server WHERE guild = ?", (guild_id,))
            delete_words(connection, guild_id)
        erase_if_due(self._file)

    def reread(self, guild_id: int) -> None:
        """Read a server's settings from the file again."""
        self._known.pop(guild_id, None)

    @contextmanager
    def _writing(self, guild_id: int) -> Iterator[sqlite3.Connection]:
        try:
            with self._file.writing() as connection:
                yield connection
        finally:
            self.reread(guild_id)

    def _decided(self, guild_id: int) -> _Decided:
        known = self._known.get(guild_id)
        if known is None:
            known = self._known[guild_id] = self._read(guild_id)
        return known

    def _read(self, guild_id: int) -> _Decided:
        row = self._file.row("SELECT * FROM server WHERE guild = ?", guild_id)
        channels = self._file.rows("SELECT channel, mode FROM channel WHERE guild = ? ORDER BY channel", guild_id)
        return _Decided(
            settings=ServerSettings() if row is None else _read_settings(row),
            channels={each["channel"]: each["mode"] for each in channels},
        )


def _read_settings(row: sqlite3.Row) -> ServerSettings:
    return ServerSettings(
        mode=row["mode"],
        language=row["language"],
        unreviewed=None if row["unreviewed"] is None else bool(row["unreviewed"]),
        keeps_questions=bool(row["keeps_questions"]),
        retention_days=row["retention_days"],
    )
