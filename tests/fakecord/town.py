"""The bot under test on a simulated Discord, with a responder that stands in for the knowledge base.

`tests/bot/test_discord_answers.py` has the same town with the real one.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from bot.answer_log import LOGGER, configure_answer_log
from bot.answerer import Answerer, Holdings
from bot.answers.missing import Missing
from bot.answers.model import Checked, CheckedClaim, Citation, Dialogue, Line, Reply, ReplyLanguage
from bot.client import KankeiClient, build_client
from bot.config import ChannelMode, Config
from bot.steps import Steps
from knowledge.model import ArticleId, FactId

TODAY = date(2025, 6, 1)
MONTHS = (date(2023, 11, 1), date(2024, 3, 1))

CITATION = Citation(
    number=1,
    article=ArticleId("harbour-post-2024-03-03"),
    publisher="Harbour Post",
    title="Bridge [north] to open",
    published_on=date(2024, 3, 3),
    url="https://harbour.example/bridge_(north)#:~:text=We%20open",
    paragraph=2,
    excerpt="We open in May",
)
ANSWER = Reply(
    status="answered",
    intent="find_quotes",
    language="en",
    lead="Maya Ortiz said the bridge would open in May. [1]",
    lines=(Line(text="“We open in May,” Maya Ortiz said. [1]", label="quote", on="3 March 2024"),),
    notes=("As of 1 June 2025.",),
    citations=(CITATION,),
    facts=(FactId("ortiz-bridge-open"),),
    confidence=91,
    dialogue=Dialogue(turns=1, intent="find_quotes"),
)
AMBIGUOUS = Reply(
    status="ambiguous",
    intent="clarify",
    language="en",
    lead="Two people are called Ortiz.",
    suggestions_lead="Which one do you mean?",
    choices=("What did Maya Ortiz say?", "What did Juan Ortiz say?"),
    dialogue=Dialogue(choices=("What did Maya Ortiz say?", "What did Juan Ortiz say?"), turns=1),
)
LONG = replace(ANSWER, lines=tuple(Line(text=f"Statement number {n} about the *bridge*. [1]") for n in range(400)))


@dataclass
class FakeResponder:
    """Answers from a handful of replies; remembers what it was asked."""

    asked: list[tuple[str, str | None, ReplyLanguage | None, Dialogue | None]] = field(default_factory=list)
    closed: bool = False

    def respond(
        self,
        text: str,
        *,
        today: date,
        dialogue: Dialogue | None,
        frame: str | None,
        language: ReplyLanguage | None,
        reviewed_only: bool = False,
    ) -> Reply:
        assert today == TODAY
        self.asked.append((text, frame, language, dialogue))
        turns = (dialogue.turns if dialogue else 0) + 1
        match text:
            case "break":
                raise ValueError("broken on purpose")
            case "everything":
                return LONG
            case "ortiz":
                return AMBIGUOUS
            case "suggest":
                reply = replace(AMBIGUOUS, status="not_found", suggestions=AMBIGUOUS.choices, choices=())
            case text if text.startswith("who is"):
                reply = replace(ANSWER, status="not_found", citations=(), lines=(), lead=f"I know nothing of {text}.")
            case _:
                reply = ANSWER
        return replace(reply, dialogue=Dialogue(turns=turns, intent=reply.intent))

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        if text == "break":
            raise ValueError("broken on purpose")
        names = {"Maya Ortiz": "person", "Harbour Bridge": "place", "M" * 101: "person"}
        return tuple(name for name, kind in names.items() if kind in kinds and text.lower() in name.lower())[:limit]

    def more(self, facts: Sequence[FactId], *, language: ReplyLanguage, reviewed_only: bool = False) -> Reply | None:
        lead = "Also on the bridge: the ferry will stop. [1]"
        return replace(ANSWER, intent="tell_more", lead=lead, facts=(FactId("ferry-stops"),)) if facts else None

    def timeline(
        self, facts: Sequence[FactId], *, language: ReplyLanguage, today: date, reviewed_only: bool = False
    ) -> Reply | None:
        return replace(ANSWER, intent="build_timeline", lead="In order:") if facts else None

    def passages(self, facts: Sequence[FactId], *, language: ReplyLanguage) -> Reply | None:
        return replace(ANSWER, intent="show_passages", lead="Where this stands: [1]") if facts else None

    def check(self, text: str, *, today: date, language: ReplyLanguage, reviewed_only: bool = False) -> Steps[Checked]:
        yield
        claim = CheckedClaim(claim=text, verdict="supported", said="Supported", reply=ANSWER)
        return Checked(claims=(claim,), left_out=0, language=language)

    def topics(self, *, language: ReplyLanguage) -> Reply:
        return replace(ANSWER, status="meta", intent="tell_topics", lead="Bridges.", citations=(), lines=(), facts=())

    def coverage(self, *, language: ReplyLanguage) -> Reply:
        return replace(ANSWER, status="meta", intent="tell_coverage", lead="One.", citations=(), lines=(), facts=())

    def missing(self, reply: Reply) -> Missing | None:
        return ("person", "milkman") if reply.status == "not_found" else None

    def name_of(self, entity_id: str, *, language: ReplyLanguage) -> str | None:
        return "the milkman" if entity_id == "milkman" else None

    def holdings(self) -> Holdings:
        return Holdings(facts=1234, articles=5, newest_on=date(2024, 3, 3), months=MONTHS, stamp="0123456789abcdef")

    def close(self) -> None:
        self.closed = True

    @property
    def questions(self) -> list[str]:
        return [text for text, *_ in self.asked]


@pytest.fixture
def responder() -> FakeResponder:
    """What answers in these tests."""
    return FakeResponder()


@pytest.fixture
def channel_mode() -> ChannelMode:
    """What the bot answers in channels; tests parametrise it."""
    return "mentions"


@pytest.fixture
def client(responder: FakeResponder, channel_mode: ChannelMode, tmp_path: Path) -> KankeiClient:
    """The whole bot, not connected yet."""
    config = Config(state_dir=tmp_path / "state", channel_mode=channel_mode)
    return build_client(config, Answerer(lambda: responder, today=lambda: TODAY))


@dataclass
class Town:
    """A server with one channel and two people in it, and the bot."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    maya: simcord.MemberActor
    juan: simcord.MemberActor
    bot: KankeiClient

    @property
    def mention(self) -> str:
        assert self.bot.user is not None
        return self.bot.user.mention


