"""Reading what somebody typed: what is quoted, and what only has an apostrophe."""

from __future__ import annotations

from datetime import date

import pytest

from bot.engine import read_engine
from bot.intents.choosing.catalogue import read_catalogue
from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.store import Store
from knowledge.text import find_quotations


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("who said 'healthy and correct'", ["healthy and correct"]),
        ("who said 'it's the right track'?", ["it's the right track"]),
        ("'strategic and mutually beneficial', who coined that?", ["strategic and mutually beneficial"]),
        ("who said ‘healthy and correct’", ["healthy and correct"]),
        ("the ministers' meeting and Wang's 'right track' talk", ["right track"]),
        ("Japan's ban and China's view of the states' rights", []),
        ("rock 'n roll and 'tis over", []),
    ],
)
def test_several_words_between_single_marks_are_quoted(store: Store, typed: str, quoted: list[str]) -> None:
    raw = read_utterance(typed, Vocabulary(store, frozenset()), date(2025, 1, 1)).raw
    assert [raw[span.start : span.end] for span in find_quotations(raw)] == quoted


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what did china say on the watr", "what did china say on the water"),
        ("why is tokyo angy", "why is tokyo angry"),
        ("what is new on noth korea", "what is new on north korea"),
        ("recnt news on taiwan", "recent news on taiwan"),
        ("how many tiems did they meet", "how many times did they meet"),
        ("when did iwya meet wnag", "when did iwaya meet wang"),
        ("what did Chen say", "what did Chen say"),
        ("did Watr meet Wang", "did Watr meet Wang"),
        ("did soto meet wang", "did soto meet wang"),
        ("was it on NHKW", "was it on NHKW"),
    ],
)
def test_a_slip_in_a_short_word_or_a_cue_is_put_right(store: Store, typed: str, read: str) -> None:
    catalogue = read_catalogue(store.resource("intents"))
    words = Vocabulary(store, catalogue.question_words, catalogue.cue_words)
    assert read_utterance(typed, words, date(2025, 1, 1)).spelled_right == read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("石破 習近平 会談 場所", "ja"),
        ("岩屋 訪中 目的", "ja"),
        ("尖閣 領海侵入", "ja"),
        ("尖閣諸島是日本的嗎", "zh"),
        ("釜山會談 上川", "zh"),
        ("岩屋 北京", "zh"),
    ],
)
def test_a_few_words_in_chinese_characters_may_be_japanese(store: Store, text: str, language: str) -> None:
    assert read_utterance(text, read_engine(store).words, date(2026, 11, 22)).language == language


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("美国国务卿布林肯什么时候访华？", "国务卿布林肯"),
        ("李尚福说了什么", "李尚福"),
        ("朴槿恵大統領は何と言いましたか", "朴槿恵"),
        ("麻生太郎は中国を訪問しましたか", "麻生太郎"),
    ],
)
def test_a_name_that_nothing_knows_is_not_cut_around_a_short_one(typed: str, unknown: str, store: Store) -> None:
    assert unknown in read_utterance(typed, read_engine(store).words, date(2026, 11, 22)).unknown.values()


@pytest.mark.parametrize("typed", ["王外长在釜山说什么", "林说了什么", "王、上川釜山で会談", "就任後初の訪中は"])
def test_a_family_name_alone_stays_one(typed: str, store: Store) -> None:
    assert not read_utterance(typed, read_engine(store).words, date(2026, 11, 22)).unknown
