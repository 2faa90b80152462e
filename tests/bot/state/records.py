"""Records to remember, and what the files of a state hold byte by byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.state.model import AnswerId, AnswerRecord, FeedbackRecord, SentMessage, ServerSettings
from bot.state.state import State

NOW = datetime(2025, 1, 15, 12, tzinfo=UTC)
SERVER, CHANNEL, MAYA, KEN = 500, 510, 7001, 7002


def answer_id(number: int) -> AnswerId:
    return AnswerId(f"{number:016x}")


ANSWER = AnswerRecord(
    id=answer_id(1),
    made_at=NOW,
    person_id=MAYA,
    guild_id=SERVER,
    channel_id=CHANNEL,
    messages=(SentMessage(channel_id=CHANNEL, message_id=520), SentMessage(channel_id=CHANNEL, message_id=521)),
    intent="find_quotes",
    status="answered",
    language="en",
    frame="quotes",
    facts=("iwaya-water-release",),
    citations=({"number": 1, "article": "harbour-post", "url": None, "paragraph": 2},),
    offers=("What did Iwaya say?", "岩屋外相は何と言いましたか。"),
    knowledge="d1ce",
)


def feedback(answer: AnswerRecord = ANSWER, *, person_id: int = MAYA, remark: str | None = None) -> FeedbackRecord:
    return FeedbackRecord(answer_id=answer.id, person_id=person_id, verdict="wrong", remark=remark, given_at=NOW)


def keep(state: State, number: int, **changes: object) -> AnswerRecord:
    """Keep an answer of this number."""
    record = replace(ANSWER, id=answer_id(number), **changes)  # type: ignore[arg-type]  # names are checked as it runs
    state.answers.keep(record)
    return record


def keep_questions(state: State, guild_id: int = SERVER) -> None:
    state.settings.change(guild_id, ServerSettings(keeps_questions=True))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def raw_bytes(path: Path) -> bytes:
    """Whatever is in the file and the files beside it."""
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
