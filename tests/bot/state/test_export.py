"""What people and owners of servers get to see of what is remembered; these shapes are promised."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.state.model import SentMessage, ServerSettings
from bot.state.state import State
from tests.bot.state.records import ANSWER, KEN, MAYA, NOW, SERVER, feedback, keep

SHOWN = {
    "id": "0000000000000001",
    "made_at": "2025-01-15T12:00:00+00:00",
    "channel": "510",
    "messages": [{"channel": "510", "message": "520"}, {"channel": "510", "message": "521"}],
    "intent": "find_quotes",
    "status": "answered",
    "language": "en",
    "frame": "quotes",
    "facts": ["iwaya-water-release"],
    "citations": [{"number": 1, "article": "harbour-post", "url": None, "paragraph": 2}],
    "offers": ["What did Iwaya say?", "岩屋外相は何と言いましたか。"],
    "knowledge": "d1ce",
    "question": "And the fish?",
}
FEEDBACK = {
    "answer": "0000000000000001",
    "verdict": "wrong",
    "remark": "Busan.",
    "given_at": "2025-01-15T12:00:00+00:00",
}


def _fill(state: State) -> None:
    state.settings.change(SERVER, ServerSettings(mode="mentions", keeps_questions=True))
    state.settings.set_channel_mode(SERVER, 510, "off")
    state.answers.keep(replace(ANSWER, question="And the fish?"))
    keep(state, 2, guild_id=None, person_id=KEN)
    state.feedback.give(feedback(remark="Busan."))
    state.gaps.note(kind="topic", term="fish", asked_at=NOW, guild_id=SERVER, person_id=MAYA, question="And the fish?")


def test_a_server_does_not_learn_in_whose_direct_messages_an_answer_stands(state: State) -> None:
    state.answers.keep(replace(ANSWER, messages=(SentMessage(channel_id=9009, message_id=530),)))
    assert "9009" not in json.dumps(state.export_server(SERVER))
    assert "9009" in json.dumps(state.export_person(MAYA))


def test_a_person_gets_everything_of_theirs(state: State) -> None:
    _fill(state)
    exported = state.export_person(MAYA)
    assert exported == {
        "format": "kankei-person-2",
        "person": "7001",
        "private": False,
        "answers": [SHOWN | {"server": "500"}],
        "feedback": [FEEDBACK],
        "questions": [
            {"server": "500", "kind": "topic", "term": "fish", "on": "2025-01-15", "text": "And the fish?"},
        ],
    }
    assert json.loads(json.dumps(exported)) == exported


def test_a_person_who_is_not_known_gets_nothing(state: State) -> None:
    _fill(state)
    assert state.export_person(99) == {
        "format": "kankei-person-2", "person": "99", "private": False, "answers": [], "feedback": [], "questions": [],
    }  # fmt: skip


def test_a_server_gets_everything_of_its_own_and_nobody_by_id(state: State) -> None:
    _fill(state)
    exported = state.export_server(SERVER)
    assert exported == {
        "format": "kankei-server-2",
        "server": "500",
        "settings": {
            "mode": "mentions", "language": None, "unreviewed": None, "keeps_questions": True, "retention_days": 30,
        },
        "channels": {"510": "off"},
        "answers": [SHOWN],
        "feedback": [FEEDBACK],
        "gaps": [
            {"kind": "topic", "term": "fish", "on": "2025-01-15", "count": 1, "questions": ["And the fish?"]},
        ],
    }  # fmt: skip
    assert json.loads(json.dumps(exported)) == exported
    assert f'"{MAYA}"' not in json.dumps(exported)


def test_what_is_direct_has_no_server(state: State) -> None:
    _fill(state)
    answers = state.export_person(KEN)["answers"]
    assert isinstance(answers, list)
    assert [each["server"] for each in answers] == [None]
