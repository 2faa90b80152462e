"""Forget a person, a server, or what is older than its server keeps: deleted, and erased from the files."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.state.erasure import erase_if_due, mark_due
from bot.state.file import Bindable, StateFile
from bot.state.model import DEFAULT_RETENTION, Removed
from bot.state.moments import to_seconds
from knowledge.values import replace

_KEPT_FOR = "coalesce((SELECT retention_days FROM server WHERE server.guild = {table}.guild), ?2)"


def forget_person(file: StateFile, person_id: int) -> Removed:
    """Delete all that has to do with a person: answers and the verdicts on them, feedback, questions, preferences."""
    with file.writing() as connection:
        removed = Removed(
            feedback=_delete(connection, "feedback WHERE person = ?", person_id)
            + _delete(connection, "feedback WHERE answer IN (SELECT id FROM answer WHERE person = ?)", person_id),
            answers=_delete(connection, "answer WHERE person = ?", person_id),
            questions=_delete(connection, "gap_question WHERE person = ?", person_id),
            preferences=_delete(connection, "person WHERE person = ?", person_id),
        )
        _mark(connection, removed)
    return replace(removed, erased=erase_if_due(file))


def forget_server(file: StateFile, guild_id: int) -> Removed:
    """Delete all that has to do with a server; what its people prefer elsewhere stays."""
    with file.writing() as connection:
        removed = Removed(
            feedback=_delete(connection, "feedback WHERE answer IN (SELECT id FROM answer WHERE guild = ?)", guild_id),
            answers=_delete(connection, "answer WHERE guild = ?", guild_id),
            questions=_delete(connection, "gap_question WHERE guild = ?", guild_id),
            gaps=_delete(connection, "gap WHERE guild = ?", guild_id),
            settings=_delete(connection, "channel WHERE guild = ?", guild_id)
            + _delete(connection, "server WHERE guild = ?", guild_id),
        )
        _mark(connection, removed)
    return replace(removed, erased=erase_if_due(file))


def purge(file: StateFile, now: datetime) -> Removed:
    """Delete what is older than its server keeps, feedback with the answer it is on; for every start and every day."""
    seconds = to_seconds(now)
    answer = f"answer WHERE made_at < ?1 - 86400 * {_KEPT_FOR.format(table='answer')}"
    days = _KEPT_FOR.format(table="{table}")
    gap = f"{{table}} WHERE noted_on < date(?1, 'unixepoch', '-' || {days} || ' days')"
    values = (seconds, DEFAULT_RETENTION)
    with file.writing() as connection:
        removed = Removed(
            feedback=_delete(connection, f"feedback WHERE answer IN (SELECT id FROM {answer})", *values),
            answers=_delete(connection, answer, *values),
            questions=_delete(connection, gap.format(table="gap_question"), *values),
            gaps=_delete(connection, gap.format(table="gap"), *values),
        )
        _mark(connection, removed)
    return replace(removed, erased=erase_if_due(file))


def _delete(connection: sqlite3.Connection, what: str, *values: Bindable) -> int:
    return connection.execute(f"DELETE FROM {what}", values).rowcount


def _mark(connection: sqlite3.Connection, removed: Removed) -> None:
    if removed.total:
        mark_due(connection)
