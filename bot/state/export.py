"""All that is remembered of a person, or of a server, as dictionaries that JSON can say.

A person's::

    {"format": "kankei-person-2", "person": "7", "private": false,
     "answers": [ANSWER and "server"],
     "feedback": [{"answer": "0123456789abcdef", "verdict": "wrong", "remark": null, "given_at": "…"}],
     "questions": [{"server": "5", "kind": "topic", "term": "fish", "on": "2025-01-15", "text": "…"}]}

A server's names no person; whoever owns it learns what was asked of the bot, not by whom::

    {"format": "kankei-server-2", "server": "5",
     "settings": {"mode": null, "language": null, "unreviewed": null, "keeps_questions": false, "retention_days": 30},
     "channels": {"11": "off"},
     "answers": [ANSWER],
     "feedback": [as above],
     "gaps": [{"kind": "topic", "term": "fish", "on": "2025-01-15", "count": 2, "questions": ["…"]}]}

with ANSWER {"id", "made_at", "channel", "messages", "intent", "status", "language", "frame", "facts", "citations",
"offers", "knowledge", "question"}, where "messages" has {"channel", "message"} for each page of an answer of several;
in a server's export without direct messages, whose channel would tell whose they are. Ids of Discord are strings, as in
its own interface: they are too long for the numbers of JavaScript.
Moments are ISO 8601 in UTC; lists go from old to new.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.state.answers import read_answer
from bot.state.feedback import read_feedback
from bot.state.file import StateFile
from bot.state.gaps import DIRECT
from bot.state.model import AnswerRecord, FeedbackRecord, Json, SentMessage
from bot.state.people import People
from bot.state.settings import Settings
from knowledge.values import fields


def export_person(file: StateFile, person_id: int) -> dict[str, Json]:
    """All that is remembered of a person."""
    answers = file.rows("SELECT * FROM answer WHERE person = ? ORDER BY number", person_id)
    feedback = file.rows("SELECT * FROM feedback WHERE person = ? ORDER BY given_at, answer", person_id)
    questions = file.rows("SELECT * FROM gap_question WHERE person = ? ORDER BY number", person_id)
    return {
        "format": "kankei-person-2",
        "person": str(person_id),
        "private": People(file).wants_private(person_id),
        "answers": [
            _show_answer(record, record.messages) | {"server": _show_id(record.guild_id)}
            for record in (read_answer(row, file) for row in answers)
        ],
        "feedback": [_show_feedback(read_feedback(row)) for row in feedback],
        "questions": [
            {"server": _show_id(row["guild"]), **_show_gap(row), "text": row["question"]} for row in questions
        ],
    }


def export_server(file: StateFile, guild_id: int) -> dict[str, Json]:
    """All that is remembered of a server, without anybody's id."""
    settings = Settings(file)
    decided = settings.of(guild_id)
    answers = file.rows("SELECT * FROM answer WHERE guild = ? ORDER BY number", guild_id)
    feedback = file.rows(
        "SELECT f.* FROM feedback f JOIN answer a ON a.id = f.answer WHERE a.guild = ? ORDER BY f.given_at, a.number",
        guild_id,
    )
    gaps = file.rows("SELECT * FROM gap WHERE guild = ? ORDER BY noted_on, kind, term", guild_id)
    return {
        "format": "kankei-server-2",
        "server": str(guild_id),
        "settings": {each.name: getattr(decided, each.name) for each in fields(decided)},
        "channels": {str(channel): mode for channel, mode in settings.channel_modes(guild_id).items()},
        "answers": [
            _show_answer(record, [each for each in record.messages if each.channel_id == record.channel_id])
            for record in (read_answer(row, file) for row in answers)
        ],
        "feedback": [_show_feedback(read_feedback(row)) for row in feedback],
        "gaps": [_show_gap(row) | {"count": row["count"], "questions": _questions(file, row)} for row in gaps],
    }


def _show_answer(record: AnswerRecord, messages: Sequence[SentMessage]) -> dict[str, Json]:
    return {
        "id": record.id,
        "made_at": record.made_at.isoformat(),
        "channel": str(record.channel_id),
        "messages": [{"channel": str(each.channel_id), "message": str(each.message_id)} for each in messages],
        "intent": record.intent,
        "status": record.status,
        "language": record.language,
        "frame": record.frame,
        "facts": list(record.facts),
        "citations": list(record.citations),
        "offers": list(record.offers),
        "knowledge": record.knowledge,
        "question": record.question,
    }


def _show_feedback(record: FeedbackRecord) -> dict[str, Json]:
    return {
        "answer": record.answer_id,
        "verdict": record.verdict,
        "remark": record.remark,
        "given_at": record.given_at.isoformat(),
    }


def _show_gap(row: sqlite3.Row) -> dict[str, Json]:
    return {"kind": row["kind"], "term": row["term"], "on": row["noted_on"]}


def _questions(file: StateFile, gap: sqlite3.Row) -> list[Json]:
    rows = file.rows(
        "SELECT question FROM gap_question WHERE guild = ? AND kind = ? AND term = ? AND noted_on = ? ORDER BY number",
        gap["guild"], gap["kind"], gap["term"], gap["noted_on"],
    )  # fmt: skip
    return [row["question"] for row in rows]


def _show_id(number: int | None) -> str | None:
    return None if number is None or number == DIRECT else str(number)
