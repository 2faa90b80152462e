"""The whole way on a simulated Discord: from an event through the shipped knowledge base to what a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answerer import Answerer
from bot.client import KankeiClient, build_client
from bot.config import Config
from bot.responder import open_responder
from tests.fakecord.town import TODAY, Town, answers, words_of

pytestmark = pytest.mark.asyncio


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shipped knowledge base is built, once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def client(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KankeiClient:
    """The bot as `kankei run` builds it, but for its token and the day."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    config = Config(state_dir=tmp_path / "state")
    return build_client(config, Answerer(lambda: open_responder(config.knowledge), today=lambda: TODAY))


async def test_a_mention_is_answered_with_its_citations(town: Town) -> None:
    await town.maya.send(town.channel, f"{town.mention} where did kishida and xi meet?")
    (answer,) = answers(town)
    text = words_of(answer)
    assert "San Francisco" in text.splitlines()[0]
    assert "[1]" in text.splitlines()[0]
    assert "-# [1] [" in text
    assert "#:~:text=" in text


async def test_a_reply_is_read_in_the_light_of_the_answer(town: Town) -> None:
    await town.maya.send(town.channel, f"{town.mention} what did Kamikawa say about seafood?")
    (first,) = answers(town)
    assert "Kamikawa" in words_of(first)
    await town.maya.send(town.channel, "and Iwaya?", reply_to=first)
    (_, second) = answers(town)
    assert "Iwaya" in words_of(second)
    assert "25 December 2024" in words_of(second)


async def test_a_question_in_japanese_is_answered_around_in_japanese(town: Town) -> None:
    result = await town.maya.slash(town.channel, "ask", question="岸田首相と習主席はどこで会談しましたか")
    assert result.response is not None
    assert "サンフランシスコ" in words_of(result.response)


async def test_what_no_article_says_is_said_plainly(town: Town) -> None:
    result = await town.maya.slash(town.channel, "ask", question="what did Kishida say about the Olympics?")
    assert result.response is not None
    assert "[1]" not in words_of(result.response)
    assert words_of(result.response).startswith("No article here")


async def test_a_timeline_is_dated_and_in_order(town: Town) -> None:
    result = await town.maya.slash(town.channel, "timeline", about="Fukushima water release")
    assert result.response is not None
    text = words_of(result.response)
    assert "August 2023" in text
    assert text.count("\n- **") > 1


@pytest.mark.parametrize(
    ("option", "typed", "offered"), [("name", "kamik", "Yoko Kamikawa"), ("name", "上川", "上川陽子")]
)
async def test_names_of_the_knowledge_base_are_completed(town: Town, option: str, typed: str, offered: str) -> None:
    choices = await town.maya.autocomplete(town.channel, "who", option, typed)
    assert choices[0] == {"name": offered, "value": offered}


async def test_a_completed_name_is_understood(town: Town) -> None:
    result = await town.maya.slash(town.channel, "who", name="上川陽子")
    assert result.response is not None
    assert "Foreign Minister" in words_of(result.response)
