"""What a server decides counts, in its channels and their threads, until it decides otherwise."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.state.model import LanguageChoice, Mode, ServerSettings
from bot.state.settings import Settings
from bot.state.state import State, open_state
from tests.bot.state.records import ANSWER, CHANNEL, MAYA, NOW, SERVER, keep, keep_questions

THREAD = 511
SNOWFLAKES = st.integers(min_value=1, max_value=2**63 - 1)
DECISIONS = st.builds(
    ServerSettings,
    mode=st.sampled_from((None, *get_args(Mode))),
    language=st.sampled_from((None, *get_args(LanguageChoice))),
    unreviewed=st.sampled_from((None, False, True)),
    keeps_questions=st.booleans(),
    retention_days=st.integers(min_value=1, max_value=365),
)


def test_a_server_that_decided_nothing_follows_the_configuration(state: State) -> None:
    assert state.settings.of(SERVER) == ServerSettings()
    assert state.settings.mode_for(SERVER, CHANNEL) is None
    assert not state.settings.of(SERVER).keeps_questions


def test_a_channel_overrides_its_server_and_a_thread_follows_its_channel(state: State) -> None:
    state.settings.change(SERVER, ServerSettings(mode="mentions"))
    state.settings.set_channel_mode(SERVER, CHANNEL, "questions")
    assert state.settings.mode_for(SERVER, CHANNEL) == "questions"
    assert state.settings.mode_for(SERVER, THREAD, CHANNEL) == "questions"
    assert state.settings.mode_for(SERVER, THREAD, 999) == "mentions"
    state.settings.set_channel_mode(SERVER, THREAD, "off")
    assert state.settings.mode_for(SERVER, THREAD, CHANNEL) == "off"


def test_a_channel_can_follow_its_server_again(state: State) -> None:
    state.settings.set_channel_mode(SERVER, CHANNEL, "off")
    assert state.settings.channel_modes(SERVER) == {CHANNEL: "off"}
    state.settings.set_channel_mode(SERVER, CHANNEL, None)
    assert state.settings.mode_for(SERVER, CHANNEL) is None


def test_servers_do_not_share_settings(state: State) -> None:
    state.settings.change(SERVER, ServerSettings(mode="off"))
    state.settings.set_channel_mode(SERVER, CHANNEL, "threads")
    assert state.settings.mode_for(501, CHANNEL) is None


def test_changing_a_server_leaves_its_channels(state: State) -> None:
    state.settings.set_channel_mode(SERVER, CHANNEL, "threads")
    state.settings.change(SERVER, ServerSettings(language="ja"))
    assert state.settings.mode_for(SERVER, CHANNEL) == "threads"


def test_reset_brings_the_defaults_back(state: State) -> None:
    state.settings.change(SERVER, ServerSettings(mode="off", unreviewed=False))
    state.settings.set_channel_mode(SERVER, CHANNEL, "questions")
    state.settings.reset(SERVER)
    assert state.settings.of(SERVER) == ServerSettings()
    assert state.settings.channel_modes(SERVER) == {}


def test_questions_no_longer_kept_are_erased(state: State) -> None:
    keep_questions(state)
    keep(state, 1, question="Who met whom?")
    state.gaps.note(kind="topic", term="fish", asked_at=NOW, guild_id=SERVER, person_id=MAYA, question="Any fish?")
    state.settings.change(SERVER, replace(state.settings.of(SERVER), keeps_questions=False))
    assert state.answers.recall(ANSWER.id) == ANSWER
    (gap,) = state.gaps.top(SERVER, limit=5, since=NOW.date())
    assert (gap.count, gap.questions) == (1, ())
    assert state.health().questions == 0


@pytest.mark.parametrize("days", [0, 366, -1])
def test_retention_has_bounds(days: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 365"):
        ServerSettings(retention_days=days)


def test_settings_are_read_from_the_file_once(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    state.settings.change(SERVER, ServerSettings(mode="off"))
    state.settings.of(SERVER)
    monkeypatch.setattr(Settings, "_read", lambda *_: pytest.fail("read again"))
    assert state.settings.mode_for(SERVER, CHANNEL) == "off"


@settings(max_examples=25, deadline=None)
@given(
    decisions=st.dictionaries(SNOWFLAKES, DECISIONS, max_size=4),
    channels=st.dictionaries(st.tuples(SNOWFLAKES, SNOWFLAKES), st.sampled_from(get_args(Mode)), max_size=6),
)
def test_what_is_decided_is_there_after_a_restart(
    decisions: dict[int, ServerSettings], channels: dict[tuple[int, int], Mode]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.sqlite"
        first = open_state(path)
        for guild, decided in decisions.items():
            first.settings.change(guild, decided)
        for (guild, channel), mode in channels.items():
            first.settings.set_channel_mode(guild, channel, mode)
        seen = {guild: first.settings.of(guild) for guild in decisions}
        first.close()
        again = open_state(path)
        assert {guild: again.settings.of(guild) for guild in decisions} == decisions == seen
        assert {key: again.settings.mode_for(*key) for key in channels} == channels
        again.close()
