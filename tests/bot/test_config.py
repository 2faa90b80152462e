"""The configuration file: what it gives, and the one sentence it answers mistakes with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, load_config, read_token
from bot.errors import ConfigError
from bot.pacing import Limits

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"
HOME = {"HOME": "/home/maya"}


def load(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, environ or HOME)


def test_example_loads_as_it_is_and_holds_the_defaults() -> None:
    assert load_config(EXAMPLE, HOME) == load_config(None, HOME)


def test_no_file_gives_the_defaults() -> None:
    config = load_config(None, HOME)
    assert (config.language, config.channel_mode, config.log_level) == ("auto", "mentions", "info")
    assert config.reply_language is None
    assert config.state_dir == Path("/home/maya/.local/state/kankei")


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        "token_file: secret\nknowledge: ~/base.db\nlanguage: ja\nchannels:\n  mode: questions\n"
        "health: {port: 9100, host: 0.0.0.0}\n"
        "limits: {person: 3, channel: 0, window: 60, waiting: 9}\n"
        "state_dir: /var/kankei\nlog_level: debug\ntoday: 2025-06-01\n",
    )
    assert config == Config(
        token_file=tmp_path / "secret",
        knowledge=Path("/home/maya/base.db"),
        language="ja",
        channel_mode="questions",
        health_port=9100,
        health_host="0.0.0.0",
        limits=Limits(person=3, channel=0, window=60, waiting=9),
        state_dir=Path("/var/kankei"),
        log_level="debug",
        today=date(2025, 6, 1),
    )


@pytest.mark.parametrize(
    ("ids", "read"),
    [("null", None), ("0-2", (0, 1, 2)), ("'1 - 2'", (1, 2)), ("3", (3,)), ("[3, 0]", (3, 0))],
)
def test_shards_are_a_list_or_a_range(tmp_path: Path, ids: str, read: tuple[int, ...] | None) -> None:
    config = load(tmp_path, f"shards: {{count: 4, ids: {ids}}}\n")
    assert (config.shard_count, config.shard_ids) == (4, read)


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n") == load_config(None, HOME)


def test_a_bare_off_is_a_mode_and_not_a_boolean(tmp_path: Path) -> None:
    assert load(tmp_path, "channels:\n  mode: off\n").channel_mode == "off"


def test_the_file_can_be_named_in_the_environment(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("language: zh\n", encoding="utf-8")
    assert load_config(None, {**HOME, "KANKEI_CONFIG": str(tmp_path / "other.yaml")}).language == "zh"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\nlangauge: en", ':2: unknown key "langauge"; did you mean "language"?'),
        ("colour: red", ':1: unknown key "colour"; known here: token_file,'),
        ("channels:\n  mood: off", ':2: unknown key "channels.mood"; did you mean "channels.mode"?'),
        ("language: fr", ':1: language "fr" is not known; choose one of auto, en, ja, zh'),
        (
            "channels:\n  mode: loud",
            ':2: channels.mode "loud" is not known; choose one of mentions, questions, threads, off',
        ),
        ("channels: off", ":1: channels must be a mapping; write its keys (mode) indented below it"),
        ("today: tomorrow", ':1: today "tomorrow" is not a day; write it as YYYY-MM-DD, or null'),
        ("today: 2025-02-30", ':1: today "2025-02-30" is not a day'),
        ("knowledge: [a, b]", ":1: knowledge must be a single value"),
        ("knowledge: ''", ":1: knowledge is empty; name a path or write null"),
        ("language: en\nlanguage: ja", ":2: language is set twice"),
        ("limits:\n  person: many", ':2: limits.person "many" does not fit; write a whole number from 0 to 10000'),
        ("limits:\n  window: 0", ':2: limits.window "0" does not fit; write a whole number from 1 to 3600'),
        ("limits:\n  waiting: -1", ':2: limits.waiting "-1" does not fit'),
        ("health: {port: 70000}", ':1: health.port "70000" does not fit; write a whole number from 1 to 65535'),
        ("health: {host: ''}", ':1: health.host "" does not fit; write one word'),
        ("shards: {count: 0}", ':1: shards.count "0" does not fit; write a whole number from 1 to'),
        ("shards:\n  ids: 0-3", ":2: shards.ids needs shards.count"),
        ("shards: {count: 4, ids: 0-4}", ":1: shards.ids must name shards below 4, each once"),
        ("shards: {count: 4, ids: 3-1}", ":1: shards.ids must name shards below 4"),
        ("shards: {count: 4, ids: some}", ":1: shards.ids must name shards below 4"),
        ("shards: {count: 4, ids: []}", ":1: shards.ids must name shards below 4"),
        ("shards: {count: 4, ids: [1, 1]}", ":1: shards.ids must name shards below 4, each once"),
        ("shards: {count: 4, ids: [1, x]}", ':1: shards.ids "x" does not fit; write a whole number from 0 to 3'),
        ("- language", ":1: must be a mapping of settings"),
        ("language: [en", "is not valid YAML"),
        ("a: !!python/object:os.system {}", ':1: unknown key "a"'),
    ],
)
def test_a_mistake_gets_one_sentence_with_file_line_and_key(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "config.yaml"))
    assert complaint in message
    assert "\n" not in message


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file; copy"):
        load_config(tmp_path / "nowhere.yaml", HOME)


def test_token_comes_from_the_environment_first(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-file\n", encoding="utf-8")
    text = "token_file: secret"
    assert read_token(load(tmp_path, text)) == "from-file"
    assert read_token(load(tmp_path, text, {**HOME, "DISCORD_TOKEN": "second"})) == "second"
    assert read_token(load(tmp_path, text, {**HOME, "DISCORD_TOKEN": "second", "KANKEI_TOKEN": "first"})) == "first"


def test_token_is_never_shown(tmp_path: Path) -> None:
    assert "s3cret" not in repr(load(tmp_path, "", {**HOME, "KANKEI_TOKEN": "s3cret"}))


@pytest.mark.parametrize("content", ["", "two words", None])
def test_unusable_token_file_is_named_without_its_content(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "secret").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_token(load(tmp_path, "token_file: secret"))
    assert str(tmp_path / "secret") in str(caught.value)
    assert "two words" not in str(caught.value)


def test_no_token_says_where_to_put_it() -> None:
    with pytest.raises(ConfigError, match="KANKEI_TOKEN"):
        read_token(load_config(None, HOME))
