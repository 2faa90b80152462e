"""Read the configuration file and the environment into one frozen Config.

A file that cannot be used is answered with one sentence: file, line, key, what is wrong, what to do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import yaml

from bot.answers.model import ReplyLanguage
from bot.errors import ConfigError
from bot.pacing import Limits
from knowledge.values import dataclass, field

LanguageSetting = Literal["auto", "en", "ja", "zh"]
ChannelMode = Literal["mentions", "questions", "threads", "off"]
LogLevel = Literal["debug", "info", "warning", "error"]

_KEYS = (
    "token_file", "knowledge", "unreviewed", "language", "channels", "limits", "shards",
    "health", "state_dir", "log_level", "today", "fetch",
)  # fmt: skip
_CHANNEL_KEYS = ("mode",)
_LIMIT_KEYS = ("person", "channel", "window", "waiting")
_SHARD_KEYS = ("count", "ids")
_HEALTH_KEYS = ("port", "host")
_FETCH_KEYS = ("enabled",)
_TOKEN_VARIABLES = ("KANKEI_TOKEN", "DISCORD_TOKEN")
_MOST = 10_000
"""A limit above it is a slip of the keyboard; 0 is how to have none."""

_MOST_SHARDS = 4096
_NULL_TAG = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting of the bot, complete and checked."""

    state_dir: Path
    """Where the bot keeps what it must remember between starts: its state file and a hash of its commands."""

    token: str | None = field(default=None, repr=False)
    """The token from the environment; see `read_token` for the one in `token_file`."""

    token_file: Path | None = None
    knowledge: Path | None = None
    """A built knowledge base; None for the shipped one."""

    unreviewed: bool = True
    """Whether facts that a program found and nobody has checked may answer, with a note that says so."""

    fetching: bool = False
    """Whether `kankei add` may fetch pages."""

    language: LanguageSetting = "auto"
    channel_mode: ChannelMode = "mentions"
    limits: Limits = field(default_factory=Limits)
    """How much may be asked."""

    shard_count: int | None = None
    """How many shards there are over all processes; None for as many as Discord recommends."""

    shard_ids: tuple[int, ...] | None = None
    """The shards of this process; None for all of them."""

    health_port: int | None = None
    """Where to tell whoever watches over the bot how it is; None for nowhere."""

    health_host: str = "127.0.0.1"
    log_level: LogLevel = "info"
    today: date | None = None
    """Answers as of this day; None for the day of the question."""

    @property
    def reads_messages(self) -> bool:
        """Whether the bot reads messages that do not call it, which Discord calls a privileged intent."""
        return self.channel_mode in ("questions", "threads")

    @property
    def reply_language(self) -> ReplyLanguage | None:
        """The language every reply is in, or None to answer in the language of the question."""
        return None if self.language == "auto" else self.language


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Load the configuration.

    Args:
        path: the YAML file; None for the file named in KANKEI_CONFIG, or the defaults where that is not set.
        environ: the environment, for the token and for the user's folders.
    """
    if path is None and environ.get("KANKEI_CONFIG"):
        path = Path(environ["KANKEI_CONFIG"])
    settings = _Settings(path, {}, environ) if path is None else _read_settings(path, environ)
    channels = settings.section("channels", _CHANNEL_KEYS)
    fetch = settings.section("fetch", _FETCH_KEYS)
    health = settings.section("health", _HEALTH_KEYS)
    shards = settings.section("shards", _SHARD_KEYS)
    shard_count = shards.optional_number("count", least=1, most=_MOST_SHARDS)
    token = next((environ[name].strip() for name in _TOKEN_VARIABLES if environ.get(name, "").strip()), None)
    return Config(
        token=token,
        token_file=settings.path("token_file"),
        knowledge=settings.path("knowledge"),
        fetching=fetch.choice("enabled", ("true", "false"), "false") == "true",
        unreviewed=settings.choice("unreviewed", ("true", "false"), "true") == "true",
        language=_as_language(settings.choice("language", get_args(LanguageSetting), "auto")),
        channel_mode=_as_mode(channels.choice("mode", get_args(ChannelMode), "mentions")),
        limits=_read_limits(settings.section("limits", _LIMIT_KEYS)),
        shard_count=shard_count,
        shard_ids=shards.shard_ids("ids", count=shard_count),
        health_port=health.optional_number("port", least=1, most=65535),
        health_host=health.word("host", "127.0.0.1"),
        state_dir=settings.path("state_dir") or _default_state_dir(environ),
        log_level=_as_level(settings.choice("log_level", get_args(LogLevel), "info")),
        today=settings.day("today"),
    )


def read_token(config: Config) -> str:
    """The Discord token: from the environment, or else from the token file."""
    if config.token is not None:
        return config.token
    if config.token_file is None:
        raise ConfigError(
            "no Discord token: set the environment variable KANKEI_TOKEN, or name a token_file in the configuration"
        )
    try:
        token = config.token_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "not a text file"
        raise ConfigError(
            f"{config.token_file}: token_file cannot be read ({reason}); put the token alone in it"
        ) from problem
    if not token or len(token.split()) != 1:
        raise ConfigError(f"{config.token_file}: token_file must hold the token and nothing else; write it again")
    return token


class _Settings:
    """One mapping of the file, read key by key; each complaint names file, line and key."""

    def __init__(
        self, path: Path | None, nodes: Mapping[str, yaml.Node], environ: Mapping[str, str], prefix: str = ""
    ) -> None:
        self._path = path
        self._nodes = nodes
        self._environ = environ
        self._prefix = prefix

    def section(self, key: str, keys: tuple[str, ...]) -> _Settings:
        """The mapping under a key; empty where it is absent."""
        node = self._node(key)
        if node is None or self._path is None:
            return _Settings(self._path, {}, self._environ, f"{key}.")
        if not isinstance(node, yaml.MappingNode):
            raise self._complaint(key, node, f"must be a mapping; write its keys ({', '.join(keys)}) indented below it")
        return _Settings(self._path, _children(self._path, node, keys, f"{key}."), self._environ, f"{key}.")

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One word of a closed set, exactly as written: YAML would turn a bare `off` into false."""
        node = self._node(key)
        if node is None:
            return default
        text = self._scalar(key, node).lower()
        if text not in allowed:
            raise self._complaint(key, node, f'"{text}" is not known; choose one of {", ".join(allowed)}')
        return text

    def word(self, key: str, default: str) -> str:
        """A text without spaces, and not empty."""
        node = self._node(key)
        if node is None:
            return default
        text = self._scalar(key, node)
        if len(text.split()) != 1:
            raise self._complaint(key, node, f'"{text}" does not fit; write one word')
        return text.strip()

    def number(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        found = self.optional_number(key, least=least, most=most)
        return default if found is None else found

    def optional_number(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number within bounds, or None."""
        node = self._node(key)
        return None if node is None else self._number(key, node, least, most)

    def shard_ids(self, key: str, *, count: int | None) -> tuple[int, ...] | None:
        """Numbers of shards, as a list or as a range such as `0-15`; None where the key is not set."""
        node = self._node(key)
        if node is None:
            return None
        if count is None:
            raise self._complaint(key, node, f"needs {self._prefix}count, the number of shards over all processes")
        if isinstance(node, yaml.SequenceNode):
            ids = tuple(self._number(key, each, 0, count - 1) for each in node.value)
        else:
            text = self._scalar(key, node).strip()
            found = re.fullmatch(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", text, re.ASCII)
            ids = tuple(range(int(found[1]), int(found[2] or found[1]) + 1)) if found else ()
        if not ids or len(set(ids)) != len(ids) or max(ids) >= count:
            raise self._complaint(key, node, f'must name shards below {count}, each once; write [0, 1] or "0-1"')
        return ids

    def path(self, key: str) -> Path | None:
        """A path, read against the folder of the configuration file."""
        node = self._node(key)
        if node is None or self._path is None:
            return None
        text = self._scalar(key, node).strip()
        if not text:
            raise self._complaint(key, node, "is empty; name a path or write null")
        if text == "~" or text.startswith(("~/", "~\\")):
            return _home(self._environ) / text[2:]
        return self._path.parent / text

    def day(self, key: str) -> date | None:
        """A calendar day, YYYY-MM-DD."""
        node = self._node(key)
        if node is None:
            return None
        text = self._scalar(key, node).strip()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._complaint(key, node, f'"{text}" is not a day; write it as YYYY-MM-DD, or null') from None

    def _number(self, key: str, node: yaml.Node, least: int, most: int) -> int:
        text = self._scalar(key, node).strip()
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise self._complaint(key, node, f'"{text}" does not fit; write a whole number from {least} to {most}')
        return int(text)

    def _node(self, key: str) -> yaml.Node | None:
        node = self._nodes.get(key)
        return None if node is None or node.tag == _NULL_TAG else node

    def _scalar(self, key: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._complaint(key, node, "must be a single value; write it on the same line")
        return str(node.value)

    def _complaint(self, key: str, node: yaml.Node, what: str) -> ConfigError:
        return ConfigError(f"{self._path}:{node.start_mark.line + 1}: {self._prefix}{key} {what}")


def _read_settings(path: Path, environ: Mapping[str, str]) -> _Settings:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy config.example.yaml there or name another file") from None
    except OSError as problem:
        raise ConfigError(f"{path}: cannot be read ({problem.strerror}); check its permissions") from problem
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        reason = getattr(problem, "problem", None) or "unreadable"
        raise ConfigError(f"{path}{line}: is not valid YAML ({reason}); correct that line") from None
    if root is None or root.tag == _NULL_TAG:
        return _Settings(path, {}, environ)
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError(f"{path}:1: must be a mapping of settings; start from config.example.yaml")
    return _Settings(path, _children(path, root, _KEYS, ""), environ)


def _children(path: Path, mapping: yaml.MappingNode, known: tuple[str, ...], prefix: str) -> dict[str, yaml.Node]:
    """The values of a mapping by key; an unknown or repeated key is refused."""
    found: dict[str, yaml.Node] = {}
    for key_node, value_node in mapping.value:
        key = str(key_node.value)
        where = f"{path}:{key_node.start_mark.line + 1}"
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1)
            hint = f'did you mean "{prefix}{nearest[0]}"?' if nearest else f"known here: {', '.join(known)}"
            raise ConfigError(f'{where}: unknown key "{prefix}{key}"; {hint}')
        if key in found:
            raise ConfigError(f"{where}: {prefix}{key} is set twice; keep one of the two")
        found[key] = value_node
    return found


def _read_limits(section: _Settings) -> Limits:
    usual = Limits()
    return Limits(
        person=section.number("person", usual.person, least=0, most=_MOST),
        channel=section.number("channel", usual.channel, least=0, most=_MOST),
        window=section.number("window", usual.window, least=1, most=3600),
        waiting=section.number("waiting", usual.waiting, least=0, most=_MOST),
    )


def _default_state_dir(environ: Mapping[str, str]) -> Path:
    for variable in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        if environ.get(variable):
            return Path(environ[variable]) / "kankei"
    return _home(environ) / ".local" / "state" / "kankei"


def _home(environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home) if home else Path.home()


def _as_language(text: str) -> LanguageSetting:
    return next(value for value in get_args(LanguageSetting) if value == text)


def _as_mode(text: str) -> ChannelMode:
    return next(value for value in get_args(ChannelMode) if value == text)


def _as_level(text: str) -> LogLevel:
    return next(value for value in get_args(LogLevel) if value == text)
