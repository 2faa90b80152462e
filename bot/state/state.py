"""All that the bot remembers, behind one value; the time is handed in.

One process, on one thread, writes: what is read of settings is kept in memory. Others may read the file meanwhile.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from bot.state.answers import Answers
from bot.state.erasure import is_due
from bot.state.export import export_person, export_server
from bot.state.feedback import Feedback
from bot.state.file import StateFile, open_file
from bot.state.forgetting import forget_person, forget_server, purge
from bot.state.gaps import Gaps
from bot.state.model import Health, Json, Removed
from bot.state.moments import from_seconds
from bot.state.people import People
from bot.state.settings import Settings

FILE_NAME = "state.sqlite"
"""In the folder that the configuration calls `state_dir`."""


def open_state(path: Path) -> State:
    """Open a state file, made where there is none; to be used on this thread only.

    Raises:
        StateError: it cannot be used, and stays as it is.
    """
    return State(open_file(path))


class State:
    """What is remembered of servers, answers and people. Each write is on the disk when it returns."""

    def __init__(self, file: StateFile) -> None:
        """Take over an open file; `open_state` opens one."""
        self._file = file
        self.settings = Settings(file)
        self.answers = Answers(file)
        self.feedback = Feedback(file)
        self.gaps = Gaps(file)
        self.people = People(file)

    def together(self) -> AbstractContextManager[object]:
        """One transaction for all that is written in the block."""
        return self._file.writing()

    def forget_person(self, person_id: int) -> Removed:
        """Delete all that has to do with a person, and erase its bytes."""
        return forget_person(self._file, person_id)

    def forget_server(self, guild_id: int) -> Removed:
        """Delete all that has to do with a server that removed the bot, and erase its bytes."""
        removed = forget_server(self._file, guild_id)
        self.settings.reread(guild_id)
        return removed

    def purge(self, now: datetime) -> Removed:
        """Delete what is older than its server keeps; erase what could not be erased before."""
        return purge(self._file, now)

    def export_person(self, person_id: int) -> dict[str, Json]:
        """All that is remembered of a person; `bot.state.export` describes it."""
        return export_person(self._file, person_id)

    def export_server(self, guild_id: int) -> dict[str, Json]:
        """All that is remembered of a server, without anybody's id; `bot.state.export` describes it."""
        return export_server(self._file, guild_id)

    def health(self) -> Health:
        """How much is remembered."""
        (row,) = self._file.rows(
            "SELECT (SELECT count(*) FROM server) AS servers, (SELECT count(*) FROM answer) AS answers,"
            " (SELECT count(*) FROM feedback) AS feedback, (SELECT count(*) FROM gap) AS gaps,"
            " (SELECT count(*) FROM gap_question) + (SELECT count(question) FROM answer) AS questions,"
            " (SELECT count(*) FROM person) AS preferences, (SELECT min(made_at) FROM answer) AS oldest"
        )
        return Health(
            version=self._file.version,
            bytes=self._file.size,
            servers=row["servers"],
            answers=row["answers"],
            feedback=row["feedback"],
            gaps=row["gaps"],
            questions=row["questions"],
            preferences=row["preferences"],
            oldest_at=None if row["oldest"] is None else from_seconds(row["oldest"]),
            erased=not is_due(self._file),
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()