@pytest_asyncio.fixture
async def town(client: KankeiClient) -> AsyncIterator[Town]:
    """The bot online in a small server; errors that it handled do not fail the test."""
    env = simcord.Env(client, check_errors=False, shard_count=1)
    await env.start()
    guild = env.create_guild()
    yield Town(
        env=env,
        channel=guild.create_text_channel("general"),
        maya=guild.add_member(env.create_user("maya")),
        juan=guild.add_member(env.create_user("juan")),
        bot=client,
    )
    await env.shutdown()
    await client.close()


@contextmanager
def answer_log() -> Iterator[Callable[[], list[str]]]:
    """The lines of the answer log written meanwhile, and since."""
    stream = StringIO()
    logger = logging.getLogger(LOGGER)
    before = tuple(logger.handlers)
    configure_answer_log(stream)
    try:
        yield lambda: stream.getvalue().splitlines()
    finally:
        logger.handlers[:] = before
        logger.propagate = True


def words_of(message: discord.Message | simcord.ResponseMessage) -> str:
    """All text that a reader sees in a message."""
    parts = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return "\n".join(_texts(parts))


def _texts(parts: Iterable[Any]) -> Iterable[str]:
    for part in parts:
        if "content" in part:
            yield part["content"]
        yield from _texts(part.get("components", ()))


def answers(town: Town) -> list[discord.Message]:
    """What the bot has sent to the channel, oldest first."""
    assert town.bot.user is not None
    return [message for message in town.channel.history() if message.author.id == town.bot.user.id]
