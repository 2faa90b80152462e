"""What is forgotten is gone: from every table, and byte by byte from the files."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StateError
from bot.state.answers import Answers
from bot.state.file import StateFile, open_file
from bot.state.model import Removed, SentMessage, ServerSettings
from bot.state.state import State, open_state
from tests.bot.state.records import ANSWER, KEN, MAYA, NOW, SERVER, days, feedback, keep, keep_questions, raw_bytes

WORDS = ("remark-of-maya", "question-of-maya", "gap-of-maya", "offer-of-maya")


@pytest.fixture
def crowded(state: State) -> State:
    """A state in which Maya left words in every place there is, among forty answers of Ken's."""
    keep_questions(state)
    for number in range(2, 22):
        keep(state, number, person_id=KEN, question=f"of-ken {number}")
    keep(state, 1, question=WORDS[1], offers=(WORDS[3],))
    for number in range(22, 42):
        keep(state, number, person_id=KEN)
    state.feedback.give(feedback(remark=WORDS[0]))
    state.feedback.give(feedback(person_id=KEN, remark="of-ken on Maya's"))
    state.feedback.give(feedback(replace(ANSWER, id=keep(state, 2, person_id=KEN).id), remark="of Maya on Ken's"))
    state.gaps.note(kind="topic", term="fish", asked_at=NOW, guild_id=SERVER, person_id=MAYA, question=WORDS[2])
    state.people.set_private(MAYA, True)
    state.people.set_private(KEN, True)
    return state


def test_a_person_is_forgotten_with_every_word(crowded: State, path: Path) -> None:
    assert all(word.encode() in raw_bytes(path) for word in WORDS)
    removed = crowded.forget_person(MAYA)
    assert removed == Removed(answers=1, feedback=3, questions=1, preferences=1)
    assert removed.total == 6
    assert not [word for word in (*WORDS, "Maya's", "of Maya") if word.encode() in raw_bytes(path)]
    assert b"of-ken" in raw_bytes(path)


def test_others_are_not_forgotten(crowded: State) -> None:
    crowded.forget_person(MAYA)
    assert crowded.people.wants_private(KEN)
    assert not crowded.people.wants_private(MAYA)
    assert crowded.health().answers == 40
    (gap,) = crowded.gaps.top(SERVER, limit=5, since=NOW.date())
    assert (gap.count, gap.questions) == (1, ())
    assert crowded.settings.of(SERVER).keeps_questions


def test_no_table_knows_a_forgotten_person(crowded: State, path: Path) -> None:
    crowded.forget_person(MAYA)
    reader = sqlite3.connect(path)
    tables = [row[0] for row in reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = [(table, row) for table in tables for row in reader.execute(f"SELECT * FROM {table}") if MAYA in row]
    reader.close()
    assert len(tables) >= 7
    assert found == []


def test_forgetting_twice_finds_nothing(crowded: State) -> None:
    crowded.forget_person(MAYA)
    assert crowded.forget_person(MAYA) == Removed()


def test_nothing_lingers_when_much_is_forgotten(state: State, path: Path) -> None:
    for number in range(60):
        keep(state, number, person_id=MAYA + number % 2, offers=(f"words-of-{number % 2} " * (number * 7 % 90 * 2),))
    state.forget_person(MAYA)
    assert b"words-of-0" not in raw_bytes(path)
    assert b"words-of-1" in raw_bytes(path)


def test_a_server_is_forgotten_with_its_settings(crowded: State, path: Path) -> None:
    crowded.settings.set_channel_mode(SERVER, 510, "off")
    elsewhere = keep(crowded, 200, guild_id=501)
    assert crowded.forget_server(SERVER) == Removed(answers=41, feedback=3, questions=1, gaps=1, settings=2)
    assert crowded.settings.of(SERVER) == ServerSettings()
    assert crowded.settings.mode_for(SERVER, 510) is None
    assert crowded.answers.recall(elsewhere.id) == elsewhere
    assert crowded.people.wants_private(MAYA)
    assert not [word for word in WORDS if word.encode() in raw_bytes(path)]


@pytest.mark.parametrize("forget", ["person", "server", "age", "number"])
def test_the_messages_of_an_answer_go_with_it(path: Path, forget: str) -> None:
    posted = SentMessage(channel_id=510, message_id=0x1234_5678_9ABC_DEF0)
    file = open_file(path)
    state = State(file)
    state.answers = Answers(file, limit=1)
    keep(state, 1, messages=(posted,))
    assert posted.message_id.to_bytes(8) in raw_bytes(path)
    match forget:
        case "person":
            state.forget_person(MAYA)
        case "server":
            state.forget_server(SERVER)
        case "age":
            state.purge(NOW + days(31))
        case _:
            keep(state, 2, messages=())
    kept = file.rows("SELECT * FROM answer_message")
    assert forget == "number" or posted.message_id.to_bytes(8) not in raw_bytes(path)
    state.close()
    assert not kept


def test_a_month_is_kept_unless_the_server_decides(state: State) -> None:
    state.settings.change(501, ServerSettings(retention_days=1))
    state.settings.change(502, ServerSettings(retention_days=365))
    guilds = (SERVER, 501, 502, None)
    ages = (0, 1, 2, 30, 31, 365, 366)
    made = {
        (guild, age): keep(state, 10 * number + index, guild_id=guild, made_at=NOW - days(age))
        for number, guild in enumerate(guilds)
        for index, age in enumerate(ages)
    }
    removed = state.purge(NOW)
    kept = {guild: [age for age in ages if state.answers.recall(made[guild, age].id)] for guild in guilds}
    assert kept == {SERVER: [0, 1, 2, 30], 501: [0, 1], 502: [0, 1, 2, 30, 31, 365], None: [0, 1, 2, 30]}
    assert removed == Removed(answers=3 + 5 + 1 + 3)


def test_feedback_and_gaps_go_with_their_time(state: State, path: Path) -> None:
    keep_questions(state)
    for number, ago in enumerate((30, 31), start=1):
        old = keep(state, number, made_at=NOW - days(ago))
        state.feedback.give(feedback(old, remark=f"remark-{ago}"))
        state.gaps.note(
            kind="topic", term="fish", asked_at=NOW - days(ago), guild_id=SERVER, person_id=MAYA, question=f"gap-{ago}"
        )
    assert state.purge(NOW) == Removed(answers=1, feedback=1, questions=1, gaps=1)
    assert [word for word in (b"remark-30", b"remark-31", b"gap-30", b"gap-31") if word in raw_bytes(path)] == [
        b"remark-30",
        b"gap-30",
    ]
    assert state.purge(NOW) == Removed()


def test_erasing_waits_for_another_reader_and_is_made_up_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.state.file._BUSY_SECONDS", 0.05)
    state = open_state(path)
    keep(state, 1, offers=(WORDS[3],))
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answer").fetchall()
    assert state.forget_person(MAYA) == Removed(answers=1, erased=False)
    assert not state.health().erased
    reader.close()
    assert state.purge(NOW) == Removed()
    assert state.health().erased
    assert WORDS[3].encode() not in raw_bytes(path)
    state.close()


def test_erasing_is_made_up_for_after_a_failure(state: State, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(state, 1, offers=(WORDS[3],))
    with monkeypatch.context() as patch:
        patch.setattr(StateFile, "rewrite", _no_room)
        assert state.forget_person(MAYA) == Removed(answers=1, erased=False)
    again = open_state(path)
    assert again.purge(NOW).erased
    assert WORDS[3].encode() not in raw_bytes(path)
    again.close()


def _no_room(_: StateFile) -> None:
    raise StateError("no room")
