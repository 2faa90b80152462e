"""Whether everything is there that Kankei needs, and what to do about what is not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bot.invitation import client_id_of, explain_permissions, invitation_link
from knowledge.errors import KankeiError
from knowledge.values import dataclass

if TYPE_CHECKING:
    from bot.config import Config

PYTHON = (3, 11)
DEPENDENCIES = (
    ("aiohttp", (3, 12)),
    ("discord.py", (2, 7)),
    ("PyYAML", (6, 0)),
    ("rapidfuzz", (3, 9)),
    ("sqlite-utils", (4, 0)),
    ("prompt_toolkit", (3, 0)),
)
"""The least versions of pyproject.toml; a test keeps the two together."""

_CONSOLE_ONLY = frozenset({"prompt_toolkit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str
    """What was found; or what is missing and what to do."""

    for_run: bool = True
    """Whether the bot on Discord cannot do without it."""


def examine(config_file: Path | None, environ: Mapping[str, str]) -> tuple[Finding, ...]:
    """Look at everything; never raises, never tells the token."""
    return tuple(_findings(config_file, environ))


def render_findings(findings: tuple[Finding, ...]) -> str:
    """One line for each, and one that sums up."""
    width = max(len(finding.name) for finding in findings)
    lines = [f"{'ok' if each.ok else 'missing':<8} {each.name:<{width}}  {each.detail}" for each in findings]
    return "\n".join([*lines, "", _sum_up(findings)])


def can_run(findings: tuple[Finding, ...]) -> bool:
    """Whether `kankei run` can work."""
    return all(finding.ok for finding in findings if finding.for_run)


def _findings(config_file: Path | None, environ: Mapping[str, str]) -> Iterator[Finding]:
    yield _python()
    yield from (_dependency(name, least) for name, least in DEPENDENCIES)
    yield _discord()
    config: Config | None = None
    try:
        from bot.config import load_config

        config = load_config(config_file, environ)
        yield Finding(name="configuration", ok=True, detail=_describe(config, config_file, environ))
    except KankeiError as problem:
        yield Finding(name="configuration", ok=False, detail=_one_line(problem))
    except ImportError as problem:
        yield Finding(name="configuration", ok=False, detail=f"cannot be read: {problem}; install what is missing")
    if config is not None:
        yield _token(config)
        yield _invitation(config)
        if config.health_port is not None:
            yield _metrics()
    yield _knowledge(config, environ)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info[:2] >= PYTHON
    return Finding(name="Python", ok=ok, detail=found if ok else f"{found}; install Python 3.11 or newer")


def _dependency(name: str, least: tuple[int, int]) -> Finding:
    wanted = ".".join(map(str, least))
    for_run = name not in _CONSOLE_ONLY
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name=name, ok=False, detail=f'not installed; pip install "{name}>={wanted}"', for_run=for_run)
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < least:
        todo = f'{version} is too old; pip install "{name}>={wanted}"'
        return Finding(name=name, ok=False, detail=todo, for_run=for_run)
    return Finding(name=name, ok=True, detail=version, for_run=for_run)


def _discord() -> Finding:
    try:
        import discord
    except Exception as problem:  # a broken installation can fail in any way
        detail = f"cannot be loaded ({_one_line(problem)}); reinstall discord.py"
        return Finding(name="Discord library", ok=False, detail=detail)
    if not hasattr(discord, "Client"):
        detail = f"something else is called discord ({discord.__file__}); rename it or start elsewhere"
        return Finding(name="Discord library", ok=False, detail=detail)
    return Finding(name="Discord library", ok=True, detail="loads")


def _describe(config: Config, config_file: Path | None, environ: Mapping[str, str]) -> str:
    named = config_file or environ.get("KANKEI_CONFIG")
    return f"{named or 'no file, the defaults'} (language {config.language}, channels {config.channel_mode})"


def _token(config: Config) -> Finding:
    from bot.config import read_token

    try:
        read_token(config)
    except KankeiError as problem:
        return Finding(name="Discord token", ok=False, detail=_one_line(problem))
    place = "in the environment" if config.token is not None else f"in {config.token_file}"
    return Finding(name="Discord token", ok=True, detail=f"present, {place} (Discord has not been asked)")


def _invitation(config: Config) -> Finding:
    from bot.config import read_token

    try:
        client_id = client_id_of(read_token(config))
    except KankeiError:
        client_id = None
    detail = f"{invitation_link(client_id)} ({explain_permissions()})"
    return Finding(name="invitation", ok=True, detail=detail, for_run=False)


def _metrics() -> Finding:
    try:
        return Finding(name="metrics", ok=True, detail=f"prometheus_client {metadata.version('prometheus_client')}")
    except metadata.PackageNotFoundError:
        detail = "health.port is set, and prometheus_client is not installed; pip install 'kankei[metrics]'"
        return Finding(name="metrics", ok=False, detail=detail)


def _knowledge(config: Config | None, environ: Mapping[str, str]) -> Finding:
    from bot.shipped import shipped_knowledge
    from knowledge.store import open_store

    try:
        path = config.knowledge if config is not None and config.knowledge else shipped_knowledge(environ)
        store = open_store(path)
        covered, articles, facts = store.coverage, store.article_count, store.fact_count
        store.close()
    except KankeiError as problem:
        return Finding(name="knowledge base", ok=False, detail=_one_line(problem))
    except Exception as problem:  # a damaged file or disk can fail in any way
        detail = f"cannot be used ({type(problem).__name__}: {_one_line(problem)}); build it again with `kankei build`"
        return Finding(name="knowledge base", ok=False, detail=detail)
    if covered is None:
        return Finding(name="knowledge base", ok=False, detail=f"{path}: holds no article; build it from a pack")
    span = f"{covered.first} to {covered.last}"
    return Finding(name="knowledge base", ok=True, detail=f"{path}: {articles} articles, {facts} facts, {span}")


def _one_line(problem: Exception) -> str:
    lines = str(problem).splitlines() or [type(problem).__name__]
    return lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more complaints)"


def _sum_up(findings: tuple[Finding, ...]) -> str:
    missing = [finding.name for finding in findings if not finding.ok]
    if not missing:
        return "Everything is there: `kankei run` can start."
    if can_run(findings):
        return f"`kankei run` can start; missing for the console: {', '.join(missing)}."
    return f"`kankei run` cannot start yet; missing: {', '.join(missing)}."
