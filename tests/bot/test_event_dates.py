"""Dates told by events, people named by their office, and messages that ask several things."""

from __future__ import annotations

from datetime import date

import pytest

from bot.intents.items.slots import read_grammar
from bot.intents.messages.parts import split_questions
from bot.render.text import render_text
from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.store import Store
from tests.conftest import Ask


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("When did they meet, and who told the press?", ("When did they meet", "who told the press?")),
        (
            "Who headed the Chinese side in Tokyo and who did so in Beijing?",
            ("Who headed the Chinese side in Tokyo", "who did so in Beijing?"),
        ),
        ("When and where did Kishida meet Xi?", ("When did Kishida meet Xi?", "where did Kishida meet Xi?")),
        ("Where did Kishida meet Xi, and when?", ("Where did Kishida meet Xi?", "when did Kishida meet Xi?")),
        ("When did they meet and where they agreed", None),
        ("Where did they meet? Who was there?", ("Where did they meet?", "Who was there?")),
        ("岩屋外相はいつ訪中しましたか？誰と会いましたか？", ("岩屋外相はいつ訪中しましたか？", "誰と会いましたか？")),
        ("Wang Yi met Iwaya in Beijing. What did he say?", None),
        ("“Who? What?” he asked.", None),
    ],
)
def test_a_message_is_cut_where_it_asks_again(message: str, parts: tuple[str, ...] | None, store: Store) -> None:
    found = split_questions(message, read_grammar(store.resource("grammar")))
    assert found == (parts or (message,))


def test_both_questions_of_a_message_are_answered(ask: Ask) -> None:
    reply = render_text(ask("Where did Wang Yi meet Kamikawa? When was the Fukushima water first released?"))
    assert "Busan" in reply
    assert "August 2023" in reply


def test_what_is_not_answered_of_two_questions_is_said(ask: Ask, store: Store) -> None:
    reply = ask("Where did Wang Yi meet Kamikawa? Which hotel did they sleep in?")
    assert reply.status == "answered"
    assert store.resource("wording.en")["part_unanswered"] in reply.notes


@pytest.mark.parametrize(
    ("question", "told", "left_out"),
    [
        ("What did China and Japan agree after the Busan talks?", "2024", "strategic dialogue"),
        ("What happened before the Busan talks?", "2015", "Iwaya"),
        ("timeline between the Busan talks and the Peru summit", "30 January 2024", "2015"),
        ("timeline from the San Francisco summit to the Busan talks", "25 November 2023", "2024"),
    ],
)
def test_an_event_dates_a_question(question: str, told: str, left_out: str, ask: Ask) -> None:
    reply = render_text(ask(question))
    assert told in reply
    assert left_out not in reply


def test_a_distance_counts_from_what_was_just_told(ask: Ask) -> None:
    before = ask("When did Kishida and Xi meet in San Francisco?")
    after = ask("What happened nine days later?", before.dialogue)
    assert "Busan" in render_text(after)


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Where did the Chinese premier meet Iwaya?", "Beijing"),
        ("What did Japan's foreign minister tell China about seafood in January 2024?", "Kamikawa"),
    ],
)
def test_people_are_found_by_their_office(question: str, person: str, ask: Ask) -> None:
    assert person in render_text(ask(question))


@pytest.mark.parametrize(
    ("claim", "holder"),
    [
        ("Was Li Qiang the Chinese president in November 2023?", "Xi Jinping"),
        ("Takeshi Iwaya was Japan's foreign minister in November 2023, correct?", "Kamikawa"),
        ("Lin Jian is Japan's foreign minister, isn't he?", "Lin Jian"),
    ],
)
def test_a_wrong_office_is_corrected(claim: str, holder: str, ask: Ask, store: Store) -> None:
    reply = ask(claim)
    assert reply.lead.startswith(store.resource("wording.en")["contrary"])
    assert holder in reply.lead


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("who is the current pm of japan", "Shigeru Ishiba"),
        ("Who is China's foreign minister now?", "Wang Yi"),
    ],
)
def test_who_holds_an_office_is_told_as_of_when(question: str, holder: str, ask: Ask) -> None:
    reply = ask(question)
    assert holder in reply.lead
    assert any("As of" in note for note in reply.notes)


def test_a_date_that_narrows_another_down_must_hold_itself(ask: Ask, store: Store) -> None:
    reply = ask("Was Japan's 2024 Diplomatic Bluebook published in January 2024?")
    assert reply.lead.startswith(store.resource("wording.en")["contrary"])


def test_date_and_place_stand_before_one_sentence(ask: Ask) -> None:
    assert ask("When and where did Kishida meet Xi?").lead.startswith("16 November 2023, San Francisco. Japan")
    assert ask("Where did Kishida meet Xi, and when?").lead.startswith("San Francisco, 16 November 2023. ")


def test_a_date_in_quoted_words_is_not_the_askers(store: Store) -> None:
    words = Vocabulary(store, frozenset())
    assert not read_utterance("who said “today we are all late”?", words, date(2025, 1, 15)).timexes
    assert read_utterance("who said “we are all late” today?", words, date(2025, 1, 15)).timexes
